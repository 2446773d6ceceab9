import { describe, expect, it } from 'vitest';
import { burntShare, type Pixels, sharpEnough, sharpness } from './sharpness.ts';

function picture(width: number, height: number, grey: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.fill(grey(x, y), (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return { data, width, height };
}

describe('sharpness', () => {
  it('is nothing for an even surface and for a smooth slope', () => {
    expect(sharpness(picture(40, 30, () => 120))).toBe(0);
    expect(sharpness(picture(40, 30, (x) => x * 5))).toBeCloseTo(0, 3);
  });
  it('passes hard edges and refuses the same edges drawn out over many pixels', () => {
    const hard = picture(48, 48, (x) => (Math.floor(x / 6) % 2 === 0 ? 30 : 220));
    const soft = picture(48, 48, (x) => 125 + 95 * Math.sin((x / 48) * Math.PI));
    expect(sharpness(hard)).toBeGreaterThan(sharpEnough);
    expect(sharpness(soft)).toBeLessThan(sharpEnough);
  });
  it('gives zero for a picture too small to have neighbours', () => {
    expect(sharpness(picture(2, 2, () => 0))).toBe(0);
  });
});

describe('burntShare', () => {
  it('counts white pixels only', () => {
    expect(burntShare(picture(10, 10, (x) => (x < 3 ? 255 : 200)))).toBeCloseTo(0.3);
  });
});
