import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createThingmagicDecoder } from './frame.ts';

const EPC = '3416451FD4000000000F4409';
const frame = (type: string, fields: Record<string, unknown> = {}) => ({ kind: 'frame', type, fields });

const vectors: readonly (readonly [string, string, object])[] = [
  ['version', 'FF00031D0C', frame('version')],
  ['region EU3', 'FF0197084BB5', frame('setRegion', { regionCode: '08', region: 'eu3' })],
  ['Gen2', 'FF02930005517D', frame('setProtocol', { protocol: 5 })],
  ['antenna', 'FF02910101703B', frame('setAntenna', { transmitAntennaId: 1, receiveAntennaId: 1 })],
  ['power', 'FF02920A284B71', frame('setReadPower', { powerDbm: 26 })],
  ['done', 'FF00920000273B', frame('setReadPowerAnswer', { status: '0000' })],
  [
    'continuous read',
    'FF102F00000122000005072210001B03E801FFDD2B',
    frame('multiProtocolOperation', {
      timeoutMs: 0,
      action: 'start',
      data: '22000005072210001B03E801FF',
    }),
  ],
  ['stop', 'FF032F0000025E86', frame('multiProtocolOperation', { timeoutMs: 0, action: 'stop' })],
  [
    'a tag',
    'FF2822000010001B01FF0101C6110D37FC0000019F00490500000F008030003416451FD4000000000F4409C3185112',
    {
      kind: 'tags',
      type: 'readMultiple',
      tags: [
        {
          epc: EPC,
          epcBits: 96,
          antennaId: 1,
          peakRssi: -58,
          seenCount: 1,
          pc: 0x3000,
          crc: 0xc318,
          frequencyKhz: 866_300,
          sinceKeepAliveMs: 415,
          phase: 73,
          protocol: 5,
          gpio: 15,
        },
      ],
    },
  ],
  ['alive', 'FF0022040084E0', frame('keepAlive', { code: '0400', meaning: 'no tags found' })],
  [
    'hot',
    'FF0022050485E4',
    frame('temperatureThrottle', { code: '0504', meaning: 'too hot: the module throttles' }),
  ],
  [
    'bad antenna',
    'FF0022050585E5',
    frame('highReturnLoss', {
      code: '0505',
      meaning: 'high return loss: antenna missing or badly matched',
    }),
  ],
  [
    'write EPC',
    'FF142403E80000000002013416451FD4000000000F4409FA96',
    frame('writeTagData', { timeoutMs: 1000, option: '00', wordAddress: 2, bank: 1, data: EPC }),
  ],
];

describe('uhf-thingmagic frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    expect(decodeHex(createThingmagicDecoder(), hex)).toEqual([
      { ...expected, offset: 0, length: hex.length / 2 },
    ]);
  });

  it('refuses a wrong CRC over the whole answer', () => {
    expect(decodeHex(createThingmagicDecoder(), 'FF00920000273C')).toEqual([
      { kind: 'refused', reason: 'checksum', offset: 0, length: 7 },
    ]);
  });

  it('says that the input stops inside a frame', () => {
    expect(decodeHex(createThingmagicDecoder(), 'FF2822000010001B01FF')).toEqual([
      { kind: 'incomplete', offset: 0, length: 10 },
    ]);
  });
});

describeDecoderProperties('uhf-thingmagic', createThingmagicDecoder, {
  frames: vectors.map(([, hex]) => hex),
});
