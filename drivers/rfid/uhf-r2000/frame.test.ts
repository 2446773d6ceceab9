import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createR2000Decoder } from './frame.ts';

const EPC = '3416451FD4000000000F4409';
const address = 1;
const frame = (type: string, fields: Record<string, unknown> = {}) => ({
  kind: 'frame',
  type,
  fields: { address, ...fields },
});

const vectors: readonly (readonly [string, string, object])[] = [
  ['firmware', 'A0030172EA', frame('firmware')],
  ['firmware answer', 'A00501720802DE', frame('firmwareAnswer', { major: 8, minor: 2, version: '8.2' })],
  ['antenna 2', 'A004017401E6', frame('setAntenna', { antennaId: 2 })],
  ['done', 'A004017410D7', frame('setAntennaAnswer', { status: '10' })],
  ['power', 'A00401761ACB', frame('setPower', { powerDbm: 26 })],
  ['one round', 'A004018901D1', frame('inventory', { repeat: 1 })],
  [
    'a tag',
    'A01301892D30003416451FD4000000000F44094444',
    {
      kind: 'tags',
      type: 'inventory',
      tags: [{ epc: EPC, epcBits: 96, antennaId: 2, peakRssi: -61, pc: 0x3000, frequencyKhz: 904_000 }],
    },
  ],
  [
    'round end',
    'A00A01890100260000019C08',
    frame('inventoryEnd', { antennaId: 2, readRate: 38, totalRead: 412 }),
  ],
  [
    'antenna missing',
    'A004018922B0',
    frame('error', { command: 'inventory', code: '22', meaning: 'antenna missing' }),
  ],
  ['session', 'A006018B010003CA', frame('sessionInventory', { session: 1, target: 'A', repeat: 3 })],
  ['match', 'A0110185000C3416451FD4000000000F4409DF', frame('setMatch', { match: true, epc: EPC })],
  ['no match', 'A004018501D5', frame('setMatch', { match: false })],
  [
    'read TID',
    'A00A018102000600000000CC',
    frame('read', { bank: 2, wordAddress: 0, words: 6, password: '00000000' }),
  ],
  [
    'write EPC',
    'A0160182000000000102063416451FD4000000000F4409E0',
    frame('write', { password: '00000000', bank: 1, wordAddress: 2, words: 6, data: EPC }),
  ],
  [
    'read answer',
    'A025018100011C30003416451FD4000000000F4409C318E2801160600002084A3B1C550C010172',
    frame('readAnswer', {
      tagCount: 1,
      epc: EPC,
      epcBits: 96,
      pc: 0x3000,
      crc: 0xc318,
      antennaId: 2,
      seenCount: 1,
      frequencyKhz: 865_000,
      data: 'E2801160600002084A3B1C55',
    }),
  ],
  [
    'write answer',
    'A019018200011030003416451FD4000000000F4409C318100101B8',
    frame('writeAnswer', {
      tagCount: 1,
      epc: EPC,
      epcBits: 96,
      pc: 0x3000,
      crc: 0xc318,
      antennaId: 2,
      seenCount: 1,
      frequencyKhz: 865_000,
      status: '10',
    }),
  ],
  [
    'a buffered tag of antenna 6',
    'A019019000011030003416451FD4000000000F4409C318C42D07C4',
    {
      kind: 'tags',
      type: 'getBuffer',
      tags: [
        {
          epc: EPC,
          epcBits: 96,
          antennaId: 6,
          peakRssi: -61,
          seenCount: 7,
          pc: 0x3000,
          crc: 0xc318,
          frequencyKhz: 904_000,
          tagCount: 1,
        },
      ],
    },
  ],
  [
    'fast switching over four antennas',
    'A00D018A00010101020103010001BD',
    frame('fastSwitchInventory', {
      antennas: [
        { antennaId: 1, stay: 1 },
        { antennaId: 2, stay: 1 },
        { antennaId: 3, stay: 1 },
        { antennaId: 4, stay: 1 },
      ],
      intervalMs: 0,
      repeat: 1,
    }),
  ],
  [
    'fast switching ended',
    'A00A018A00002A000001F4AC',
    frame('inventoryEnd', { totalRead: 42, durationMs: 500 }),
  ],
  [
    'fast switching without antenna 3',
    'A005018A0222AC',
    frame('error', {
      command: 'fastSwitchInventory',
      antennaId: 3,
      code: '22',
      meaning: 'antenna missing',
    }),
  ],
  ['temperature', 'A005017B011FBF', frame('temperatureAnswer', { temperatureCel: 31 })],
  ['region', 'A0060179020006D8', frame('getRegionAnswer', { region: 'etsi', firstIndex: 0, lastIndex: 6 })],
];

describe('uhf-r2000 frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    const bytes = hex.replaceAll(' ', '');
    expect(decodeHex(createR2000Decoder(), bytes)).toEqual([
      { ...expected, offset: 0, length: bytes.length / 2 },
    ]);
  });

  it('refuses a wrong check byte and a wrong CRC of the tag', () => {
    expect(decodeHex(createR2000Decoder(), 'A01301892D30003416451FD4000000000F44094445')).toMatchObject([
      { kind: 'refused', reason: 'checksum', length: 21 },
    ]);
    expect(
      decodeHex(createR2000Decoder(), 'A019019000011030003416451FD4000000000F4409C319C42D07C3'),
    ).toMatchObject([{ kind: 'refused', reason: 'tag-crc' }]);
  });
});

describeDecoderProperties('uhf-r2000', createR2000Decoder, { frames: vectors.map(([, hex]) => hex) });
