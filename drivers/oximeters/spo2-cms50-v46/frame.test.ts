import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { commandPacket } from './commands.ts';
import { createCms50V46Decoder } from './frame.ts';
import { eight, seven } from './seven-bit.ts';

const decode = (hex: string) => decodeHex(createCms50V46Decoder(), hex);

describe('CMS50 protocol 7.0 packets', () => {
  it('reads live packets', () => {
    expect(decode('01E085B396C2E1FFFF')).toEqual([
      {
        kind: 'reading',
        values: { spo2: 97, pulseRate: 66 },
        units: { spo2: '%', pulseRate: '/min' },
        flags: [],
        person: null,
        at: null,
        fields: {
          beep: false,
          droppingSpo2: false,
          fingerOut: false,
          probeError: false,
          searching: false,
          signal: 5,
          wave: 51,
          bar: 6,
          perfusionRaw: null,
        },
        raw: '01E085B396C2E1FFFF',
        offset: 0,
        length: 9,
      },
    ]);
  });

  it('puts back the eighth bits: pulse 133, and "no value"', () => {
    expect(decode('018885B39685E18A80')).toMatchObject([
      { values: { pulseRate: 133 }, fields: { perfusionRaw: 10 } },
    ]);
    expect(decode('018885B396FFFF8080')).toMatchObject([
      { kind: 'frame', fields: { pulse: null, spo2: null } },
    ]);
  });

  it.each([
    ['finger out', '01808A'.replace('8A', '95'), 'fingerOut'],
    ['probe error', '018185', 'probeError'],
    ['searching', '018285', 'searching'],
  ])('makes no reading with %s', (_what, start, flag) => {
    expect(decode(`${start}B396C2E18080`)).toMatchObject([{ kind: 'frame', fields: { [flag]: true } }]);
  });

  it('refuses a packet cut short and a saturation over 100 %', () => {
    expect(decode('018085B396 018085B396C2E18080')).toMatchObject([
      { kind: 'refused', reason: 'length', length: 5 },
      { kind: 'reading', offset: 5 },
    ]);
    expect(decode('018085B396C2E58080')).toMatchObject([{ kind: 'refused', reason: 'range' }]);
  });

  it('reads three stored seconds of one packet as three lines', () => {
    expect(decode('0F82E1CAE08A8080')).toMatchObject([
      { kind: 'reading', values: { spo2: 97, pulseRate: 202 }, flags: ['stored'], offset: 0, length: 4 },
      { kind: 'reading', values: { spo2: 96, pulseRate: 10 }, offset: 4, length: 2 },
      { kind: 'frame', type: 'stored', offset: 6, length: 2 },
    ]);
    expect(decode('0980E1CA8A80')).toMatchObject([
      { kind: 'reading', values: { spo2: 97, pulseRate: 74 }, fields: { perfusionRaw: 10 } },
    ]);
  });

  it('reads both directions of a conversation', () => {
    const lines = decode(
      '7D81A7808080808080 0C80 7D81A0808080808080 06808087 7D81AA808080808080 0480F4E5F3F4A0A0A0 7D81AF808080808080 0D8080',
    );
    expect(
      lines.map((line) => (line.kind === 'frame' ? [line.type, line.fields['command']] : line.kind)),
    ).toEqual([
      ['command', 'stopStored'],
      ['acknowledge', undefined],
      ['command', 'notifyConnected'],
      ['answer', undefined],
      ['command', 'readDeviceId'],
      ['user', undefined],
      ['command', 'keepAlive'],
      ['disconnect', undefined],
    ]);
  });

  it('ends a packet of unknown length where the next begins', () => {
    expect(decode('0780C5C6 018085B396C2E18080')).toMatchObject([
      { kind: 'frame', type: 'answer', fields: { type: 7, data: [0x45, 0x46] }, length: 4 },
      { kind: 'reading', offset: 4 },
    ]);
  });
});

describe('seven-bit packets', () => {
  it('bring back what was put in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 7 }), (data) => {
        expect(eight(seven(1, data))).toEqual(data);
      }),
    );
  });

  it('are built as the brief says', () => {
    expect(toHex(commandPacket('startLive'))).toBe('7D81A1808080808080');
    expect(toHex(commandPacket('startStored', [1, 1]))).toBe('7D81A6818180808080');
  });
});

describeDecoderProperties('spo2-cms50-v46', createCms50V46Decoder, {
  frames: ['01E085B396C2E1FFFF', '7D81A1808080808080', '0F82E1CAE08AE1CB', '0980E1CA8A80', '0C80'],
});
