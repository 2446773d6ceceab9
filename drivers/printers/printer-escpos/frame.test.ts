import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { openDrawer } from './commands.ts';
import { createEscposDecoder } from './frame.ts';

const decode = (hex: string) => decodeHex(createEscposDecoder(), hex);

describe('answers of an ESC/POS printer', () => {
  it('reproduces the vectors: the question and its answer', () => {
    expect(decode('10 04 02')).toMatchObject([
      { type: 'command', fields: { command: 'DLE EOT', name: 'realtimeStatus', parameters: [2] }, length: 3 },
    ]);
    expect(decode('32')).toEqual([
      {
        kind: 'printer',
        ready: false,
        faults: ['paper end stop'],
        warnings: [],
        answers: null,
        offset: 0,
        length: 1,
      },
    ]);
  });

  it.each([
    ['10 04 01 12', true, [], []],
    ['10 04 01 1A', false, ['offline'], []],
    ['10 04 01 32', false, ['waiting for recovery'], []],
    ['10 04 02 12', true, [], []],
    ['10 04 02 16', false, ['cover open'], []],
    ['10 04 02 1A', true, [], ['feed button pressed']],
    ['10 04 02 32', false, ['paper end stop'], []],
    ['10 04 02 52', false, ['error'], []],
    ['10 04 02 36', false, ['cover open', 'paper end stop'], []],
    ['10 04 03 1A', false, ['cutter fault'], []],
    ['10 04 03 32', false, ['unrecoverable error'], []],
    ['10 04 03 52', false, ['head too hot'], []],
    ['10 04 04 12', true, [], []],
    ['10 04 04 1E', true, [], ['paper near end']],
    ['10 04 04 72', false, ['paper end'], []],
    ['10 04 04 7E', false, ['paper end'], ['paper near end']],
    ['1D 72 01 00', true, [], []],
    ['1D 72 01 0C', false, ['paper end'], []],
    ['1D 72 31 03', true, [], ['paper near end']],
  ])('%s', (hex, ready, faults, warnings) => {
    expect(decode(hex)[1]).toMatchObject({ kind: 'printer', ready, faults, warnings });
  });

  it('gives every answer the meaning of its question, in order', () => {
    expect(decode('10 04 01 10 04 02 10 04 04 16 16 72').slice(3)).toMatchObject([
      { answers: 'DLE EOT 1', ready: true, drawerHigh: true },
      { answers: 'DLE EOT 2', faults: ['cover open'] },
      { answers: 'DLE EOT 4', faults: ['paper end'] },
    ]);
  });

  it('knows paper answers without their question', () => {
    expect(decode('72')[0]).toMatchObject({ faults: ['paper end'] });
    expect(decode('1E')[0]).toMatchObject({ ready: true, warnings: ['paper near end'] });
    expect(decode('12')[0]).toMatchObject({ ready: true });
  });

  it.each([
    ['14 00 00 0F', true, [], []],
    ['18 00 0C 00', false, ['paper end', 'offline'], []],
    ['38 00 00 00', false, ['cover open', 'offline'], []],
    ['18 08 03 00', false, ['cutter fault', 'offline'], ['paper near end']],
  ])('automatic status %s', (hex, ready, faults, warnings) => {
    expect(decode(hex)).toMatchObject([
      { kind: 'printer', ready, faults, warnings, answers: 'GS a', length: 4 },
    ]);
  });

  it('reads model names and process ids', () => {
    expect(decode(toHex(Buffer.from('_TM-T20\0')))[0]).toMatchObject({
      type: 'information',
      fields: { text: 'TM-T20' },
    });
    expect(decode(toHex(Buffer.from('7"0042\0')))[0]).toMatchObject({
      type: 'process',
      fields: { id: '0042' },
    });
  });

  it('takes nothing else for a status', () => {
    expect(decode('13 81')).toMatchObject([{ kind: 'discarded', length: 2 }]);
  });
});

describe('jobs of a host', () => {
  it('reproduces the vectors: picture and Chinese text', () => {
    expect(decode('1D 76 30 00 02 00 08 00 01 80 03 C0 07 E0 0F F0 07 E0 03 C0 01 80 00 00')).toMatchObject([
      { type: 'job', fields: { name: 'picture', bytesPerRow: 2, height: 8 }, offset: 0, length: 24 },
    ]);
    expect(decode('1C 26 B7 C0 D2 DF 1C 2E 0A')).toMatchObject([
      { type: 'command', fields: { name: 'chineseOn' } },
      { type: 'text', fields: { text: '防疫' } },
      { type: 'command', fields: { name: 'chineseOff' } },
      { type: 'lineFeed' },
    ]);
  });

  it('names cutter, drawer, QR code and barcode', () => {
    expect(decode(`1B 40 1D 56 42 00 ${toHex(openDrawer())}`)).toMatchObject([
      { fields: { name: 'initialize' } },
      { fields: { name: 'cut' } },
      { fields: { name: 'drawer', parameters: [0, 50, 100] } },
    ]);
    expect(decode('1D 6B 49 08 7B 42 48 2D 30 30 34 32 1D 28 6B 03 00 31 51 30')).toMatchObject([
      { fields: { name: 'barcode', kind: 73, text: '{BH-0042' } },
      { fields: { command: 'GS ( k', parameters: [49, 81, 48] } },
    ]);
  });
});

describeDecoderProperties('printer-escpos', createEscposDecoder, {
  frames: ['100402', '1B40', '14000000', '1D7630000100010055'],
  noise: '0181',
});
