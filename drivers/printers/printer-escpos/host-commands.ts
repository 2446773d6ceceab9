import iconv from 'iconv-lite';
import type { DecodedContent } from '../../decoded.ts';
import type { Recognition } from '../../framing/framer.ts';

const LF = 0x0a;
const CR = 0x0d;
const DLE = 0x10;
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;
/** A page of 576 dots and two metres. */
const LARGEST_DATA = 1_048_576;
/** `GS k m`, letters and NUL; no code of a receipt is longer. */
const LONGEST_BARCODE = 257;

/** Commands of two bytes and a fixed number of parameters (Epson ESC/POS reference). */
const fixed: Readonly<Record<number, Readonly<Record<string, readonly [string, number]>>>> = {
  [ESC]: {
    '@': ['initialize', 0],
    '2': ['defaultLineSpacing', 0],
    '3': ['lineSpacing', 1],
    '!': ['printMode', 1],
    '-': ['underline', 1],
    E: ['emphasis', 1],
    G: ['doubleStrike', 1],
    J: ['feedDots', 1],
    M: ['font', 1],
    R: ['characterSet', 1],
    a: ['align', 1],
    d: ['feedLines', 1],
    i: ['cut', 0],
    m: ['partialCut', 0],
    p: ['drawer', 3],
    t: ['codeTable', 1],
  },
  [GS]: {
    '!': ['size', 1],
    B: ['inverse', 1],
    H: ['barcodeText', 1],
    I: ['informationRequest', 1],
    L: ['leftMargin', 2],
    W: ['printWidth', 2],
    a: ['automaticStatus', 1],
    f: ['barcodeFont', 1],
    h: ['barcodeHeight', 1],
    r: ['statusRequest', 1],
    w: ['barcodeWidth', 1],
  },
  [FS]: { '&': ['chineseOn', 0], '.': ['chineseOff', 0], '!': ['chineseMode', 1], p: ['storedPicture', 2] },
};

/** One command of the host, or a stretch of text up to the next command. */
export function recogniseHost(view: Uint8Array, start: number, ended: boolean): Recognition {
  const first = view[start] ?? 0;
  if (first === DLE) return recogniseRealtime(view, start);
  if (first === ESC || first === GS || first === FS) return recogniseCommand(view, start);
  if (first === LF && start === 0) {
    return { verdict: 'frame', length: 1, content: { kind: 'frame', type: 'lineFeed', fields: {} } };
  }
  return isTextByte(first) ? recogniseText(view, start, ended) : { verdict: 'reject' };
}

function recogniseRealtime(view: Uint8Array, start: number): Recognition {
  // By index: a destructured part of the view costs more than all the rest.
  const second = view[start + 1];
  if (second === undefined) return { verdict: 'need', bytes: 2 };
  if (second !== 0x04 && second !== 0x05 && second !== 0x14) return { verdict: 'reject' };
  const third = view[start + 2];
  if (third === undefined) return { verdict: 'need', bytes: 3 };
  const fourth = view[start + 3];
  if (second === 0x14) {
    const fifth = view[start + 4];
    if (fourth === undefined || fifth === undefined) return { verdict: 'need', bytes: 5 };
    return command(5, 'DLE DC4', 'realtimePulse', [third, fourth, fifth]);
  }
  if (third < 1 || third > 8) return { verdict: 'reject' };
  if (second === 0x05) return command(3, 'DLE ENQ', 'realtimeRequest', [third]);
  if (third >= 7) {
    if (fourth === undefined) return { verdict: 'need', bytes: 4 };
    return command(4, 'DLE EOT', 'realtimeStatus', [third, fourth]);
  }
  return command(3, 'DLE EOT', 'realtimeStatus', [third]);
}

function recogniseCommand(view: Uint8Array, start: number): Recognition {
  const lead = view[start] ?? 0;
  const letterByte = view[start + 1];
  if (letterByte === undefined) return { verdict: 'need', bytes: 2 };
  const letter = String.fromCharCode(letterByte);
  if (lead === GS && letter === 'v') return recogniseRaster(view, start);
  if (lead === GS && letter === 'V') return recogniseCut(view, start);
  if (lead === GS && letter === '(') return recogniseExtended(view, start);
  if (lead === GS && letter === 'k') return recogniseBarcode(view, start);
  const known = fixed[lead]?.[letter];
  if (known === undefined) return { verdict: 'reject' };
  const [name, parameters] = known;
  const length = 2 + parameters;
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  return command(length, `${leadName(lead)} ${letter}`, name, [...view.subarray(start + 2, start + length)]);
}

/** `GS v 0 m xL xH yL yH` and the rows: a line feed inside is data. */
function recogniseRaster(view: Uint8Array, start: number): Recognition {
  if (view.length - start < 8) return { verdict: 'need', bytes: 8 };
  const [, , zero = 0, mode = 0, xl = 0, xh = 0, yl = 0, yh = 0] = view.subarray(start, start + 8);
  const bytesPerRow = xl | (xh << 8);
  const height = yl | (yh << 8);
  const size = bytesPerRow * height;
  if (zero !== 0x30 || size === 0 || size > LARGEST_DATA) return { verdict: 'reject' };
  const length = 8 + size;
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  const fields = { command: 'GS v 0', name: 'picture', mode, bytesPerRow, height };
  return { verdict: 'frame', length, content: { kind: 'frame', type: 'job', fields } };
}

function recogniseCut(view: Uint8Array, start: number): Recognition {
  const mode = view[start + 2];
  if (mode === undefined) return { verdict: 'need', bytes: 3 };
  const feeds = mode === 65 || mode === 66;
  if (!feeds && mode !== 0 && mode !== 1 && mode !== 48 && mode !== 49) return { verdict: 'reject' };
  const length = feeds ? 4 : 3;
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  return command(length, 'GS V', 'cut', [...view.subarray(start + 2, start + length)]);
}

/** `GS ( x pL pH data`: QR codes, process ids and more. */
function recogniseExtended(view: Uint8Array, start: number): Recognition {
  if (view.length - start < 5) return { verdict: 'need', bytes: 5 };
  const [, , group = 0, low = 0, high = 0] = view.subarray(start, start + 5);
  if (group < 0x41 || group > 0x7a) return { verdict: 'reject' };
  const length = 5 + (low | (high << 8));
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  const parameters = [...view.subarray(start + 5, Math.min(start + length, start + 16))];
  return command(length, `GS ( ${String.fromCharCode(group)}`, 'extended', parameters);
}

/** `GS k m data NUL` or `GS k m n data`. */
function recogniseBarcode(view: Uint8Array, start: number): Recognition {
  const [, , kind, count] = view.subarray(start, start + 4);
  if (kind === undefined || count === undefined) return { verdict: 'need', bytes: 4 };
  let dataStart = start + 3;
  let length: number;
  if (kind >= 65 && kind <= 79) {
    dataStart += 1;
    length = 4 + count;
    if (view.length - start < length) return { verdict: 'need', bytes: length };
  } else if (kind <= 6) {
    const letters = view.subarray(dataStart, start + LONGEST_BARCODE).indexOf(0);
    if (letters < 0)
      return view.length - start >= LONGEST_BARCODE
        ? { verdict: 'reject' }
        : { verdict: 'need', bytes: view.length - start + 1 };
    length = dataStart + letters + 1 - start;
  } else return { verdict: 'reject' };
  const text = Buffer.from(view.subarray(dataStart, start + length))
    .toString('latin1')
    .replace(/\0$/, '');
  const fields = { command: 'GS k', name: 'barcode', kind, text };
  return { verdict: 'frame', length, content: { kind: 'frame', type: 'job', fields } };
}

/** Text up to a line end (which belongs to it) or the next command; fewer than three letters are no text of a receipt. */
function recogniseText(view: Uint8Array, start: number, ended: boolean): Recognition {
  let end = start;
  while (isTextByte(view[end])) {
    end += 1;
    if (end - start > 1024) return { verdict: 'reject' };
  }
  const behind = view[end];
  if (behind === undefined && !ended) return { verdict: 'need', bytes: end - start + 1 };
  if (behind !== undefined && !endsText(behind)) return { verdict: 'reject' };
  const words = iconv.decode(Buffer.from(view.subarray(start, end)), 'gb18030');
  if (behind === undefined) {
    return /[\p{L}\p{N}]{3}/u.test(words)
      ? { verdict: 'need', bytes: end - start + 1 }
      : { verdict: 'reject' };
  }
  let length = end - start;
  if (behind === LF) length += 1;
  else if (behind === CR) {
    const next = view[end + 1];
    if (next === undefined && !ended) return { verdict: 'need', bytes: length + 2 };
    length += next === LF ? 2 : 1;
  }
  const content = { kind: 'frame', type: 'text', fields: { text: words } } as const satisfies DecodedContent;
  return /[\p{L}\p{N}]/u.test(words) && words.length >= 2
    ? { verdict: 'frame', length, content }
    : { verdict: 'reject' };
}

function command(length: number, name: string, meaning: string, parameters: readonly number[]): Recognition {
  const fields = { command: name, name: meaning, parameters };
  return { verdict: 'frame', length, content: { kind: 'frame', type: 'command', fields } };
}

function endsText(byte: number): boolean {
  return byte === LF || byte === CR || byte === ESC || byte === FS || byte === GS;
}

function leadName(lead: number): string {
  return lead === ESC ? 'ESC' : lead === GS ? 'GS' : 'FS';
}

function isTextByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte >= 0x80);
}
