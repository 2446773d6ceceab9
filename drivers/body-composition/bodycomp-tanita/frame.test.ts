import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createTanitaDecoder } from './frame.ts';
import { taggedLine } from './simulator.ts';

const decode = (text: string) => decodeText(createTanitaDecoder(), text);

/** The line of the vectors. */
const VECTOR =
  '{0,16,~0,1,~1,1,~2,1,MO,"MC-780",SN,"00000001",ID,"0000000000320106",St,0,Da,"15/03/2026",TI,"09:42",Bt,0,GE,1,AG,41,' +
  'Hm,172.3,Pt,1.0,Wk,65.5,FW,18.4,fW,12.1,MW,53.4,mW,50.6,bW,2.8,wW,37.9,MI,22.1,IF,7,rB,1512,rA,38,CS,7A\r\n';

describe('tagged lines', () => {
  it('reads the line of the vectors', () => {
    expect(decode(VECTOR)).toMatchObject([
      {
        kind: 'reading',
        values: {
          weight: 65.5,
          height: 172.3,
          bodyFat: 18.4,
          bmi: 22.1,
          muscle: 50.6,
          bone: 2.8,
          water: 37.9,
          visceralFat: 7,
          bmr: 1512,
        },
        units: { weight: 'kg', height: 'cm', bodyFat: '%', bmi: 'kg/m2', water: 'kg', bmr: 'kcal/d' },
        flags: [],
        person: '0000000000320106',
        at: '2026-03-15T09:42',
        fields: { model: 'MC-780', serialNumber: '00000001', sex: 'male', age: 41, checksum: '7A' },
        offset: 0,
        length: VECTOR.length,
      },
    ]);
  });

  it('does not depend on the order of the pairs', () => {
    const swapped = VECTOR.replace('Hm,172.3,', '').replace('rA,38,', 'rA,38,Hm,172.3,');
    expect(decode(swapped)).toMatchObject([{ values: { height: 172.3, weight: 65.5 } }]);
  });

  it('tells segments, impedances and pounds, and whether the check agrees', () => {
    const line = taggedLine([
      ['MO', '"DC-430"'],
      ['Wp', '145.2'],
      ['FR', '16.3'],
      ['mT', '27.8'],
      ['RH', '586.1'],
      ['XH', '-61.5'],
      ['Bt', '2'],
    ]);
    expect(decode(line)).toMatchObject([
      {
        values: { weight: 145.2, impedance: 586.1 },
        units: { weight: '[lb_av]', impedance: 'Ohm' },
        flags: ['athlete'],
        person: null,
        at: null,
        fields: {
          segments: { rightLeg: { fatPercent: 16.3 }, trunk: { muscleMassKg: 27.8 } },
          others: { XH: -61.5 },
          checksumAgrees: true,
        },
      },
    ]);
    expect(decode(line.replace('145.2', '155.2'))).toMatchObject([{ fields: { checksumAgrees: false } }]);
  });

  it.each([
    ['15/03/2026', '2026-03-15T09:42'],
    ['03/15/2026', '2026-03-15T09:42'],
    ['2026/03/15', '2026-03-15T09:42'],
    ['26/03/15', '2026-03-15T09:42'],
    ['04/05/2026', '2026-05-04T09:42'],
  ])('reads the date %s', (date, at) => {
    expect(decode(VECTOR.replace('15/03/2026', date))).toMatchObject([{ at }]);
  });

  it.each([
    ['a date that does not exist', '15/03/2026', '31/02/2026', 'date'],
    ['a weight that cannot be', 'Wk,65.5', 'Wk,655.5', 'range'],
    ['a number that is none', 'FW,18.4', 'FW,1S.4', 'range'],
    ['a missing value', 'FW,18.4,', 'FW,', 'field'],
    ['a tag that comes twice', 'Hm,172.3', 'Wk,172.3', 'field'],
    ['a line without weight', 'Wk,65.5,', '', 'field'],
  ])('refuses %s as a whole', (_what, from, to, reason) => {
    expect(decode(VECTOR.replace(from, to))).toMatchObject([{ kind: 'refused', reason }]);
  });

  it('makes an error of a status that is not good', () => {
    expect(decode(VECTOR.replace('St,0', 'St,1'))).toMatchObject([
      { kind: 'reading', error: { code: 'St1' }, person: '0000000000320106', at: '2026-03-15T09:42' },
    ]);
  });

  it('takes a whole line whose end is missing, and only a whole one', () => {
    expect(decode(VECTOR.trimEnd())).toMatchObject([{ kind: 'reading' }]);
    expect(decode(VECTOR.slice(0, 180)).map((line) => line.kind)).toEqual(['incomplete']);
  });
});

describe('lines of older models', () => {
  it('reads the twelve numbers of the TBF-310', () => {
    expect(decode('2,1,175,68.4,512,15.2,10.4,58.0,42.5,33,22.3,7120\r\n')).toMatchObject([
      {
        kind: 'reading',
        values: {
          height: 175,
          weight: 68.4,
          impedance: 512,
          bodyFat: 15.2,
          water: 42.5,
          bmi: 22.3,
          bmr: 7120,
        },
        units: { bmr: 'kJ/d', impedance: 'Ohm' },
        flags: ['athlete'],
        fields: { age: 33, sex: 'male', fatMassKg: 10.4, fatFreeMassKg: 58 },
      },
    ]);
    expect(decode('2,1,175,68.4,512,115.2,10.4,58.0,42.5,33,22.3,7120\r\n')).toMatchObject([
      { reason: 'range' },
    ]);
  });

  it('reads a line of the BC-418 with its five segments', () => {
    const segments = Array.from({ length: 20 }, (_, index) => (index + 10).toFixed(1)).join(',');
    const line = `"15/03/26","09:42",0,2,162,58.3,24.1,14.1,44.2,32.4,45,22.2,5230,588,240,241,330,331,${segments}\r\n`;
    expect(decode(line)).toMatchObject([
      {
        values: { height: 162, weight: 58.3, bodyFat: 24.1, impedance: 588 },
        at: '2015-03-26T09:42',
        fields: { rightLegImpedanceOhm: 240, rightLegFatPercent: 10, trunkMuscleMassKg: 29 },
      },
    ]);
  });

  it.each([
    ['date', 'Da,"15/03/2026",Wk,65.5'],
    ['date', 'TI,"09:42",Wk,65.5'],
    ['field', 'GE,3,Wk,65.5'],
    ['field', 'Wk,65.5,fW,1z.1'],
    ['field', 'Wk,65.5,FR,x'],
  ])('refuses a line with half of its time or a broken number (%s): %s', (reason, pairs) => {
    const text = `{0,16,MO,"MC-780",${pairs}\r\n`;
    expect(decode(text)).toEqual([{ kind: 'refused', reason, offset: 0, length: text.length }]);
  });

  it('keeps tags it does not know, with a digit in them too', () => {
    expect(decode('{0,16,MO,"MC-980",Wk,65.5,wI,19.0,R1,500.1,X1,-50.2\r\n')).toMatchObject([
      { values: { weight: 65.5 }, fields: { others: { wI: 19, R1: 500.1, X1: -50.2 } } },
    ]);
  });

  it('takes dashes and nothing for what was not measured', () => {
    expect(decode('{0,16,MO,"MC-780",GE,1,Wk,65.5,fW,--,FR,\r\n')).toMatchObject([
      { values: { weight: 65.5 }, fields: { sex: 'male' } },
    ]);
  });

  it('reads the PC mode of the MC-980: commands, refusals, what was entered, statuses', () => {
    const lines = 'M1\r\nD3175.4\r\nD?\r\nD01.5,D11,D20,D3175.4,D430,D50000012345,D620\r\n!\r\nE4\r\n';
    expect(decode(lines)).toMatchObject([
      { kind: 'frame', type: 'remote', fields: { command: 'M1' } },
      { fields: { command: 'D3', value: '175.4' } },
      { fields: { command: 'D?' } },
      {
        fields: {
          command: 'D?',
          entered: {
            clothesKg: '1.5',
            sex: 'male',
            bodyType: '0',
            heightCm: '175.4',
            age: '30',
            number: '0000012345',
            targetFatPercent: '20',
          },
        },
      },
      { fields: { refused: true } },
      { error: { code: 'E4', meaning: 'measurement asked for without the data of a person' } },
    ]);
    expect(decode('D000.0,D1!,D2!,D3!,D4!,D5!,D6!\r\n')).toMatchObject([
      { fields: { entered: { clothesKg: '00.0', sex: null, number: null } } },
    ]);
  });

  it('reads weight output, remote commands and errors', () => {
    expect(decode('KS 65.5\r\nLD145.2\r\nKI\r\nD11\r\nD1\r\nD0!\r\nE01\r\n')).toMatchObject([
      { kind: 'reading', values: { weight: 65.5 }, text: { weight: '65.5' }, flags: [] },
      { kind: 'reading', units: { weight: '[lb_av]' }, flags: ['unstable'] },
      { kind: 'reading', error: { code: 'I' } },
      { kind: 'frame', fields: { command: 'D1', value: '1' } },
      { kind: 'frame', fields: { command: 'D1' } },
      { kind: 'frame', fields: { command: 'D0', refused: true } },
      { kind: 'reading', error: { code: 'E01' } },
    ]);
  });
});

describeDecoderProperties('bodycomp-tanita', createTanitaDecoder, {
  frames: [
    toHex(Buffer.from(VECTOR)),
    toHex(Buffer.from('2,1,175,68.4,512,15.2,10.4,58.0,42.5,33,22.3,7120\r\n')),
  ],
});
