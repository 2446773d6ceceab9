import { assertNever, DeviceError } from '../../errors.ts';
import type { LabelLanguage } from './label.ts';
import type { LabelPicture } from './picture.ts';

export interface PlacedPicture {
  /** Dots; 0 for ESC/POS. */
  readonly x: number;
  readonly y: number;
  /** As wide as its rows in bytes: a language does not say where inside the last byte the picture ends. */
  readonly picture: LabelPicture;
}

/**
 * Reads the pictures of our own jobs back: what a printer would put on the label, for the virtual printer and for
 * comparing the languages with each other. Walks the commands in order, since raw rows may look like commands.
 * Throws DeviceError `protocol.length` when a picture is cut off.
 */
export function decodePictures(language: LabelLanguage, bytes: Uint8Array): PlacedPicture[] {
  switch (language) {
    case 'zpl':
      return decodeZpl(bytes);
    case 'tspl':
      return decodeRaw(bytes, /^BITMAP (\d+),(\d+),(\d+),(\d+),0,/);
    case 'epl':
      return decodeRaw(bytes, /^GW(\d+),(\d+),(\d+),(\d+),/);
    case 'escpos':
      return decodeEscpos(bytes);
    default:
      return assertNever(language);
  }
}

function decodeZpl(bytes: Uint8Array): PlacedPicture[] {
  const fields = latin1(bytes).matchAll(/\^FO(\d+),(\d+)\^GFA,(\d+),\d+,(\d+),([0-9A-F]*)\^FS/g);
  return Array.from(fields, ([, x, y, total, width, hex]) => {
    const rows = Uint8Array.from(Buffer.from(hex ?? '', 'hex'));
    if (rows.length !== Number(total)) throw cutOff();
    return placed(Number(x), Number(y), Number(width), rows);
  });
}

/** Longest command head before the raw rows: the word, four numbers of up to five digits, commas. */
const longestHead = 48;

function decodeRaw(bytes: Uint8Array, head: RegExp): PlacedPicture[] {
  const pictures: PlacedPicture[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const match = head.exec(latin1(bytes.subarray(offset, offset + longestHead)));
    if (match === null) {
      const lineFeed = bytes.indexOf(0x0a, offset);
      offset = lineFeed < 0 ? bytes.length : lineFeed + 1;
      continue;
    }
    const [whole, x, y, width, height] = match;
    const start = offset + whole.length;
    const end = start + Number(width) * Number(height);
    if (end > bytes.length) throw cutOff();
    const rows = bytes.slice(start, end).map((byte) => byte ^ 0xff);
    pictures.push(placed(Number(x), Number(y), Number(width), rows));
    offset = end;
  }
  return pictures;
}

function decodeEscpos(bytes: Uint8Array): PlacedPicture[] {
  const pictures: PlacedPicture[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    if (bytes[offset] !== 0x1d || bytes[offset + 1] !== 0x76 || bytes[offset + 2] !== 0x30) {
      offset += 1;
      continue;
    }
    const width = (bytes[offset + 4] ?? 0) | ((bytes[offset + 5] ?? 0) << 8);
    const height = (bytes[offset + 6] ?? 0) | ((bytes[offset + 7] ?? 0) << 8);
    const end = offset + 8 + width * height;
    if (end > bytes.length) throw cutOff();
    pictures.push(placed(0, 0, width, bytes.slice(offset + 8, end)));
    offset = end;
  }
  return pictures;
}

function placed(x: number, y: number, width: number, rows: Uint8Array): PlacedPicture {
  return { x, y, picture: { widthDots: width * 8, heightDots: width === 0 ? 0 : rows.length / width, rows } };
}

function cutOff(): DeviceError {
  return new DeviceError('protocol.length', 'the picture ends before its last row');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
