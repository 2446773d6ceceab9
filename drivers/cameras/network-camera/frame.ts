import { DeviceError } from '../../errors.ts';

/** A still picture that was checked; sizes in pixels. */
export interface JpegPicture {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Largest picture taken (cameras-and-signals.md section 1). */
export const LARGEST_PICTURE_BYTES = 10 * 1024 * 1024;

const malformed = (why: string, detail: Record<string, unknown> = {}): DeviceError =>
  new DeviceError('protocol.malformed', `not a whole JPEG picture: ${why}`, { retryable: true, detail });

/**
 * Checks that `bytes` are one whole JPEG: begins FF D8, ends FF D9 with only zeros behind it, and has a frame header
 * that says how large it is. The bytes are evidence and stay as they are, trailing zeros included.
 *
 * @throws DeviceError `protocol.length` above 10 MB, `protocol.malformed` else.
 */
export function checkJpeg(bytes: Uint8Array): JpegPicture {
  if (bytes.length > LARGEST_PICTURE_BYTES) {
    throw new DeviceError('protocol.length', 'picture is larger than 10 MB', {
      detail: { bytes: bytes.length },
    });
  }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw malformed('does not begin FF D8');
  let end = bytes.length;
  while (end > 2 && bytes[end - 1] === 0) end -= 1;
  if (bytes[end - 2] !== 0xff || bytes[end - 1] !== 0xd9)
    throw malformed('cut off before FF D9', { bytes: end });
  const size = frameSize(bytes, end);
  if (size === undefined) throw malformed('no frame header');
  if (size.width === 0 || size.height === 0) throw malformed('has no size');
  return { jpeg: bytes, ...size };
}

/** SOF0–SOF15 without DHT (C4), JPG (C8) and DAC (CC): ITU-T T.81 table B.1. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Walks the segments up to the frame header: `FF marker lengthHi lengthLo …`, the length counting itself. */
function frameSize(bytes: Uint8Array, end: number): { width: number; height: number } | undefined {
  const word = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let at = 2;
  while (at + 4 <= end) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = word(at + 2);
    if (marker === 0xda || length < 2 || at + 2 + length > end) return undefined;
    if (isFrameHeader(marker)) return { height: word(at + 5), width: word(at + 7) };
    at += 2 + length;
  }
  return undefined;
}
