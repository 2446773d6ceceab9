import iconv from 'iconv-lite';
import type { Label } from './label.ts';
import { bytesPerRow, createPicture, type LabelPicture, stamp } from './picture.ts';
import { joinBytes, printable } from './text-safety.ts';

/** `GS v 0`: widths and heights little-endian, 1 = black. A receipt printer has no position: it prints where it is. */
export function escposPicture(picture: LabelPicture): Uint8Array {
  const width = bytesPerRow(picture.widthDots);
  const height = picture.heightDots;
  return joinBytes([
    Uint8Array.of(0x1d, 0x76, 0x30, 0, width & 0xff, width >> 8, height & 0xff, height >> 8),
    picture.rows,
  ]);
}

/** One line of text in the printer's Chinese font: `FS &`, GB18030, `FS .`, LF (Chinese-market models). */
export function escposText(text: string): Uint8Array {
  return joinBytes([
    Uint8Array.of(0x1c, 0x26),
    Uint8Array.from(iconv.encode(printable(text), 'gb18030')),
    Uint8Array.of(0x1c, 0x2e, 0x0a),
  ]);
}

/**
 * ESC/POS is a stream without a page: things can only stand below each other. A label, on which they stand side by
 * side, therefore goes out as one picture, barcodes included; ESC @ first, three lines of feed last.
 */
export function escposLabel(label: Label): Uint8Array {
  const page = createPicture(label.widthDots, label.heightDots);
  for (const element of label.elements) stamp(page, element.picture, element.x, element.y);
  const once = joinBytes([escposPicture(page), Uint8Array.of(0x1b, 0x64, 3)]);
  return joinBytes([Uint8Array.of(0x1b, 0x40), ...Array.from({ length: label.copies }, () => once)]);
}
