import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import {
  averageCommand,
  countCommand,
  endCommand,
  plainCommand,
  recordCommand,
  toReports,
} from './commands.ts';
import { createOmronHidDecoder } from './frame.ts';

const decode = (hex: string) => decodeHex(createOmronHidDecoder(), hex);
const reports = (message: Uint8Array): string => toReports(message).map(toHex).join('');

/** `protocols/vectors/devices.json`, blood-pressure. */
const REQUEST = '07 47 4D 45 00 00 00 04 01 04 00 00 00 00 00 00';
const ANSWER = '07 4F 4B 00 1A 03 0F 09 07 2A 07 00 00 8E 5A 4B 03 00 01 AC 00 00 00 00';

/** Name of the meter; leftovers behind the counted bytes. */
const VERSION = '07 4F 4B 00 4D 37 30 38 07 30 49 54 20 32 30 37 01 4A 49 00 20 32 30 37';
const PROFILE = '07 4F 4B 00 30 30 31 30 07 31 30 30 30 30 30 00';
const COUNT = '07 4F 4B 00 00 0D 00 09 01 04 00 00 00 00 00 00';
/** Week of 2026-03-15: 103 + 25 / 83, pulse 69. */
const AVERAGE = '07 4F 4B 00 80 01 1A 03 05 0F 67 53 45 E6 00 00';

describe('Omron HID messages', () => {
  it('reads the request and the answer of the vectors', () => {
    expect(reports(recordCommand(0, 4))).toBe(REQUEST.replaceAll(' ', ''));
    expect(decode(REQUEST + ANSWER)).toEqual([
      { kind: 'frame', type: 'GME', fields: { command: 'GME', bank: 0, index: 4 }, offset: 0, length: 16 },
      {
        kind: 'reading',
        values: { systolic: 142, diastolic: 90, pulse: 75 },
        units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', pulse: '/min' },
        flags: ['irregularHeartbeat'],
        person: null,
        at: '2026-03-15T09:42:07',
        raw: ANSWER.replaceAll(' ', ''),
        offset: 16,
        length: 24,
      },
    ]);
    expect(decode(ANSWER)).toMatchObject([{ kind: 'reading', length: 24 }]);
  });

  it('heeds only the counted bytes of each report', () => {
    const leftovers = ANSWER.replace('03 00 01 AC 00 00 00 00', '03 00 01 AC 4F 4B 5A 4B');
    expect(decode(leftovers)).toMatchObject([{ kind: 'reading', values: { systolic: 142 } }]);
  });

  it('reads movement and the place in an average of three, and records of models without flags', () => {
    // Systolic pressure has two bytes: 266 is out of range, 10 would be nonsense.
    const high = '07 4F 4B 00 1A 03 0F 09 07 2A 07 00 01 0A 5A 4B 03 00 00 28 00 00 00 00';
    expect(decode(high)).toMatchObject([{ kind: 'refused', reason: 'range' }]);
    const moved = '07 4F 4B 00 1A 03 0F 09 07 2A 07 00 00 8E 5A 4B 03 00 22 8F 00 00 00 00';
    expect(decode(moved)).toMatchObject([{ flags: ['movement', 'truRead2'] }]);
    const short = '07 4F 4B 00 1A 03 0F 09 07 2A 07 00 00 8E 5A 4B 01 AD 00 00 00 00 00 00';
    expect(decode(short)).toMatchObject([{ kind: 'reading', values: { systolic: 142 }, flags: [] }]);
  });

  it('reads name, profile, counts and averages with the question before them', () => {
    const talk =
      reports(plainCommand('VER')) +
      VERSION +
      reports(plainCommand('PRF')) +
      PROFILE +
      reports(countCommand(1)) +
      COUNT +
      reports(averageCommand('evening', 0, 1)) +
      AVERAGE +
      reports(averageCommand('morning', 0, 4)) +
      '07 4F 4B 00 FF FE 00 00 05 00 00 00 00 01 00 00';
    expect(decode(talk)).toMatchObject([
      { type: 'VER' },
      { type: 'VER_ANSWER', fields: { model: 'M7080IT', version: '207' } },
      { type: 'PRF' },
      { type: 'PRF_ANSWER', fields: { profile: '0010100000' } },
      { type: 'GDC', fields: { bank: 1 } },
      { type: 'GDC_ANSWER', fields: { count: 9 } },
      { type: 'GEA', fields: { bank: 0, week: 1 } },
      {
        kind: 'reading',
        values: { systolic: 128, diastolic: 83, pulse: 69 },
        flags: ['average', 'evening'],
        at: '2026-03-15',
      },
      { type: 'GMA' },
      { type: 'WEEK_EMPTY', fields: { part: 'morning', week: 4 } },
    ]);
  });

  it('reads the beginning and the end of a session', () => {
    const clear =
      '07 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 08 60 00 00 00 00 00 00 02 4F 4B 46 0D 0A 08 04';
    const end = `${reports(endCommand())}02 4F 4B 4A 00 77 4F 4F 05 4F 46 46 0D 0A 4F 4F`;
    expect(
      decode(`${clear}${end}02 4E 4F 00 00 11 00 02`).map((line) => 'type' in line && line.type),
    ).toEqual(['CLEAR', 'CLEAR', 'IDLE', 'OK', 'END', 'OK', 'OFF', 'NO']);
  });

  it.each([
    ['checksum', ANSWER.replace('AC', 'AD')],
    ['checksum', REQUEST.replace('01 04', '01 05')],
    // 30 February; diastolic above systolic.
    ['date', '07 4F 4B 00 1A 02 1E 09 07 2A 07 00 00 8E 5A 4B 03 00 01 BC 00 00 00 00'],
    ['range', '07 4F 4B 00 1A 03 0F 09 07 2A 07 00 00 5A 8E 4B 03 00 01 AC 00 00 00 00'],
  ])('refuses a message with %s', (reason, hex) => {
    expect(decode(hex)).toMatchObject([{ kind: 'refused', reason, offset: 0 }]);
  });

  it('tells a record that stops in the middle', () => {
    expect(decode(ANSWER.slice(0, 47))).toEqual([{ kind: 'incomplete', offset: 0, length: 16 }]);
  });
});

describeDecoderProperties('bp-omron-hid', createOmronHidDecoder, {
  frames: [REQUEST, ANSWER, VERSION, PROFILE, COUNT, AVERAGE, '02 4E 4F 00 00 11 00 02'],
});
