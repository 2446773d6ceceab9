import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJpeg } from './frame.ts';
import { FrameRing } from './frame-ring.ts';
import { tinyJpeg } from './testing.ts';

const code = (bytes: Uint8Array): unknown => {
  try {
    return checkJpeg(bytes).width;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('a picture', () => {
  it('is taken whole, with its size and with the zeros some cameras put behind it', () => {
    const padded = Uint8Array.from([...tinyJpeg(2560, 1440), 0, 0, 0]);
    expect(checkJpeg(padded)).toEqual({ jpeg: padded, width: 2560, height: 1440 });
  });

  it('is refused when cut off at any place', () => {
    const whole = tinyJpeg();
    for (let cut = 0; cut < whole.length; cut += 1)
      expect(code(whole.subarray(0, cut))).toBe('protocol.malformed');
  });

  it('is refused when larger than 10 MB, when it is something else, or has no size', () => {
    expect(code(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('protocol.length');
    expect(code(Uint8Array.from(Buffer.from('<html>')))).toBe('protocol.malformed');
    expect(code(tinyJpeg(0, 100))).toBe('protocol.malformed');
    expect(code(Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]))).toBe('protocol.malformed');
  });

  it('of random bytes never hangs and never throws anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (middle) => {
        const result = code(Uint8Array.from([0xff, 0xd8, ...middle, 0xff, 0xd9]));
        expect(typeof result === 'number' || result === 'protocol.malformed').toBe(true);
      }),
    );
  });
});

describe('kept pictures', () => {
  it('are those of the last seconds', () => {
    const ring = new FrameRing(1000);
    for (const at of [0, 500, 1000, 1500, 2000]) ring.add({ at, jpeg: tinyJpeg() });
    expect(ring.between(0, 5000).map((frame) => frame.at)).toEqual([1000, 1500, 2000]);
    expect(ring.between(1200, 1500).map((frame) => frame.at)).toEqual([1500]);
  });

  it('are limited in bytes too', () => {
    const ring = new FrameRing(60_000);
    for (let at = 0; at < 6; at += 1) ring.add({ at, jpeg: new Uint8Array(10 * 1024 * 1024) });
    expect(ring.between(0, 10).map((frame) => frame.at)).toEqual([2, 3, 4, 5]);
  });
});
