import type { DecodedContent } from '../decoded.ts';
import type { Recognition } from '../framing/framer.ts';

/** The largest head (216 mm at 24 dots/mm) times a metre would be more; one label of 100 × 150 mm at 600 dpi is 1 MB. */
export const LARGEST_PICTURE = 1_048_576;

/** What stands before the raw rows of a picture: place in dots, bytes in a row, rows. */
export interface PictureHead {
  readonly x: number;
  readonly y: number;
  readonly bytesPerRow: number;
  readonly height: number;
}

/** @param head the four numbers as groups 1 to 4, at the text that stands from `start` to `end` */
export function pictureHeadOf(
  head: RegExp,
  view: Uint8Array,
  start: number,
  end: number,
): PictureHead | undefined {
  // Two letters or a word and four numbers of at most five digits.
  const text = Buffer.from(view.subarray(start, Math.min(end, start + 48))).toString('latin1');
  const found = head.exec(text);
  if (found === null) return undefined;
  const [, x, y, width, height] = found.map(Number);
  return { x: x ?? 0, y: y ?? 0, bytesPerRow: width ?? 0, height: height ?? 0 };
}

export interface PictureBlock {
  readonly start: number;
  readonly rowsAt: number;
  readonly picture: PictureHead;
  readonly command: string;
}

/**
 * Raw rows, in which a line end is data. @param endBehind place behind the line end that may follow the rows; `undefined`
 * while it may still come
 */
export function recognisePicture(
  view: Uint8Array,
  { start, rowsAt, picture, command }: PictureBlock,
  endBehind: (rowsEnd: number) => number | undefined,
): Recognition {
  const size = picture.bytesPerRow * picture.height;
  if (size === 0 || size > LARGEST_PICTURE) return { verdict: 'reject' };
  const rowsEnd = rowsAt + size;
  if (view.length < rowsEnd) return { verdict: 'need', bytes: rowsEnd - start };
  const end = endBehind(rowsEnd);
  if (end === undefined) return { verdict: 'need', bytes: view.length - start + 1 };
  const content: DecodedContent = { kind: 'frame', type: 'job', fields: { command, ...picture } };
  return { verdict: 'frame', length: end - start, content };
}

/** Letters of a command line: printable ASCII and the bytes of Chinese text. */
export function isTextByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte >= 0x80);
}
