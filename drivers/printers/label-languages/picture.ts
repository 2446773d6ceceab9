import { DeviceError } from '../../errors.ts';

/**
 * A one-bit picture as a thermal head sees it. Rows from the top, each padded to whole bytes, most significant bit
 * leftmost, 1 = black; padding bits are 0. `rows.length` = `bytesPerRow(widthDots) * heightDots`.
 */
export interface LabelPicture {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rows: Uint8Array;
}

export function bytesPerRow(widthDots: number): number {
  return Math.ceil(widthDots / 8);
}

/** A white picture. Width and height are whole dots; 0 is allowed and gives a picture without dots. */
export function createPicture(widthDots: number, heightDots: number): LabelPicture {
  if (!Number.isInteger(widthDots) || !Number.isInteger(heightDots) || widthDots < 0 || heightDots < 0) {
    throw new DeviceError('input.invalid', `no picture of ${widthDots} × ${heightDots} dots`);
  }
  return { widthDots, heightDots, rows: new Uint8Array(bytesPerRow(widthDots) * heightDots) };
}

/** True where the dot is black; outside of the picture everything is white. */
export function isBlack(picture: LabelPicture, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= picture.widthDots || y >= picture.heightDots) return false;
  const byte = picture.rows[y * bytesPerRow(picture.widthDots) + (x >> 3)] ?? 0;
  return (byte & (0x80 >> (x & 7))) !== 0;
}

/** Makes one dot black. Dots outside of the picture are cut off, as the edge of the label would. */
export function blacken(picture: LabelPicture, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= picture.widthDots || y >= picture.heightDots) return;
  const index = y * bytesPerRow(picture.widthDots) + (x >> 3);
  picture.rows[index] = (picture.rows[index] ?? 0) | (0x80 >> (x & 7));
}

export function blackenRectangle(
  picture: LabelPicture,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) blacken(picture, column, row);
  }
}

/** Adds the black dots of `source` to `target`; white dots leave what is there, as ink does. */
export function stamp(target: LabelPicture, source: LabelPicture, x: number, y: number): void {
  for (let row = 0; row < source.heightDots; row += 1) {
    for (let column = 0; column < source.widthDots; column += 1) {
      if (isBlack(source, column, row)) blacken(target, x + column, y + row);
    }
  }
}

/** The smallest part that holds all black dots and where it lay; undefined when nothing is black. */
export function trim(
  picture: LabelPicture,
): { readonly x: number; readonly y: number; readonly picture: LabelPicture } | undefined {
  let left = picture.widthDots;
  let right = -1;
  let top = picture.heightDots;
  let bottom = -1;
  for (let y = 0; y < picture.heightDots; y += 1) {
    for (let x = 0; x < picture.widthDots; x += 1) {
      if (!isBlack(picture, x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  const part = createPicture(right - left + 1, bottom - top + 1);
  for (let y = 0; y < part.heightDots; y += 1) {
    for (let x = 0; x < part.widthDots; x += 1) {
      if (isBlack(picture, left + x, top + y)) blacken(part, x, y);
    }
  }
  return { x: left, y: top, picture: part };
}

/** The rows as languages want them in which black is 0 (TSPL, EPL2). Padding bits become 1, which is white there. */
export function invertedRows(picture: LabelPicture): Uint8Array {
  return picture.rows.map((byte) => byte ^ 0xff);
}
