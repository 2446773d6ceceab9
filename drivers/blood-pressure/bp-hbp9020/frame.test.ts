import { describe, expect, it } from 'vitest';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createHbp9020Decoder } from './frame.ts';

/** `protocols/vectors/devices.json`, blood-pressure: mode 5. */
const LINE =
  '62 70 2C 30 30 30 30 30 30 30 30 30 30 30 30 30 30 33 32 30 31 30 36 2C 32 30 32 36 2F 30 33 2F 31 35 2C 30 39' +
  ' 3A 34 32 2C 31 32 38 2C 30 39 37 2C 30 38 32 2C 30 37 31 2C 30 0D 0A';

const decode = (text: string) => decodeText(createHbp9020Decoder(), text);

describe('HBP-9020 lines', () => {
  it('reads the line of the vectors', () => {
    expect(decodeHex(createHbp9020Decoder(), LINE)).toEqual([
      {
        kind: 'reading',
        values: { systolic: 128, diastolic: 82, map: 97, pulse: 71 },
        units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', map: 'mm[Hg]', pulse: '/min' },
        flags: [],
        person: '00000000000000320106',
        at: '2026-03-15T09:42',
        raw: LINE.replaceAll(' ', ''),
        offset: 0,
        length: 60,
      },
    ]);
  });

  it('says nothing from the undocumented last digit, takes CR alone, and tells a result without numbers', () => {
    expect(decode('bp,99999999999999999999,2026/03/15,09:42,128,097,082,071,3\r')).toMatchObject([
      { kind: 'reading', values: { systolic: 128 }, flags: [], length: 59 },
    ]);
    expect(decode('bp,00000000000000320106,2026/03/15,09:42,   ,   ,   ,   ,4\r\n')).toMatchObject([
      { kind: 'reading', error: { code: '4' } },
    ]);
  });

  it.each([
    ['date', 'bp,00000000000000320106,2026/13/15,09:42,128,097,082,071,0\r\n'],
    ['range', 'bp,00000000000000320106,2026/03/15,09:42,128,129,082,071,0\r\n'],
    ['field', 'bp,00000000000000320106,2026/03/15,09:42,1x8,097,082,071,0\r\n'],
    ['field', 'bp,00000000000000320106,2026/03/15,09:42,128,097,   ,071,0\r\n'],
    ['length', 'bp,0320106,2026/03/15,09:42,128,097,082,071,0\r\n'],
  ])('refuses a line with %s: %j', (reason, text) => {
    expect(decode(text)).toEqual([{ kind: 'refused', reason, offset: 0, length: text.length }]);
  });
});

describeDecoderProperties('bp-hbp9020', createHbp9020Decoder, { frames: [LINE] });
