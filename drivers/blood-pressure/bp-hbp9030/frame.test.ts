import { describe, expect, it } from 'vitest';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createHbp9030Decoder } from './frame.ts';

/** `protocols/vectors/devices.json`, blood-pressure: format 5. */
const LINE =
  '32 30 32 36 2C 30 33 2C 31 35 2C 30 39 2C 34 32 2C 33 32 30 31 30 36 20 20 20 20 20 20 20 20 20 20 20 20 20 20' +
  ' 2C 30 2C 31 32 38 2C 30 38 32 2C 30 37 31 2C 30 0D 0A';

const decode = (text: string) => decodeText(createHbp9030Decoder(), text);
const line = (date: string, rest: string, id = '320106'): string => `${date},${id.padEnd(20)},${rest}\r\n`;
const TODAY = '2026,03,15,09,42';

describe('HBP-9030 lines', () => {
  it('reads the line of the vectors', () => {
    expect(decodeHex(createHbp9030Decoder(), LINE)).toEqual([
      {
        kind: 'reading',
        values: { systolic: 128, diastolic: 82, pulse: 71 },
        units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', pulse: '/min' },
        flags: [],
        person: '320106',
        at: '2026-03-15T09:42',
        raw: LINE.replaceAll(' ', ''),
        offset: 0,
        length: 55,
      },
    ]);
  });

  it('tells movement, errors with blanks or numbers, and a person who gave no number', () => {
    expect(decode(line(TODAY, '0,128,082,071,2'))).toMatchObject([{ flags: ['movement'] }]);
    expect(decode(line(TODAY, '7,   ,   ,   ,0'))).toMatchObject([
      { error: { code: '7' }, person: '320106' },
    ]);
    const [numbered] = decode(line(TODAY, '7,128,082,071,0'));
    expect(numbered).toMatchObject({ error: { code: '7' } });
    expect(numbered).not.toHaveProperty('values');
    expect(decode(line(TODAY, '0,128,082,071,0', ''))).toMatchObject([{ person: null }]);
  });

  it.each([
    ['date', line('2026,02,30,09,42', '0,128,082,071,0')],
    ['date', line('2026,03,15,24,00', '0,128,082,071,0')],
    ['range', line(TODAY, '0,059,029,039,0')],
    ['range', line(TODAY, '0,261,082,071,0')],
    ['range', line(TODAY, '0,082,128,071,0')],
    ['field', line(TODAY, '0, 28,082,071,0')],
    ['field', line(TODAY, '0,   ,   ,   ,0')],
    ['field', line(TODAY, '7,128,   ,071,0')],
    ['length', line(TODAY, '0,128,082,071')],
    ['length', line(TODAY, '0,128,082,071,0', '123456789012345678901')],
    ['format', 'MMBP203N\r'],
    ['format', 'ID99999999B26/07/11/09:05 120 080 072 \r\n'],
  ])('refuses a line with %s: %j', (reason, text) => {
    expect(decode(text)).toEqual([{ kind: 'refused', reason, offset: 0, length: text.length }]);
  });

  it('never takes a line from the middle of another', () => {
    expect(decode(`9${line(TODAY, '0,128,082,071,0')}`)).toMatchObject([{ kind: 'discarded', length: 56 }]);
  });

  it('reads the line of mode 5, which the unit can be set to as well', () => {
    expect(decode('bp,00000000000000320106,2026/03/15,09:42,128,097,082,071,0\r')).toMatchObject([
      { kind: 'reading', values: { systolic: 128, map: 97, diastolic: 82, pulse: 71 } },
    ]);
  });
});

describeDecoderProperties('bp-hbp9030', createHbp9030Decoder, { frames: [LINE] });
