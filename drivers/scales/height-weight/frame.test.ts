import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createStandDecoder } from './frame.ts';

const decode = (text: string) => decodeText(createStandDecoder(), text);
const hex = (text: string) => toHex(Buffer.from(text, 'latin1'));

describe('messages of height and weight stands', () => {
  it('reproduces the vector', () => {
    expect(decode('W:065.5 H:172.3\r\n')).toEqual([
      {
        kind: 'reading',
        values: { weight: 65.5, height: 172.3 },
        units: { weight: 'kg', height: 'cm' },
        text: { weight: '65.5', height: '172.3' },
        flags: [],
        person: null,
        at: null,
        raw: hex('W:065.5 H:172.3\r\n'),
        offset: 0,
        length: 17,
      },
    ]);
  });

  it.each([
    'H:172.3 W:65.5',
    'W:65.5,H:172.3',
    'W: 65.5 kg H: 172.3 cm',
    'Weight=65.5;Height=172.3',
    'W:065.5 H:172.3 BMI:22.1',
  ])('takes %s', (line) => {
    expect(decode(`${line}\r\n`)[0]).toMatchObject({ values: { weight: 65.5, height: 172.3 } });
  });

  it('takes a comma list whichever way its fields stand: the body mass index decides', () => {
    const expected = { values: { weight: 71.4, height: 168.2, bmi: 25.2 }, flags: [] };
    expect(decode('\x02168.2,71.4,,,25.2\x03')[0]).toMatchObject(expected);
    expect(decode('\x0271.4,168.2,,,25.2\x03')[0]).toMatchObject(expected);
    expect(decode('\x0207,168.2,71.4,25.2\x03')[0]).toMatchObject(expected);
  });

  it('leaves measures out that were not taken', () => {
    expect(decode('\x02168.2,,,,\x03')[0]).toMatchObject({ values: { height: 168.2 } });
    expect(decode('\x02,71.4,,,\x03')[0]).toMatchObject({ values: { weight: 71.4 } });
    expect(decode('W:000.0 H:172.3\r\n')[0]).toMatchObject({ values: { height: 172.3 } });
  });

  it('takes labelled lines up to ESC T NUL', () => {
    const text =
      '\x00\r\nGENDER   ---- MALE\r\nWEIGHT   ---- 71.40 kg\r\nSTANDARD ---- 62.20 kg\r\nHEIGHT   ---- 168.2 cm\r\n' +
      'B  M  I  ----  25.2   \r\nFATNESS  ---- 114.8 % \r\nMARKS    ---- NORMAL\r\n\x1bT\x00';
    expect(decode(text)).toMatchObject([
      {
        values: { weight: 71.4, height: 168.2, bmi: 25.2 },
        text: { weight: '71.40' },
        offset: 0,
        length: text.length,
      },
    ]);
  });

  it('takes tag lists with person and time', () => {
    expect(
      decode(
        '{0,16,~0,1,~1,1,~2,1,MO,"WB-3000",ID,"0000000000320106",Da,"15/03/2026",TI,"09:42",Hm,172.3,Wk,65.5,MI,22.1,CS,7A\r\n',
      ),
    ).toMatchObject([
      {
        values: { weight: 65.5, height: 172.3, bmi: 22.1 },
        person: '0000000000320106',
        at: '2026-03-15T09:42',
      },
    ]);
    expect(decode('{0,16,Wp,150.0,Da,"31/02/2026",TI,"09:42"\r\n')[0]).toMatchObject({ reason: 'date' });
  });

  it('takes tenths between printer commands', () => {
    expect(decode('\x1bZK1723\x1bZK0655\x1bZK221\r\n')[0]).toMatchObject({
      text: { height: '172.3', weight: '65.5', bmi: '22.1' },
    });
  });

  it.each(['W:365.5 H:172.3', 'W:065.5 H:272.3', 'W:001.5 H:172.3', 'W:000.0 H:000.0', 'W:180.0 H:050.5'])(
    'refuses %s as a whole',
    (line) => {
      expect(decode(`${line}\r\n`)[0]).toMatchObject({ kind: 'refused', reason: 'range' });
    },
  );

  it('says when the index of the stand is not that of its numbers', () => {
    expect(decode('W:065.5 H:172.3 BMI:29.9\r\n')[0]).toMatchObject({ flags: ['bmiDiffers'] });
  });
});

describe('damaged messages of a stand', () => {
  it.each([
    ['date', '{0,16,Da,"1x/03/2026",TI,"09:42",Hm,172.3,Wk,65.5}\r\n'],
    ['date', '{0,16,Da,"15/03/2026",TI,"09:",Hm,172.3,Wk,65.5}\r\n'],
    ['range', 'W:065.5 H:272.3\r\n'],
    ['range', 'W:865.5 H:172.3\r\n'],
    ['range', 'W:065.5 BMI:500\r\n'],
  ])('are refused with %s: %j', (reason, text) => {
    expect(decodeText(createStandDecoder(), text)).toEqual([
      { kind: 'refused', reason, offset: 0, length: text.length },
    ]);
  });
});

describeDecoderProperties('height-weight', createStandDecoder, {
  frames: [
    hex('W:065.5 H:172.3\r\n'),
    hex('\x02168.2,71.4,,,25.2\x03'),
    hex('\x1bZK1723\x1bZK0655\x1bZK221\r\n'),
  ],
});
