import { crc32, deflateSync } from 'node:zlib';
import type { LabelPicture } from '../../../../drivers/printers/label-languages/index.ts';

/**
 * A one-bit greyscale PNG (ISO/IEC 15948) with its resolution, so that programs show it in true size. Written here
 * because a native canvas for every preview kept about 2 MB each until the collector came round (measured).
 */
export function encodePng(picture: LabelPicture, dotsPerMm: number): Uint8Array {
  const { widthDots, heightDots, rows } = picture;
  const perRow = Math.ceil(widthDots / 8);
  const scanlines = new Uint8Array((perRow + 1) * heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    // Byte 0 of a scan line is its filter (none); in a greyscale PNG 0 is black.
    const inverted = rows.subarray(y * perRow, (y + 1) * perRow).map((byte) => byte ^ 0xff);
    scanlines.set(inverted, y * (perRow + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthDots, 0);
  header.writeUInt32BE(heightDots, 4);
  header.writeUInt8(1, 8);
  const resolution = Buffer.alloc(9);
  resolution.writeUInt32BE(dotsPerMm * 1000, 0);
  resolution.writeUInt32BE(dotsPerMm * 1000, 4);
  resolution.writeUInt8(1, 8);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from('89504E470D0A1A0A', 'hex'),
      chunk('IHDR', header),
      chunk('pHYs', resolution),
      chunk('IDAT', deflateSync(scanlines)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
