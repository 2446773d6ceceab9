import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import {
  createSpoolerDecoder,
  isSchedulerRunning,
  readPrinterState,
  readQueue,
  readRequestId,
} from './frame.ts';

/** `lpstat -l -p` as CUPS 2.4.2 writes it: a message below the first line, alerts further down. */
const told = (first: string, message: string, alerts: string): string =>
  `${first}\n\t${message}\n\tForm mounted:\n\tContent types: any\n\tDescription: Laser\n\tAlerts: ${alerts}\n\tLocation: \n`;
const idle = 'printer Laser is idle.  enabled since Sat Nov 28 19:10:18 2026';
const busy = 'printer Laser now printing Laser-4.  enabled since Sat Nov 28 19:11:39 2026';

describe('what lpstat says', () => {
  it.each([
    ['printer Laser is idle.  enabled since Sat\n\tAlerts: none\n', [], [], false],
    ['printer Laser now printing Laser-7.  enabled since Sat\n', [], [], true],
    ['printer Laser disabled since Sat -\n\treason unknown\n', ['paused'], [], false],
    [told(idle, 'Form', 'media-empty-error toner-low-warning'), ['paper out'], ['toner near end'], false],
    [told(idle, 'Form', 'offline-report media-jam'), ['paper jam'], [], false],
    [told(idle, 'Form', 'marker-waste-almost-full-warning'), [], ['other warning'], false],
    [
      told('printer Laser disabled since Sat Nov 28 19:12:21 2026 -', 'reason unknown', 'paused'),
      ['paused'],
      [],
      false,
    ],
  ])('%j', (text, faults, warnings, printing) => {
    expect(readPrinterState(text)).toEqual({ faults, warnings, printing });
  });

  it('takes no note of the service to itself for a warning (seen with CUPS 2.4.2)', () => {
    const state = { faults: [], warnings: [], printing: true };
    expect(readPrinterState(told(busy, 'Printing.', 'cups-waiting-for-job-completed'))).toEqual(state);
    expect(readPrinterState(told(busy, 'Connected to printer.', 'cups-remote-pending'))).toEqual(state);
  });

  it('says that paper is out when nothing moves although the maker calls it a warning', () => {
    const text = told(
      busy,
      'Printing.',
      'cups-waiting-for-job-completed media-empty-warning media-needed-warning',
    );
    expect(readPrinterState(text)).toEqual({
      faults: ['paper out'],
      warnings: ['paper out'],
      printing: true,
    });
  });

  it('reads in the message that there is no printer at the end, where the alerts say none', () => {
    const gone = told(busy, 'The printer may not exist or is unavailable at this time.', 'none');
    expect(readPrinterState(gone)).toEqual({ faults: ['offline'], warnings: [], printing: true });
    expect(readPrinterState(told(busy, 'The printer is in use.', 'none'))?.faults).toEqual(['busy']);
    // An old message of a job that is over says nothing of now.
    expect(readPrinterState(told(idle, 'The printer is in use.', 'none'))?.faults).toEqual([]);
  });

  it('says nothing where it tells of no printer', () => {
    expect(readPrinterState('lpstat: Invalid destination name in list "Laser".\n')).toBeUndefined();
    expect(readPrinterState('Drucker Laser ist im Leerlauf.\n')).toBeUndefined();
    expect(isSchedulerRunning('scheduler is running\n')).toBe(true);
    expect(isSchedulerRunning('scheduler is not running\n')).toBe(false);
  });

  it('reads ids with hyphens in the name of the queue', () => {
    expect(readRequestId('request id is Front-Desk-2-17 (1 file(s))\n')).toBe('Front-Desk-2-17');
    expect(readQueue('Front-Desk-2-17   custodian   1024   Sat\nFront-Desk-2-18  root 3072 Sat\n\n')).toEqual(
      ['Front-Desk-2-17', 'Front-Desk-2-18'],
    );
    expect(readRequestId('lp: Error - The printer or class does not exist.\n')).toBeUndefined();
  });

  it('is decoded line by line', () => {
    const text =
      'request id is Laser-7 (1 file(s))\nLaser-7   custodian   1024   Sat\nprinter Laser disabled since Sat\n' +
      '\tAlerts: media-empty-error\nscheduler is running\nlp: Error - The printer or class does not exist.\n';
    // The tab before the alerts is told as discarded.
    const lines = decodeText(createSpoolerDecoder(), text).filter(({ kind }) => kind !== 'discarded');
    expect(lines).toMatchObject([
      { type: 'accepted', fields: { requestId: 'Laser-7' } },
      { type: 'queued', fields: { requestId: 'Laser-7' } },
      { kind: 'printer', ready: false, faults: ['paused'] },
      { type: 'alerts', fields: { alerts: ['media-empty-error'] } },
      { type: 'scheduler', fields: { running: true } },
      { type: 'refused', fields: { program: 'lp', said: 'Error - The printer or class does not exist.' } },
    ]);
  });
});

describeDecoderProperties('printer-spooler', createSpoolerDecoder, {
  frames: [
    toHex(Buffer.from('request id is Laser-7 (1 file(s))\n')),
    toHex(Buffer.from('scheduler is running\n')),
  ],
});
