import { describe, expect, it } from 'vitest';
import { bytesOf, decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createM100Decoder, createM100Framer } from './frame.ts';

const EPC = '3416451FD4000000000F4409';
const tagLine = {
  kind: 'tags',
  type: 'inventory',
  tags: [{ epc: EPC, epcBits: 96, peakRssi: -61, pc: 0x3000, crc: 0xc318 }],
};
const frame = (type: string, fields: Record<string, unknown> = {}) => ({ kind: 'frame', type, fields });

const vectors: readonly (readonly [string, string, object])[] = [
  ['module info', 'BB0003000100047E', frame('moduleInfo', { what: 'hardwareVersion' })],
  ['one round', 'BB00220000227E', frame('singleInventory')],
  ['500 rounds', 'BB002700032201F4417E', frame('multiInventory', { rounds: 500 })],
  ['stop', 'BB00280000287E', frame('stopInventory')],
  ['stopped', 'BB012800010 02A7E', frame('stopInventoryAnswer', { status: 0 })],
  ['a tag', 'BB02220011C330003416451FD4000000000F4409C318E17E', tagLine],
  ['no tag', 'BB01FF000115167E', frame('error', { code: '15', meaning: 'no tag in this round' })],
  ['region', 'BB00070001030B7E', frame('setRegion', { regionCode: 3, region: 'eu' })],
  ['power', 'BB00B600020A28EA7E', frame('setPower', { powerDbm: 26 })],
  ['power answer', 'BB01B700020A28EC7E', frame('getPowerAnswer', { powerDbm: 26 })],
  [
    'select whose sum is 7E',
    'BB000C0013010000002060003416451FD4000000000F44097E7E',
    frame('setSelect', {
      target: 0,
      action: 0,
      bank: 1,
      bitPointer: 32,
      maskBits: 96,
      truncate: false,
      mask: EPC,
    }),
  ],
  ['select mode', 'BB0012000102157E', frame('setSelectMode', { mode: 2 })],
  [
    'read TID',
    'BB003900090000000002000000064A7E',
    frame('read', { password: '00000000', bank: 2, wordAddress: 0, words: 6 }),
  ],
  [
    'read answer',
    'BB0139001B0E30003416451FD4000000000F4409E2801160600002084A3B1C55A47E',
    frame('readAnswer', { pc: 0x3000, epc: EPC, data: 'E2801160600002084A3B1C55' }),
  ],
  [
    'write EPC',
    'BB004900150000000001000200063416451FD4000000000F4409457E',
    frame('write', { password: '00000000', bank: 1, wordAddress: 2, words: 6, data: EPC }),
  ],
  [
    'write answer',
    'BB014900100E30003416451FD4000000000F440900767E',
    frame('writeAnswer', { pc: 0x3000, epc: EPC, status: 0 }),
  ],
  [
    'error BB inside the frame',
    'BB01FF0010BB0E30003416451FD4000000000F4409E77E',
    frame('error', { code: 'BB', meaning: 'write: insufficient power', pc: 0x3000, epc: EPC }),
  ],
  [
    'Monza QT',
    'BB00E50008000000000101400 02F7E',
    frame('monzaQtRead', { password: '00000000', write: true, persistent: true, control: '4000' }),
  ],
  [
    'query parameters',
    'BB010D00021020407E',
    frame('getQueryAnswer', {
      dr: '8',
      miller: 1,
      pilotTone: true,
      sel: 0,
      session: 0,
      target: 'A',
      q: 4,
    }),
  ],
  ['firmware text', 'BB010300040141322E7B7E', { kind: 'refused', reason: 'checksum' }],
];

describe('uhf-m100 frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    const bytes = hex.replaceAll(' ', '');
    expect(decodeHex(createM100Decoder(), bytes)).toEqual([
      { ...expected, offset: 0, length: bytes.length / 2 },
    ]);
  });

  it('refuses a tag whose own CRC is wrong though the sum of the frame holds', () => {
    expect(decodeHex(createM100Decoder(), 'BB02220011C330003416451FD4000000000F4409C319E27E')).toMatchObject([
      { kind: 'refused', reason: 'tag-crc' },
    ]);
  });

  it('refuses a tag whose PC word promises another length', () => {
    expect(decodeHex(createM100Decoder(), 'BB02220011C338003416451FD4000000000F4409C318E97E')).toMatchObject([
      { kind: 'refused', reason: 'length' },
    ]);
  });

  it('refuses a reader of another make that begins its frames the same way', () => {
    expect(decodeHex(createM100Decoder(), 'BB01030001007E89DB')).toMatchObject([
      { kind: 'refused', reason: 'foreign-protocol', length: 9 },
    ]);
  });

  it('refuses a wrong end byte, and finds the frame that follows', () => {
    expect(decodeHex(createM100Decoder(), 'BB00220000227FBB00220000227E')).toMatchObject([
      { kind: 'refused', reason: 'end-byte', length: 7 },
      { kind: 'frame', type: 'singleInventory' },
    ]);
  });

  it('says that the input stops inside a frame', () => {
    expect(decodeHex(createM100Decoder(), 'BB02220011C33000')).toEqual([
      { kind: 'incomplete', offset: 0, length: 8 },
    ]);
  });

  it('gives the session the parameters of a frame', () => {
    expect(createM100Framer().push(bytesOf('BB01B700020A28EC7E'))).toMatchObject([
      { kind: 'checked', type: 1, code: 0xb7, parameters: Uint8Array.of(0x0a, 0x28) },
    ]);
  });
});

describeDecoderProperties('uhf-m100', createM100Decoder, {
  frames: vectors.filter(([, , expected]) => !('reason' in expected)).map(([, hex]) => hex),
});
