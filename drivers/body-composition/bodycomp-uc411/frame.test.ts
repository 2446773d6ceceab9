import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createUc411Decoder } from './frame.ts';

const decode = (text: string) => decodeText(createUc411Decoder(), text);
const GROUP =
  'ST,+068.20kg\r\nRT,0488.1O\r\nFT,18.6%\r\nHT,+1712mm\r\nBT,01490kc\r\nMT,051.2kg\r\nWT,039.7kg\r\nID,03\r\n';

describe('UC-411 lines', () => {
  it('makes one reading of the lines of one measurement', () => {
    expect(decode(GROUP)).toEqual([
      {
        kind: 'reading',
        values: {
          weight: 68.2,
          impedance: 488.1,
          bodyFat: 18.6,
          height: 1712,
          bmr: 1490,
          muscle: 51.2,
          water: 39.7,
        },
        units: {
          weight: 'kg',
          impedance: 'Ohm',
          bodyFat: '%',
          height: 'mm',
          bmr: 'kcal/d',
          muscle: 'kg',
          water: 'kg',
        },
        text: { weight: '68.20' },
        flags: [],
        person: '03',
        at: null,
        raw: toHex(Buffer.from(GROUP)),
        offset: 0,
        length: GROUP.length,
      },
    ]);
  });

  it('takes a weight alone, in pounds too, and tells when it is not stable', () => {
    expect(decode('ST,+068.20kg\r\nST,+0150.4lb\r\nUS,+068.30kg\r\nOL\r\n')).toMatchObject([
      { values: { weight: 68.2 }, flags: [] },
      { values: { weight: 150.4 }, units: { weight: '[lb_av]' }, text: { weight: '150.4' } },
      { values: { weight: 68.3 }, flags: ['unstable'] },
      { error: { code: 'OL' } },
    ]);
  });

  it.each([
    ['a missing line', GROUP.replace('FT,18.6%\r\n', ''), 'field'],
    ['a line that comes twice', GROUP.replace('FT,18.6%', 'RT,0488.1O'), 'field'],
    ['a unit nobody knows', GROUP.replace('mm', 'yd'), 'field'],
    ['a value that cannot be', GROUP.replace('18.6%', '118.6%'), 'range'],
    ['a broken person', GROUP.replace('ID,03', 'ID,x3'), 'field'],
  ])('refuses a measurement with %s as a whole', (_what, text, reason) => {
    expect(decode(text)).toMatchObject([{ kind: 'refused', reason, length: text.length }]);
  });

  it('begins no measurement in the middle of text', () => {
    expect(decode(`xx${GROUP}${GROUP}`)).toMatchObject([
      { kind: 'discarded' },
      { kind: 'reading', length: GROUP.length },
    ]);
  });
});

describeDecoderProperties('bodycomp-uc411', createUc411Decoder, { frames: [toHex(Buffer.from(GROUP))] });
