import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
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
    ['a person whose comma is lost', GROUP.replace('ID,03', 'ID-03'), 'field'],
    ['a person who is empty', GROUP.replace('ID,03', 'ID,'), 'field'],
    ['a weight nobody has', GROUP.replace('068.20', '000.00'), 'range'],
    ['a height nobody has', GROUP.replace('+1712', '+9712'), 'range'],
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

/** Header of a UC-411PBT-C: measured 2026-03-15T09:42:07, sent two seconds later, 91 bytes of lines. */
const HEADER =
  '02 00 5B 00 00 00 97 01 00 EA 07 03 0F 09 2A 07 EA 07 03 0F 09 2A 09 00 09 1F 80 07 3A 00 00 00 00 00 00' +
  ' 35 30 39 31 31 30 30 39 36 36 00 00 00 00 00 00 00 00 00 00 00 00 6E 00 11';
const packet = (text: string, header = HEADER): string =>
  header.replaceAll(' ', '') + toHex(Buffer.from(text));

describe('UC-411 packets by Bluetooth', () => {
  const decodePacket = (hex: string) => decodeHex(createUc411Decoder(), hex);

  it('carry the time of the measurement, and are one frame with their lines', () => {
    const hex = packet(GROUP);
    expect(decodePacket(hex)).toMatchObject([
      {
        kind: 'reading',
        values: { weight: 68.2, bodyFat: 18.6 },
        person: '03',
        at: '2026-03-15T09:42:07',
        raw: hex,
        offset: 0,
        length: 151,
      },
    ]);
    expect(decodePacket(hex)[0]).not.toHaveProperty('header');
  });

  it.each([
    ['field', packet(GROUP.replace('ID,03', 'ID-03'))],
    ['range', packet(GROUP.replace('18.6%', '0101%'))],
    ['field', packet(GROUP.replace('RT,', 'XX,'))],
    ['date', packet(GROUP, HEADER.replace('EA 07 03 0F 09 2A 07', 'EA 07 0D 0F 09 2A 07'))],
  ])('are refused as a whole with %s, and nothing in them is found again', (reason, hex) => {
    expect(decodePacket(hex)).toEqual([{ kind: 'refused', reason, offset: 0, length: 151 }]);
  });

  it('of an unset clock have no time; words beside them and packets of other devices are told', () => {
    const unset = HEADER.replace('EA 07 03 0F 09 2A 07', '00 00 00 00 00 00 00');
    expect(decodePacket(packet(GROUP, unset))).toMatchObject([{ kind: 'reading', at: null }]);
    expect(decodeText(createUc411Decoder(), 'PWCAPIPWA1')).toMatchObject([
      { kind: 'frame', type: 'PWCAPI' },
      { kind: 'frame', type: 'PWA1' },
    ]);
    const pressure = packet('80334A445B', HEADER.replace('5B 00 00 00 97 01', '0A 00 00 00 FF 02'));
    expect(decodePacket(pressure)).toMatchObject([
      { kind: 'frame', type: 'PACKET', fields: { deviceType: 767, data: '80334A445B' } },
    ]);
  });
});

describeDecoderProperties('bodycomp-uc411', createUc411Decoder, {
  frames: [toHex(Buffer.from(GROUP)), packet(GROUP), '50574131'],
});
