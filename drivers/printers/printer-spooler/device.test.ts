import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import type { DeviceEvent } from '../../manifest.ts';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { watch } from '../printer-zpl/testing.ts';
import { submit } from './commands.ts';
import { createSpoolerPrinter } from './device.ts';
import { createSpoolerDecoder, readPrinterState } from './frame.ts';
import { readSpoolerSettings } from './settings.ts';
import { createVirtualSpooler } from './simulator.ts';

const url = 'http://localhost:631/printers/Laser';
function scene(settings: Record<string, unknown> = {}) {
  const clock = createManualClock();
  const spooler = createVirtualSpooler((milliseconds, action) => void clock.after(milliseconds, action));
  const events: DeviceEvent[] = [];
  const device = createSpoolerPrinter(
    { clock, log: silentLog, settings: { url, ...settings }, factory: () => createMemoryPair()[0] },
    spooler.run,
  );
  device.onEvent((event) => events.push(event));
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
    );
  return { clock, spooler, device, events, states };
}
const document = Uint8Array.from(Buffer.from('%PDF-1.7 …'));

describe('A4 printer behind the spooler', () => {
  it('follows a job until it has left the queue, and says that this proves no paper', async () => {
    const { clock, spooler, device, events } = scene();
    const job = watch(device.request('print', { jobId: 'sheet-1', document }));
    await clock.advance(500);
    expect(job.value()).toBeUndefined();
    await clock.advance(4000);
    expect(job.value()).toEqual({ jobId: 'sheet-1', proof: 'queue' });
    expect(spooler.documents).toEqual([document]);
    expect(events).toContainEqual({
      kind: 'job',
      jobId: 'sheet-1',
      state: 'done',
      code: 'printer.left_queue',
    });
    const again = watch(device.request('print', { jobId: 'sheet-1', document }));
    await clock.advance(100);
    expect(again.value()).toEqual({ jobId: 'sheet-1', proof: 'queue' });
    expect(spooler.documents).toHaveLength(1);
  });

  it('takes a job back that a fault holds up too long; it may come again', async () => {
    const { clock, spooler, device, states } = scene({ patienceMs: 5000 });
    spooler.set({ alerts: 'media-empty-error' });
    const job = watch(device.request('print', { jobId: 'sheet-2', document }));
    await clock.advance(10_000);
    expect(job.value()).toMatchObject({
      code: 'device.fault',
      detail: { code: 'printer.paper_out', sent: false },
    });
    expect(states()).toContain('fault printer.paper_out');
    spooler.set({ alerts: 'none' });
    const again = watch(device.request('print', { jobId: 'sheet-2', document }));
    await clock.advance(6000);
    expect(again.value()).toEqual({ jobId: 'sheet-2', proof: 'queue' });
  });

  it('goes on when the fault is put right in time', async () => {
    const { clock, spooler, device } = scene({ patienceMs: 20_000 });
    spooler.set({ disabled: true });
    const job = watch(device.request('print', { jobId: 'sheet-3', document }));
    await clock.advance(6000);
    expect(job.value()).toBeUndefined();
    spooler.set({ disabled: false });
    await clock.advance(6000);
    expect(job.value()).toEqual({ jobId: 'sheet-3', proof: 'queue' });
  });

  it('tells a refused job and a computer without spooler', async () => {
    const { clock, spooler, device, states } = scene();
    spooler.set({ refuses: true });
    const job = watch(device.request('print', { jobId: 'sheet-4', document }));
    await clock.advance(100);
    expect(job.value()).toMatchObject({ detail: { code: 'printer.spooler_refused', sent: false } });
    spooler.set({ missing: true });
    device.start();
    await clock.advance(100);
    expect(states().at(-1)).toBe('away printer.no_spooler');
    expect(await device.request('status', {})).toMatchObject({
      ready: false,
      faults: ['printer.unreachable'],
    });
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  it('refuses jobs and settings that cannot be meant', async () => {
    const { device } = scene();
    for (const input of [
      {},
      { jobId: 'a b', document },
      { jobId: 'a', document: '' },
      { jobId: 'a', document, copies: 0 },
    ]) {
      await expect(device.request('print', input)).rejects.toMatchObject({ code: 'input.invalid' });
    }
    for (const wrong of ['', 'http://localhost/Laser', 'http://localhost/printers/-o']) {
      expect(() => readSpoolerSettings({ url: wrong })).toThrow(
        expect.objectContaining({ code: 'input.invalid' }),
      );
    }
    expect(() => readSpoolerSettings({ url, options: 'media=A4; rm' })).toThrow();
    expect(readSpoolerSettings({ url: 'http://print.station:8631/printers/Laser' }).address.server).toBe(
      'print.station:8631',
    );
  });

  it('hands the document over without a shell', () => {
    const { args } = submit(
      { server: undefined, printer: 'Laser' },
      { title: '$(x)', copies: 2, options: ['media=A4'], document },
    );
    expect(args).toEqual(['-d', 'Laser', '-t', '$(x)', '-n', '2', '-o', 'media=A4', '-']);
  });
});

describe('what lpstat says', () => {
  it.each([
    ['printer Laser is idle.  enabled since Sat\n\tAlerts: none\n', [], [], false],
    ['printer Laser now printing Laser-7.  enabled since Sat\n', [], [], true],
    ['printer Laser disabled since Sat -\n\treason unknown\n', ['paused'], [], false],
    [
      'printer Laser is idle.  enabled since Sat\n\tAlerts: media-empty-error toner-low-warning\n',
      ['paper out'],
      ['toner low'],
      false,
    ],
    [
      'printer Laser is idle.  enabled since Sat\n\tAlerts: cups-waiting-for-job-completed-report\n',
      [],
      [],
      false,
    ],
    [
      'printer Laser is idle.  enabled since Sat\n\tAlerts: offline-report media-jam\n',
      ['paper jam'],
      [],
      false,
    ],
  ])('%j', (text, faults, warnings, printing) => {
    expect(readPrinterState(text)).toEqual({ faults, warnings, printing });
  });

  it('is decoded line by line', () => {
    const text =
      'request id is Laser-7 (1 file(s))\nLaser-7   custodian   1024   Sat\nprinter Laser disabled since Sat\n';
    expect(decodeText(createSpoolerDecoder(), text)).toMatchObject([
      { type: 'accepted', fields: { requestId: 'Laser-7' } },
      { type: 'queued', fields: { requestId: 'Laser-7' } },
      { kind: 'printer', ready: false, faults: ['paused'] },
    ]);
  });
});

describeDecoderProperties('printer-spooler', createSpoolerDecoder, {
  frames: [toHex(Buffer.from('request id is Laser-7 (1 file(s))\n'))],
});
