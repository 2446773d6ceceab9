import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createTsplFramer } from './frame.ts';

const decode = (hex: string) => decodeHex(createTsplFramer(), hex);
const hex = (text: string) => toHex(Buffer.from(text, 'latin1'));

describe('answers of a TSPL printer', () => {
  it('reproduces the vectors: status request and answer', () => {
    expect(decode('1B 21 3F')).toMatchObject([
      { kind: 'frame', type: 'command', fields: { command: 'ESC ! ?', name: 'status' }, length: 3 },
    ]);
    expect(decode('14')).toEqual([
      {
        kind: 'printer',
        ready: false,
        faults: ['paper out', 'paused'],
        warnings: [],
        printing: false,
        offset: 0,
        length: 1,
      },
    ]);
  });

  it.each([
    ['00', true, [], false],
    ['01', false, ['head open'], false],
    ['02', false, ['paper jam'], false],
    ['04', false, ['paper out'], false],
    ['05', false, ['head open', 'paper out'], false],
    ['08', false, ['ribbon out'], false],
    ['0D', false, ['head open', 'paper out', 'ribbon out'], false],
    ['10', false, ['paused'], false],
    ['20', true, [], true],
    ['41', false, ['head open', 'cover open'], false],
    ['80', false, ['other error'], false],
  ])('status %s', (byte, ready, faults, printing) => {
    expect(decode(byte)).toMatchObject([{ kind: 'printer', ready, faults, printing }]);
  });

  it('reads the request and its answer one after the other', () => {
    expect(decode('1B213F 20 1B213F 00')).toMatchObject([
      { type: 'command' },
      { kind: 'printer', printing: true, offset: 3 },
      { type: 'command' },
      { kind: 'printer', ready: true, offset: 7 },
    ]);
  });

  it.each([
    ['40 40 40 40', true, [], []],
    ['60 40 40 40', false, ['paused'], []],
    ['50 41 40 40', true, [], ['paper near end']],
    ['45 40 40 41', false, ['paper out'], []],
    ['45 40 48 60', false, ['head open', 'cutter fault'], []],
    ['45 40 40 40', false, ['other error'], []],
    ['40 42 41 44', false, ['ribbon out', 'head too hot'], ['ribbon near end']],
  ])('extended status %s', (bytes, ready, faults, warnings) => {
    expect(decode(`02 ${bytes} 03 0D 0A`)).toMatchObject([
      { kind: 'printer', ready, faults, warnings, length: 8 },
    ]);
  });

  it('refuses an extended status of unknown bytes', () => {
    expect(decode('02 41 40 40 40 03 0D 0A')).toMatchObject([{ kind: 'refused', reason: 'status' }]);
  });

  it('reads answers in text', () => {
    expect(decodeText(createTsplFramer(), 'TTP-244 Plus\r\n')).toMatchObject([
      { type: 'text', fields: { text: 'TTP-244 Plus' } },
    ]);
  });
});

describe('jobs of a host', () => {
  it('reproduces the vectors: picture and Chinese text', () => {
    const picture =
      '42 49 54 4D 41 50 20 34 30 2C 34 30 2C 32 2C 38 2C 30 2C FE 7F FC 3F F8 1F F0 0F F8 1F FC 3F FE 7F FF FF 0D 0A';
    expect(decode(picture)).toMatchObject([
      {
        type: 'job',
        fields: { command: 'BITMAP', x: 40, y: 40, bytesPerRow: 2, height: 8 },
        offset: 0,
        length: 37,
      },
    ]);
    const text =
      '54 45 58 54 20 34 30 2C 34 30 2C 22 54 53 53 32 34 2E 42 46 32 22 2C 30 2C 31 2C 31 2C 22 B7 C0 D2 DF 22 0D 0A';
    expect(decode(text)).toMatchObject([{ type: 'job', fields: { command: 'TEXT', text: '防疫' } }]);
  });

  it('names a line that was cut off', () => {
    expect(decodeText(createTsplFramer(), 'SIZE 60 m')).toMatchObject([{ kind: 'incomplete', length: 9 }]);
  });

  it('reads a whole label', () => {
    const job =
      'SIZE 60 mm,40 mm\r\nGAP 2 mm,0\r\nCLS\r\nBARCODE 10,20,"128",80,0,0,2,2,"H-0042"\r\nPRINT 1,1\r\n';
    expect(
      decodeText(createTsplFramer(), job).map((line) => line.kind === 'frame' && line.fields['command']),
    ).toEqual(['SIZE', 'GAP', 'CLS', 'BARCODE', 'PRINT']);
  });
});

describeDecoderProperties('printer-tspl', createTsplFramer, {
  frames: [hex('SIZE 60 mm,40 mm\r\n'), '0240404040030D0A', hex('CLS\r\n')],
  // Bits that cannot stand together: printing with the head open.
  noise: '2121FE',
});
