import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createTextScaleDecoder } from './frame.ts';

const decode = (text: string) => decodeText(createTextScaleDecoder(), text);
const hex = (text: string) => toHex(Buffer.from(text, 'latin1'));

describe('A&D lines', () => {
  it('reproduces the vectors: stable, unstable, overload', () => {
    expect(decode('ST,+00012.34  g\r\n')).toMatchObject([
      {
        kind: 'reading',
        values: { weight: 12.34, weightStable: true },
        units: { weight: 'g' },
        text: { weight: '12.34' },
        flags: [],
        offset: 0,
        length: 17,
      },
    ]);
    expect(decode('US,-00000.05  g\r\n')[0]).toMatchObject({
      values: { weight: -0.05, weightStable: false },
      text: { weight: '-0.05' },
      flags: ['unstable'],
    });
    expect(decode('OL,+9999999E+19\r\n')[0]).toMatchObject({
      kind: 'reading',
      error: { code: 'OL', meaning: 'overload' },
      flags: ['overLimit'],
    });
    expect(decode('OL,-9999999E+19\r\n')[0]).toMatchObject({ error: { meaning: 'underload' } });
  });

  it('takes counting, a preset tare, information, error answers and the acknowledgement', () => {
    expect(decode('QT,+00000144 PC\r\n')[0]).toMatchObject({ values: { count: 144 }, units: { count: '1' } });
    expect(decode('PT,+000.2500  g\r\n')[0]).toMatchObject({
      values: { tare: 0.25 },
      text: { tare: '0.2500' },
    });
    expect(decode('SN,A1234567\r\n')[0]).toMatchObject({ type: 'SN', fields: { value: 'A1234567' } });
    expect(decode('EC,E11\r\n')[0]).toMatchObject({ error: { code: 'E11', meaning: 'unstable' } });
    expect(decode('\x06')[0]).toMatchObject({ type: 'ACK' });
    expect(decode('?SN\r\n')[0]).toMatchObject({ type: 'command', fields: { command: '?SN' } });
  });

  it('refuses a unit or number that is none', () => {
    expect(decode('ST,+00012.34 xx\r\n')[0]).toMatchObject({ kind: 'refused', reason: 'unit' });
    expect(decode('ST,+000.2.34  g\r\n')[0]).toMatchObject({ kind: 'refused', reason: 'number' });
    for (const damaged of [
      'ST,+0001x.34  g\r\n',
      'ST,GS,   24x.6 g\r\n',
      'US,NT,\r\n',
      'ST,GS,1.2,3.4 kg\r\n',
    ]) {
      expect(decode(damaged)).toEqual([
        { kind: 'refused', reason: 'number', offset: 0, length: damaged.length },
      ]);
    }
    expect(decode('ST,GS,   245.6 q\r\n')[0]).toMatchObject({ kind: 'refused', reason: 'unit' });
  });
});

describe('indicator lines', () => {
  it('reproduces the vector of T-Scale', () => {
    expect(decode('ST,GS,   245.6 g\r\n')[0]).toMatchObject({
      values: { weight: 245.6, weightStable: true },
      units: { weight: 'g' },
      text: { weight: '245.6' },
      flags: ['gross'],
    });
  });

  it.each([
    ['US,NT,+  3.250kg', { netWeight: 3.25, weightStable: false }, ['unstable', 'net']],
    ['ST,NT,-0000.75kg', { netWeight: -0.75, weightStable: true }, ['net']],
    ['ST,GS,+0017250kg', { weight: 17250, weightStable: true }, ['gross']],
    ['ST,GS,+ 8.35 kg', { weight: 8.35, weightStable: true }, ['gross']],
    ['ST,TR,   1.20 kg', { tare: 1.2, weightStable: true }, []],
    ['ST,GS,  0.750,kg', { weight: 0.75, weightStable: true }, ['gross']],
    ['wn0002.46kg', { netWeight: 2.46 }, ['net']],
    ['ww-002.46kg', { weight: -2.46 }, ['gross']],
  ])('%s', (line, values, flags) => {
    expect(decode(`${line}\r\n`)[0]).toMatchObject({ values, flags });
  });

  it('gives no value over and under the range', () => {
    expect(decode('OL,GS,+------kg\r\n')[0]).toMatchObject({ flags: ['overLimit'] });
    expect(decode('OL,GS,        kg\r\n')[0]).toMatchObject({ error: { code: 'OL' }, flags: ['overLimit'] });
    expect(decode('UL,GS,        kg\r\n')[0]).toMatchObject({ flags: ['underLimit'] });
  });

  it('takes lines between STX and ETX and the 22 bytes of CAS', () => {
    expect(decode('\x02ST,GS,+  12.5kg\x03\r\n')).toMatchObject([{ values: { weight: 12.5 }, length: 19 }]);
    expect(decode('\x02-  17.25N\x03')[0]).toMatchObject({ values: { netWeight: -17.25 } });
    expect(
      decodeHex(
        createTextScaleDecoder(),
        '53 54 2C 47 53 2C 01 48 2C 2B 30 30 31 37 2E 35 30 20 6B 67 0D 0A',
      ),
    ).toMatchObject([
      { values: { weight: 17.5, weightStable: true }, text: { weight: '17.50' }, length: 22 },
    ]);
  });

  it('takes plain lines without claiming that they are stable', () => {
    expect(decode('   0.250 kg\r\n')[0]).toMatchObject({
      values: { weight: 0.25 },
      text: { weight: '0.250' },
    });
    expect(decode('   0.250 kg\r\n')[0]).not.toHaveProperty('values.weightStable');
    expect(decode('+0002.350\r\n')[0]).toMatchObject({ text: { weight: '2.350' }, units: {} });
    expect(decode('NET:  4.20 kg\r\n')[0]).toMatchObject({ values: { netWeight: 4.2 }, flags: ['net'] });
    expect(decode('GS   14.20 kg\r\nNetto  4.20 kg\r\nTR 10.00 kg\r\n')).toMatchObject([
      { values: { weight: 14.2 }, flags: ['gross'] },
      { values: { netWeight: 4.2 }, flags: ['net'] },
      { values: { tare: 10 } },
    ]);
  });
});

describe('frames of STX', () => {
  it('reads the indicator example of the brief', () => {
    expect(decodeHex(createTextScaleDecoder(), '02 2B 30 30 31 32 33 34 32 31 44 03')).toMatchObject([
      {
        kind: 'reading',
        values: { weight: 12.34 },
        text: { weight: '12.34' },
        units: {},
        offset: 0,
        length: 12,
      },
    ]);
  });

  it('reads a negative weight, the other spelling of the check, and refuses a wrong check', () => {
    // 2D ^ 30 30 30 35 30 30 ^ 31 = 19h
    expect(decode('\x02-000500119\x03')[0]).toMatchObject({ text: { weight: '-50.0' } });
    expect(decode('\x02+00123421=\x03')[0]).toMatchObject({ text: { weight: '12.34' } });
    expect(decode('\x02+0012342FF\x03')[0]).toMatchObject({ kind: 'refused', reason: 'checksum' });
  });

  it('reads Toledo continuous output with and without check byte', () => {
    // Status A 2Ch = two decimals, B 31h = net, kg, at rest; C 20h.
    const frame = '02 2C 31 20 30 30 31 35 35 30 30 30 30 32 35 30 0D';
    expect(decodeHex(createTextScaleDecoder(), frame)[0]).toMatchObject({
      values: { netWeight: 15.5, tare: 2.5, weightStable: true },
      units: { netWeight: 'kg', tare: 'kg' },
      text: { netWeight: '15.50', tare: '2.50' },
      flags: ['net'],
      length: 17,
    });
    const sum = frame.split(' ').reduce((total, byte) => total + Number.parseInt(byte, 16), 0);
    const check = toHex(Uint8Array.of(-sum & 0x7f));
    expect(decodeHex(createTextScaleDecoder(), `${frame} ${check} ${frame} ${check}`)).toMatchObject([
      { length: 18, values: { netWeight: 15.5 } },
      { length: 18, values: { netWeight: 15.5 } },
    ]);
    expect(decodeHex(createTextScaleDecoder(), `${frame} ${frame}`)).toMatchObject([
      { length: 17 },
      { length: 17 },
    ]);
    expect(decodeHex(createTextScaleDecoder(), `${frame} 55`)[0]).toMatchObject({
      kind: 'refused',
      reason: 'checksum',
    });
  });

  it('reads motion, minus, pounds, grams and over range of Toledo', () => {
    const of = (status: string) =>
      decodeHex(createTextScaleDecoder(), `02 ${status} 20 20 31 32 33 34 20 20 20 20 20 30 0D`)[0];
    expect(of('2A 2A 20')).toMatchObject({
      values: { weight: -1234, weightStable: false },
      units: { weight: '[lb_av]' },
      flags: ['unstable', 'gross'],
    });
    expect(of('2D 30 21')).toMatchObject({ text: { weight: '1.234' }, units: { weight: 'g' } });
    expect(of('2A 34 20')).toMatchObject({ error: { meaning: 'overload' } });
    expect(of('28 30 20')).toMatchObject({ text: { weight: '123400' } });
  });

  it('reads digits in reverse', () => {
    expect(decode('=54.3210=54.3210=')).toMatchObject([
      { text: { weight: '123.45' }, length: 8 },
      { text: { weight: '123.45' }, length: 8 },
      { kind: 'discarded' },
    ]);
    expect(decode('=5.7100-\r\n')[0]).toMatchObject({ text: { weight: '-17.5' } });
  });
});

describeDecoderProperties('scale-text', createTextScaleDecoder, {
  frames: [
    hex('ST,+00012.34  g\r\n'),
    hex('ST,GS,   245.6 g\r\n'),
    '02 2B 30 30 31 32 33 34 32 31 44 03',
    hex('OL,+9999999E+19\r\n'),
  ],
});
