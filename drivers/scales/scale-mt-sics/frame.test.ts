import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createMtSicsDecoder } from './frame.ts';

const decode = (text: string) => decodeText(createMtSicsDecoder(), text);
const hex = (text: string) => toHex(Buffer.from(text, 'latin1'));

describe('lines of an MT-SICS balance', () => {
  it('reproduces the vectors', () => {
    expect(decode('S S      12.3456 g\r\n')).toEqual([
      {
        kind: 'reading',
        values: { weight: 12.3456, weightStable: true },
        units: { weight: 'g' },
        text: { weight: '12.3456' },
        flags: [],
        person: null,
        at: null,
        raw: hex('S S      12.3456 g\r\n'),
        offset: 0,
        length: 20,
      },
    ]);
    expect(decode('S D     -0.0021 g\r\n')[0]).toMatchObject({
      values: { weight: -0.0021, weightStable: false },
      text: { weight: '-0.0021' },
      flags: ['unstable'],
    });
    expect(decode('T S       1.0050 g\r\n')[0]).toMatchObject({
      values: { tare: 1.005, weightStable: true },
      text: { tare: '1.0050' },
    });
    expect(decode('I4 A "0123456789"\r\n')[0]).toMatchObject({
      kind: 'frame',
      type: 'I4',
      fields: { status: 'A', serial: '0123456789' },
    });
  });

  it('takes the answers of instruments that say A instead of S, and texts without quotes', () => {
    expect(decode('T A 3.117 g\r\n')[0]).toMatchObject({ values: { tare: 3.117 }, text: { tare: '3.117' } });
    expect(decode('TI A 3.117 g\r\n')[0]).toMatchObject({ values: { tare: 3.117 } });
    expect(decode('TA A 3.100 g\r\n')[0]).toMatchObject({ text: { tare: '3.100' } });
    expect(decode('S A 5.210 g\r\n')[0]).toMatchObject({ values: { weight: 5.21, weightStable: true } });
    expect(decode('I4 A 9081726354\r\n')[0]).toMatchObject({ fields: { serial: '9081726354' } });
    expect(decode('@ A "9081726354"\r\n')[0]).toMatchObject({ type: '@', fields: { serial: '9081726354' } });
  });

  it.each(['g', 'kg', 'mg', 'ug', 'ct', 'lb', 'oz', 'ozt', 'GN', 'dwt', 'mom', 'PCS', '%'])(
    'knows the unit %s',
    (unit) => {
      expect(decode(`S S 1.50 ${unit}\r\n`)[0]).toMatchObject({ kind: 'reading' });
    },
  );

  it('counts pieces', () => {
    expect(decode('S S        120 PCS\r\n')[0]).toMatchObject({
      values: { count: 120 },
      units: { count: '1' },
    });
  });

  it.each([
    ['S I', 'I', 'not executable now'],
    ['SI L', 'L', 'wrong parameter'],
    ['S +', '+', 'overload'],
    ['T -', '-', 'underload'],
    ['Z I', 'I', 'not executable now'],
    ['ES', 'ES', 'syntax error'],
    ['ET', 'ET', 'transmission error'],
    ['EL', 'EL', 'logical error'],
    ['S S Error 10b', '10b', 'device error'],
  ])('%s is an error of the device', (line, code, meaning) => {
    expect(decode(`${line}\r\n`)[0]).toMatchObject({ kind: 'reading', error: { code, meaning } });
  });

  it('tells acknowledgements and lists', () => {
    expect(decode('Z A\r\nZI D\r\nTAC A\r\n')).toMatchObject([
      { type: 'Z', fields: { status: 'A' } },
      { type: 'ZI', fields: { status: 'D', stable: false } },
      { type: 'TAC', fields: { status: 'A' } },
    ]);
    expect(decode('I0 B 0 "I0"\r\nI0 A 1 "D"\r\n')).toMatchObject([
      { type: 'I0', fields: { status: 'B', level: '0', command: 'I0' } },
      { type: 'I0', fields: { status: 'A', level: '1', command: 'D' } },
    ]);
    expect(decode('I1 A 01 2.00 2.10 2.20 1.0\r\n')[0]).toMatchObject({
      fields: { level: '01', level0Version: '2.00', level3Version: '1.0' },
    });
    expect(decode('I2 A "XP204 Excellence 220.0000 g"\r\n')[0]).toMatchObject({
      fields: { model: 'XP204 Excellence 220.0000 g' },
    });
    expect(decode('I10 A "Room 3 ""drugs"""\r\n')[0]).toMatchObject({ fields: { name: 'Room 3 "drugs"' } });
  });

  it('names the commands of the host', () => {
    expect(decode('SI\r\nTA 2.5 g\r\n@\r\nI10 "North"\r\n')).toMatchObject([
      { type: 'command', fields: { command: 'SI' } },
      { type: 'command', fields: { command: 'TA', parameters: ['2.5', 'g'] } },
      { type: 'command', fields: { command: '@' } },
      { type: 'command', fields: { command: 'I10', parameters: ['North'] } },
    ]);
  });

  it.each([
    ['S S 12.34.5 g', 'number'],
    ['S S ------ g', 'number'],
    ['S S 12.34 furlong', 'unit'],
    ['S S 12.34', 'unit'],
    ['S S 12.34 g g', 'field'],
  ])('refuses %s as a whole', (line, reason) => {
    expect(decode(`${line}\r\n`)[0]).toMatchObject({ kind: 'refused', reason });
  });

  it('leaves foreign lines aside', () => {
    expect(decode('Welcome to the balance\r\n')[0]).toMatchObject({ kind: 'discarded' });
  });
});

describeDecoderProperties('scale-mt-sics', createMtSicsDecoder, {
  frames: [
    hex('S S      12.3456 g\r\n'),
    hex('S D     -0.0021 g\r\n'),
    hex('I4 A "0123456789"\r\n'),
    hex('ES\r\n'),
  ],
});
