import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createCms50Decoder } from './frame.ts';

const decode = (hex: string) => decodeHex(createCms50Decoder(), hex);

describe('CMS50 live packets', () => {
  it('reads the vector: pulse 74, saturation 97 %, wave 58', () => {
    expect(decode('C53A074A61')).toEqual([
      {
        kind: 'reading',
        values: { spo2: 97, pulseRate: 74 },
        units: { spo2: '%', pulseRate: '/min' },
        flags: ['beep'],
        person: null,
        at: null,
        fields: {
          beep: true,
          droppingSpo2: false,
          fingerOut: false,
          probeError: false,
          searching: false,
          signal: 5,
          wave: 58,
          bar: 7,
        },
        raw: 'C53A074A61',
        offset: 0,
        length: 5,
      },
    ]);
  });

  it('makes no reading of a packet without finger, however its fields look', () => {
    expect(decode('9000400500')).toMatchObject([
      { kind: 'frame', type: 'live', fields: { fingerOut: true, pulse: 133, spo2: 0 } },
    ]);
    for (const hex of ['954A074A61', '854A174A61', '854A274A61', '8500000000', '85003F7F61', '850040027F']) {
      expect(decode(hex).map((line) => line.kind)).toEqual(['frame']);
    }
  });

  it('takes the eighth bit of the pulse from the third byte', () => {
    expect(decode('8500470561')).toMatchObject([{ kind: 'reading', values: { pulseRate: 133, spo2: 97 } }]);
    expect(decode('8500477F61')).toMatchObject([{ kind: 'frame', fields: { pulse: null, spo2: 97 } }]);
  });

  it('refuses a saturation over 100 %', () => {
    expect(decode('8500074A65')).toEqual([{ kind: 'refused', reason: 'range', offset: 0, length: 5 }]);
  });

  it('finds the next packet after half of one', () => {
    expect(decode('C53A07 C53A074A61 C53A')).toMatchObject([
      { kind: 'discarded', hex: 'C53A07' },
      { kind: 'reading', offset: 3 },
      { kind: 'incomplete', offset: 8, length: 2 },
    ]);
  });
});

describe('CMS50 stored data', () => {
  it('reads commands, header and one record a second', () => {
    expect(decode('F5F5 F28000F28000F28000 808005 F0CA61 F18560 F6F6F6')).toMatchObject([
      { kind: 'frame', type: 'readStored', length: 2 },
      { kind: 'frame', type: 'storedHeader', fields: { bytes: 6, records: 2 }, length: 12 },
      { kind: 'reading', values: { pulseRate: 74, spo2: 97 }, flags: ['stored'], raw: 'F0CA61' },
      { kind: 'reading', values: { pulseRate: 133, spo2: 96 }, flags: ['stored'] },
      { kind: 'frame', type: 'endStored', length: 3 },
    ]);
  });

  it('refuses a header whose length is no whole number of records', () => {
    expect(decode('F28000F28000F28000 808006').map((line) => line.kind)).toEqual(['refused']);
  });

  it('tells seconds without finger as frames', () => {
    expect(decode('F08000')).toMatchObject([
      { kind: 'frame', type: 'stored', fields: { pulse: 0, spo2: 0 } },
    ]);
  });
});

describeDecoderProperties('spo2-cms50', createCms50Decoder, {
  frames: ['C53A074A61', '9000400500', 'F0CA61', 'F5F5', 'F28000F28000F28000808005'],
});
