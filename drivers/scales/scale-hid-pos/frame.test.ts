import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { controlReport } from './commands.ts';
import { createHidScaleDecoder } from './frame.ts';

const decode = (hex: string) => decodeHex(createHidScaleDecoder(), hex);

describe('reports of an HID scale', () => {
  it('reproduces the vectors: stable, in motion, under zero, over limit', () => {
    expect(decode('03 04 03 FE 96 19')).toEqual([
      {
        kind: 'reading',
        values: { weight: 65.5, weightStable: true },
        units: { weight: 'kg' },
        text: { weight: '65.50' },
        flags: [],
        person: null,
        at: null,
        raw: '030403FE9619',
        offset: 0,
        length: 6,
      },
    ]);
    expect(decode('03 03 0B FF 05 00')[0]).toMatchObject({
      values: { weight: 0.5, weightStable: false },
      units: { weight: '[oz_av]' },
      flags: ['unstable'],
    });
    expect(decode('03 05 03 FE 0C 00')[0]).toMatchObject({
      kind: 'reading',
      error: { code: '5', meaning: 'under zero' },
      flags: ['underZero'],
    });
    expect(decode('03 06 03 00 00 00')[0]).toMatchObject({ error: { code: '6', meaning: 'overload' } });
  });

  it('knows every status', () => {
    const of = (status: string) => decode(`03 ${status} 02 00 00 00`)[0];
    expect(of('01')).toMatchObject({ flags: ['fault'] });
    expect(of('02')).toMatchObject({ values: { weight: 0, weightStable: true }, flags: ['zero'] });
    expect(of('07')).toMatchObject({ flags: ['needsCalibration'] });
    expect(of('08')).toMatchObject({ flags: ['needsZero'] });
    expect(of('09')).toMatchObject({ kind: 'refused', reason: 'status' });
  });

  it.each([
    ['01', 'mg'],
    ['02', 'g'],
    ['03', 'kg'],
    ['04', '[car_m]'],
    ['05', 'tael'],
    ['06', '[gr]'],
    ['07', '[pwt_tr]'],
    ['08', 't'],
    ['09', '[ston_av]'],
    ['0A', '[oz_tr]'],
    ['0B', '[oz_av]'],
    ['0C', '[lb_av]'],
  ])('unit %s is %s', (byte, unit) => {
    expect(decode(`03 04 ${byte} 00 07 00`)[0]).toMatchObject({ units: { weight: unit } });
  });

  it.each([
    ['FE', '1.23', 1.23],
    ['FF', '12.3', 12.3],
    ['00', '123', 123],
    ['01', '1230', 1230],
    ['FD', '0.123', 0.123],
    ['FA', '0.000123', 0.000123],
  ])('exponent %s makes 123 into %s without float noise', (exponent, text, value) => {
    expect(decode(`03 04 02 ${exponent} 7B 00`)[0]).toMatchObject({
      values: { weight: value },
      text: { weight: text },
    });
  });

  it('keeps the decimals of zero, takes the largest number', () => {
    expect(decode('03 02 02 FE 00 00')[0]).toMatchObject({ text: { weight: '0.00' } });
    expect(decode('03 04 02 FE FF FF')[0]).toMatchObject({ text: { weight: '655.35' } });
  });

  it('tells a data report 4 from a status report 4 in front of a data report', () => {
    expect(decode('04 04 03 FE 96 19')[0]).toMatchObject({ values: { weight: 65.5 } });
    expect(decode('04 04 03 04 03 FE 96 19')).toMatchObject([
      { kind: 'frame', type: 'status', fields: { status: 'stable' }, offset: 0, length: 2 },
      { kind: 'reading', values: { weight: 65.5 }, offset: 2, length: 6 },
    ]);
    expect(decode('04 03')).toMatchObject([{ kind: 'frame', fields: { status: 'inMotion' } }]);
  });

  it('refuses a report with a wrong unit, exponent or zero that is none', () => {
    expect(decode('03 04 0D FE 96 19')[0]).toMatchObject({ kind: 'refused', reason: 'unit' });
    expect(decode('03 04 03 80 96 19')[0]).toMatchObject({ kind: 'refused', reason: 'range' });
    expect(decode('03 02 03 FE 96 19')[0]).toMatchObject({ kind: 'refused', reason: 'field' });
  });

  it('names a report that was cut off and a command of the host', () => {
    expect(decode('03 04 03 FE')).toMatchObject([{ kind: 'incomplete', offset: 0, length: 4 }]);
    expect(controlReport({ zero: true })).toEqual(Uint8Array.of(2, 2));
    expect(decode('02 02')).toMatchObject([
      { kind: 'frame', type: 'control', fields: { zero: true, enforcedZeroReturn: false } },
    ]);
  });
});

describeDecoderProperties('scale-hid-pos', createHidScaleDecoder, {
  frames: ['03 04 03 FE 96 19', '03 03 0B FF 05 00', '03 06 03 00 00 00', '04 04 02 FF 40 01'],
});
