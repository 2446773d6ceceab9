import type { LabelPicture } from './picture.ts';

/** The languages of `label-printers.md` section 1. */
export const labelLanguages = ['zpl', 'tspl', 'epl', 'escpos'] as const;
export type LabelLanguage = (typeof labelLanguages)[number];

/**
 * One thing on a label. Every element carries the picture it is to look like, in dots of the printer. A language
 * that has a command of its own for the element uses it; any other sends the picture. So every label prints in
 * every language, and the preview is the pictures laid over each other.
 */
export type LabelElement = {
  /** Dots from the left edge of the label to the left edge of the picture. */
  readonly x: number;
  /** Dots from the top edge. */
  readonly y: number;
  readonly picture: LabelPicture;
} & (
  | { readonly kind: 'picture' }
  /** One line of text; a command only when the label asks for printer fonts. */
  | { readonly kind: 'text'; readonly text: string; readonly heightDots: number }
  | { readonly kind: 'code128'; readonly text: string; readonly moduleDots: number }
  /** `text` with application identifiers in brackets, for example `(01)09521234543213`. */
  | { readonly kind: 'gs1-128'; readonly text: string; readonly moduleDots: number }
  | { readonly kind: 'qr'; readonly text: string; readonly moduleDots: number; readonly level: QrLevel }
  | { readonly kind: 'datamatrix'; readonly text: string; readonly moduleDots: number }
);

export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** Write this EPC into the tag of the label and read it back under the job's own id. */
export interface RfidEncoding {
  /** Letters, digits and hyphens, 1 to 64 of them; comes back in the header of the answer. */
  readonly jobId: string;
  /** Hexadecimal, whole 16-bit words, 16 to 496 bits. */
  readonly epc: string;
  /** Tags the printer may void (overprint VOID) before it gives up, 0 to 10; default 3. */
  readonly retries?: number;
}

export interface Label {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Gap between two labels on the roll in millimetres. */
  readonly gapMm: number;
  readonly elements: readonly LabelElement[];
  /** 1 to 999; only 1 together with `rfid`. */
  readonly copies: number;
  readonly rfid?: RfidEncoding;
  /** Use the fonts of the printer for text where the language has them; only after a test print (section 3). */
  readonly printerFonts?: boolean;
}
