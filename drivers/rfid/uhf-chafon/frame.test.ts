import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createChafonDecoder } from './frame.ts';

const EPC = '3416451FD4000000000F4409';
const frame = (type: string, fields: Record<string, unknown> = {}, address = 0) => ({
  kind: 'frame',
  type,
  fields: { address, ...fields },
});
const complete = { address: 0, status: '01', meaning: 'inventory complete' };
const more = { address: 0, status: '03', meaning: 'more answers follow' };

const vectors: readonly (readonly [string, string, object])[] = [
  ['reader info', '04FF211995', frame('readerInfo', {}, 255)],
  ['inventory of model 18', '040001DB4B', frame('inventory')],
  [
    'inventory of model 288',
    '0D00010401010000000080142FC2',
    frame('inventory', {
      q: 4,
      statistics: false,
      strategy: false,
      fastId: false,
      session: 1,
      maskBank: 1,
      maskBitAddress: 0,
      maskBits: 0,
      mask: '',
      target: 'A',
      antennaId: 1,
      scanTimeMs: 2000,
    }),
  ],
  [
    'two tags of model 18',
    '20000101020C3416451FD4000000000F44090C2D16451FD40000303900000042A1',
    {
      kind: 'tags',
      type: 'inventory',
      tags: [
        { epc: EPC, epcBits: 96 },
        { epc: '2D16451FD400003039000000', epcBits: 96 },
      ],
      fields: complete,
    },
  ],
  [
    'a tag of model 288, more to come',
    '1500010302010C3416451FD4000000000F440958B8DC',
    {
      kind: 'tags',
      type: 'inventory',
      tags: [{ epc: EPC, epcBits: 96, antennaId: 2, peakRssi: 88, rssiUnit: 'raw' }],
      fields: more,
    },
  ],
  [
    'end of model 288',
    '0700010102007661',
    frame('inventoryEnd', { status: '01', meaning: 'inventory complete', antennaId: 2, tags: 0 }),
  ],
  ['no tag', '050001FBF23D', frame('error', { command: 'inventory', code: 'FB', meaning: 'no tag' })],
  ['power', '05002F14289B', frame('setPower', { power: 20 })],
  ['done', '05002F008DCD', frame('setPowerAnswer', { status: '00' })],
  [
    'read TID of an EPC',
    '180002063416451FD4000000000F440902000600000000C382',
    frame('read', { epc: EPC, bank: 2, wordAddress: 0, words: 6, password: '00000000' }),
  ],
  [
    'read answer',
    '11000200E2801160600002084A3B1C55FAF2',
    frame('readAnswer', { status: '00', data: 'E2801160600002084A3B1C55' }),
  ],
  [
    'write EPC',
    '15000406000000003416451FD4000000000F440987AF',
    frame('writeEpc', { words: 6, password: '00000000', epc: EPC }),
  ],
];

describe('uhf-chafon frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    expect(decodeHex(createChafonDecoder(), hex)).toEqual([
      { ...expected, offset: 0, length: hex.length / 2 },
    ]);
  });

  it('takes a frame with a wrong CRC for a frame only when the rest makes sense', () => {
    expect(decodeHex(createChafonDecoder(), '1500010302010C3416451FD4000000000F440958B8DD')).toMatchObject([
      { kind: 'refused', reason: 'checksum', length: 22 },
    ]);
    expect(decodeHex(createChafonDecoder(), '0500012600 00')).toMatchObject([{ kind: 'discarded' }]);
  });
});

describeDecoderProperties('uhf-chafon', createChafonDecoder, { frames: vectors.map(([, hex]) => hex) });
