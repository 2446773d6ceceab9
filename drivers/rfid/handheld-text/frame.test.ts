import { describe, expect, it } from 'vitest';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createHandheldDecoder } from './frame.ts';
import { DEFAULT_HANDHELD_SETTINGS, readHandheldSettings } from './settings.ts';

const EPC = '3416451FD4000000000F4409';
const TID = 'E2801160600002084A3B1C55';

describe('handheld-text lines', () => {
  it.each([
    [`${EPC}\r\n`, { kind: 'tags', tags: [{ epc: EPC, epcBits: 96 }] }],
    [`${EPC.toLowerCase()}\n`, { kind: 'tags', tags: [{ epc: EPC, epcBits: 96 }] }],
    [`${EPC},${TID}\r`, { kind: 'tags', tags: [{ epc: EPC, epcBits: 96, tid: TID }] }],
    [`${EPC};${TID};-61\r\n`, { kind: 'tags', tags: [{ epc: EPC, tid: TID, peakRssi: -61 }] }],
    ['6901234567892\r\n', { kind: 'frame', type: 'barcode', fields: { text: '6901234567892' } }],
    ['00069012345678901239\r\n', { kind: 'frame', type: 'barcode' }],
    ['https://example.invalid/a 1\r\n', { kind: 'frame', type: 'barcode' }],
    [`${EPC} ${EPC}\r\n`, { kind: 'refused', reason: 'field' }],
    [`${EPC},${TID},${TID}\r\n`, { kind: 'refused', reason: 'field' }],
  ])('reads %j', (text, expected) => {
    expect(decodeText(createHandheldDecoder(), text)).toMatchObject([expected]);
  });

  it('takes only lines with the prefix and suffix that were set', () => {
    const settings = { ...DEFAULT_HANDHELD_SETTINGS, prefix: '~', suffix: '#' };
    expect(decodeText(createHandheldDecoder(settings), `~${EPC}#\r\n${EPC}\r\n~#\r\n`)).toMatchObject([
      { kind: 'tags', tags: [{ epc: EPC }] },
      { kind: 'discarded' },
    ]);
  });

  it('takes a single number for the chip number when the handheld is set so', () => {
    const chips = createHandheldDecoder({ ...DEFAULT_HANDHELD_SETTINGS, order: 'tid' });
    expect(decodeText(chips, `${TID}\r\n${EPC}\r\n`)).toMatchObject([
      { kind: 'tags', tags: [{ tid: TID }] },
      { kind: 'refused', reason: 'field' },
    ]);
    const swapped = createHandheldDecoder({ ...DEFAULT_HANDHELD_SETTINGS, order: 'tid-epc' });
    expect(decodeText(swapped, `${TID},${EPC}\r\n`)).toMatchObject([
      { kind: 'tags', tags: [{ epc: EPC, tid: TID }] },
    ]);
  });

  it.each(['prefix', 'suffix', 'order', 'input', 'repeatWindowMs'])('checks the setting %s', (name) => {
    expect(() => readHandheldSettings({ [name]: -1 })).toThrow(
      expect.objectContaining({ code: 'input.invalid', detail: { setting: name } }),
    );
  });
});

const hexOfText = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
describeDecoderProperties('handheld-text', () => createHandheldDecoder(), {
  frames: [hexOfText(`${EPC}\r\n`), hexOfText(`${EPC},${TID},-61\r\n`), hexOfText('6901234567892\n')],
});
