import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { commandBytes, framed, SYN } from './commands.ts';
import { createTm2657Decoder } from './frame.ts';

const decode = (hex: string) => decodeHex(createTm2657Decoder(), hex);
const frameOf = (payload: string): string => toHex(framed([SYN, SYN], '00', payload));

/** `protocols/vectors/devices.json`, blood-pressure: SYS 128, MAP 97, DIA 82, pulse 71. */
const RESULT =
  '16 01 72 30 30 02 54 4D 32 36 35 37 1E 32 36 30 33 31 35 30 39 34 32 1E 41 1E 42 4D 1E 45 30 30 1E 53 31 32 38' +
  ' 1E 4D 20 39 37 1E 44 20 38 32 1E 50 20 37 31 1E 31 38 30 1E 4C 31 35 35 03 3D';

const result = (groups: readonly string[]): string =>
  frameOf(['TM2657', '2603150942', ...groups].join('\x1e'));

describe('TM-2657 frames', () => {
  it.each([
    ['ST', '16 16 01 30 30 02 53 54 03 07', 'start'],
    ['SP', '16 16 01 30 30 02 53 50 03 03', 'stop and exhaust'],
    ['RB', '16 16 01 30 30 02 52 42 03 10', 'read last result'],
    ['RP', '16 16 01 30 30 02 52 50 03 02', 'read pulse wave table'],
  ] as const)('writes and reads the command %s', (name, hex, meaning) => {
    expect(toHex(commandBytes(name))).toBe(hex.replaceAll(' ', ''));
    expect(decode(hex)).toEqual([
      {
        kind: 'frame',
        type: name,
        fields: { command: name, address: '00', meaning },
        offset: 0,
        length: 10,
      },
    ]);
  });

  it('reads the result of the vectors', () => {
    expect(decode(RESULT)).toEqual([
      {
        kind: 'reading',
        values: { systolic: 128, diastolic: 82, map: 97, pulse: 71 },
        units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', map: 'mm[Hg]', pulse: '/min' },
        flags: [],
        person: null,
        at: '2026-03-15T09:42',
        raw: RESULT.replaceAll(' ', ''),
        offset: 0,
        length: 63,
      },
    ]);
  });

  it('reads a result by tag: mode, identifier and lower-case tags wherever they stand', () => {
    const groups = ['RA', '320106', 'M', 'E00', 'S137', 'M101', 'D 88', 'P104', 'I00', 'L214', 'p176'];
    const [line] = decode(
      result([...groups, 'i 2', 'm1', 'r1', 't 41', 'cN', 'l  ', 'd', 'h     ', 'b     ', '']),
    );
    expect(line).toMatchObject({
      kind: 'reading',
      values: { systolic: 137, diastolic: 88, map: 101, pulse: 104 },
      flags: ['irregularHeartbeat', 'movement', 'repeated'],
      person: '320106',
      at: '2026-03-15T09:42',
    });
    const [moved] = decode(result(['RB', 'M', 'E00', 'P 71', 'D 82', 'S128', 'i 0', 'm0', 'r0']));
    expect(moved).toMatchObject({
      values: { systolic: 128, diastolic: 82, pulse: 71 },
      flags: [],
      person: null,
    });
    expect(moved).not.toHaveProperty('values.map');
  });

  it('gives the error code and no values, whatever stands beside it', () => {
    expect(decode(result(['RB', 'M', 'E44', 'S   ', 'M   ', 'D   ', 'P   ']))).toMatchObject([
      { kind: 'reading', error: { code: 'E44', meaning: 'arm moved' }, at: '2026-03-15T09:42' },
    ]);
    const [unknown] = decode(result(['RB', 'M', 'E77', 'S128', 'M 97', 'D 82', 'P 71']));
    expect(unknown).toMatchObject({ error: { code: 'E77', meaning: 'device error' } });
    expect(unknown).not.toHaveProperty('values');
  });

  it.each([
    ['field', ['RB', 'M', 'E00', 'S128', 'M 97', 'D 82']],
    ['field', ['RB', 'M', 'E00', 'S128', 'M 97', 'D 82', 'P   ']],
    ['field', ['RB', 'M', 'E00', 'S128', 'S128', 'D 82', 'P 71']],
    ['field', ['RB', 'M', 'S128', 'M 97', 'D 82', 'P 71']],
    ['range', ['RB', 'M', 'E00', 'S 82', 'M 97', 'D128', 'P 71']],
    ['range', ['RB', 'M', 'E00', 'S128', 'M140', 'D 82', 'P 71']],
  ])('refuses the whole frame with %s: %j', (reason, groups) => {
    expect(decode(result(groups))).toMatchObject([{ kind: 'refused', reason, offset: 0 }]);
  });

  it('refuses a wrong check and an impossible date', () => {
    expect(decode(`${RESULT.slice(0, -2)}3C`)).toEqual([
      { kind: 'refused', reason: 'checksum', offset: 0, length: 63 },
    ]);
    expect(decode(frameOf('TM2657\x1e2613150942\x1eRB\x1eM\x1eE00\x1eS128\x1eD 82\x1eP 71'))).toMatchObject([
      { kind: 'refused', reason: 'date' },
    ]);
    // A time that has lost a digit, and a result without any.
    for (const time of ['260315094', '26031509x2', '']) {
      const text = `TM2657\x1e${time}\x1eRB\x1eM\x1eE00\x1eS128\x1eD 82\x1eP 71`;
      expect(decode(frameOf(text))).toMatchObject([{ kind: 'refused', reason: 'date' }]);
    }
    // An address with a blank and the check of `00`, as one field program sends it.
    expect(decode('16 16 01 30 20 02 53 54 03 07')).toMatchObject([{ kind: 'refused', reason: 'checksum' }]);
  });

  it('reads acknowledgements, pulse tables and answers of other commands', () => {
    expect(decode('16 16 01 30 30 06 16 16 01 30 30 15 06')).toMatchObject([
      { type: 'ACK', length: 6 },
      { type: 'NAK', length: 6 },
      { type: 'ACK', length: 1 },
    ]);
    expect(decode(frameOf('TM2657\x1e2603150942\x1eRP\x1eN  2\x1e160, 14\x1e157,101'))).toMatchObject([
      {
        type: 'RP_ANSWER',
        fields: {
          pulses: [
            { pressure: 160, amplitude: 14 },
            { pressure: 157, amplitude: 101 },
          ],
        },
      },
    ]);
    expect(decode(frameOf('TM2657\x1e2603150942\x1eRP\x1eN  3\x1e160, 14'))).toMatchObject([
      { kind: 'refused', reason: 'field' },
    ]);
    expect(decode(frameOf('CON'))).toMatchObject([{ type: 'ANSWER', fields: { groups: ['CON'] } }]);
  });
});

describeDecoderProperties('bp-tm2657', createTm2657Decoder, {
  frames: [RESULT, '16 16 01 30 30 02 53 54 03 07', '16 16 01 30 30 06'],
});
