import iconv from 'iconv-lite';
import { DeviceError } from '../../errors.ts';
import { escposPicture } from '../label-languages/escpos.ts';
import type { LabelPicture } from '../label-languages/picture.ts';
import { joinBytes, printable } from '../label-languages/text-safety.ts';
import { cutPaper, feedLines, initialize, openDrawer } from './commands.ts';

/** 小票: one thing on a receipt, from top to bottom. */
export type ReceiptLine =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align?: 'left' | 'center' | 'right';
      readonly bold?: boolean;
      /** Twice as wide and high. */
      readonly large?: boolean;
    }
  /** Two texts on one line, the second at the right edge. */
  | { readonly kind: 'pair'; readonly left: string; readonly right: string }
  | { readonly kind: 'rule' }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'picture'; readonly picture: LabelPicture }
  | { readonly kind: 'qr'; readonly text: string; readonly moduleDots?: number }
  | { readonly kind: 'code128'; readonly text: string };

export interface ReceiptOptions {
  /** Characters of a line: 32 on 58 mm, 48 on 80 mm paper; a Chinese character takes two. */
  readonly columns: number;
  /** `gb18030`: the printer has a Chinese font. `picture`: it has none, and such text must come as a picture. */
  readonly chinese: 'gb18030' | 'picture';
  readonly cut: boolean;
  readonly drawer: boolean;
}

/** @throws DeviceError `input.invalid` for text the printer cannot write and codes it cannot draw */
export function receiptBytes(lines: readonly ReceiptLine[], options: ReceiptOptions): Uint8Array {
  return joinBytes([
    initialize,
    ...(options.drawer ? [openDrawer()] : []),
    ...lines.flatMap((line) => lineBytes(line, options)),
    ...(options.cut ? [feedLines(1), cutPaper] : [feedLines(4)]),
  ]);
}

const aligns = { left: 0, center: 1, right: 2 } as const;

function lineBytes(line: ReceiptLine, options: ReceiptOptions): Uint8Array[] {
  switch (line.kind) {
    case 'text': {
      const columns = line.large === true ? options.columns >> 1 : options.columns;
      return [
        Uint8Array.of(0x1b, 0x61, aligns[line.align ?? 'left']),
        Uint8Array.of(0x1b, 0x45, line.bold === true ? 1 : 0),
        Uint8Array.of(0x1d, 0x21, line.large === true ? 0x11 : 0),
        ...wrap(printable(line.text), columns).map((part) => textBytes(part, options)),
        Uint8Array.of(0x1d, 0x21, 0),
        Uint8Array.of(0x1b, 0x45, 0),
        Uint8Array.of(0x1b, 0x61, 0),
      ];
    }
    case 'pair': {
      const left = printable(line.left);
      const right = printable(line.right);
      const room = options.columns - widthOf(left) - widthOf(right);
      // What does not fit side by side stands below each other, the second at the right edge.
      if (room < 1) {
        return [
          ...wrap(left, options.columns).map((part) => textBytes(part, options)),
          textBytes(right.padStart(options.columns - (widthOf(right) - right.length)), options),
        ];
      }
      return [textBytes(left + ' '.repeat(room) + right, options)];
    }
    case 'rule':
      return [textBytes('-'.repeat(options.columns), options)];
    case 'feed':
      if (!Number.isInteger(line.lines) || line.lines < 1 || line.lines > 20)
        throw invalid('feed of 1 to 20 lines');
      return [feedLines(line.lines)];
    case 'picture':
      return [escposPicture(line.picture)];
    case 'qr':
      return qrBytes(line.text, line.moduleDots ?? 6);
    case 'code128':
      return code128Bytes(line.text);
  }
}

function textBytes(text: string, { chinese }: ReceiptOptions): Uint8Array {
  if (/^[\x20-\x7e]*$/.test(text)) return Uint8Array.from(Buffer.from(`${text}\n`, 'latin1'));
  if (chinese === 'picture')
    throw invalid('this printer has no Chinese font: the text must come as a picture');
  return joinBytes([
    Uint8Array.of(0x1c, 0x26),
    Uint8Array.from(iconv.encode(text, 'gb18030')),
    Uint8Array.of(0x1c, 0x2e, 0x0a),
  ]);
}

/** Columns of a text: everything outside of ASCII is a full-width character in these fonts. */
export function widthOf(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2),
    0,
  );
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (widthOf(line + character) > columns) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  return [...lines, line];
}

/** `GS ( k` functions 165, 167, 169, 180, 181 (label-printers.md section 2). */
function qrBytes(text: string, moduleDots: number): Uint8Array[] {
  const data = Uint8Array.from(Buffer.from(text, 'utf8'));
  if (data.length === 0 || data.length > 2000) throw invalid('a QR code of 1 to 2000 bytes');
  if (!Number.isInteger(moduleDots) || moduleDots < 2 || moduleDots > 16)
    throw invalid('modules of 2 to 16 dots');
  const part = (...bytes: readonly number[]): Uint8Array =>
    Uint8Array.of(0x1d, 0x28, 0x6b, bytes.length & 0xff, bytes.length >> 8, ...bytes);
  return [
    Uint8Array.of(0x1b, 0x61, 1),
    part(49, 65, 50, 0),
    part(49, 67, moduleDots),
    part(49, 69, 49),
    part(49, 80, 48, ...data),
    part(49, 81, 48),
    Uint8Array.of(0x0a, 0x1b, 0x61, 0),
  ];
}

function code128Bytes(text: string): Uint8Array[] {
  if (!/^[\x20-\x7e]{1,40}$/.test(text)) throw invalid('a Code 128 of 1 to 40 printable characters');
  // `{` announces a code set and is doubled where it is meant.
  const data = Buffer.from(`{B${text.replaceAll('{', '{{')}`, 'latin1');
  return [
    Uint8Array.of(0x1b, 0x61, 1, 0x1d, 0x68, 80, 0x1d, 0x77, 2, 0x1d, 0x48, 2),
    joinBytes([Uint8Array.of(0x1d, 0x6b, 73, data.length), Uint8Array.from(data)]),
    Uint8Array.of(0x0a, 0x1b, 0x61, 0),
  ];
}

function invalid(message: string): DeviceError {
  return new DeviceError('input.invalid', message);
}
