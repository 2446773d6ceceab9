/** An image as `CanvasRenderingContext2D.getImageData` gives it: RGBA, one byte each. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Brightness after ITU-R BT.601, 0 to 255. */
function brightness({ data }: Pixels, pixel: number): number {
  const at = pixel * 4;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

/**
 * How sharp a picture is: variance of the Laplacian of its brightness (Pech-Pacheco et al. 2000). A blurred picture has few
 * edges and so a small variance; a bare desk has as well, which is why a person may overrule the verdict. Pure.
 */
export function sharpness(pixels: Pixels): number {
  const { width, height } = pixels;
  if (width < 3 || height < 3) return 0;
  const grey = new Float32Array(width * height);
  for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = brightness(pixels, pixel);
  const at = (index: number): number => grey[index] ?? 0;
  let sum = 0;
  let squares = 0;
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const here = row * width + column;
      const edge = at(here - 1) + at(here + 1) + at(here - width) + at(here + width) - 4 * at(here);
      sum += edge;
      squares += edge * edge;
    }
  }
  const count = (width - 2) * (height - 2);
  const mean = sum / count;
  return squares / count - mean * mean;
}

/** Width to which a picture is brought before it is judged, px, so that the bound holds for every camera. */
export const judgedWidth = 480;
/** Below this variance at `judgedWidth` a picture counts as blurred; 100 is the usual bound in the literature. */
export const sharpEnough = 100;

/** Glare: share of pixels that are burnt out (all three channels at least 250), 0 to 1. Pure. */
export function burntShare({ data, width, height }: Pixels): number {
  const count = width * height;
  if (count === 0) return 0;
  let burnt = 0;
  for (let at = 0; at < count * 4; at += 4) {
    if ((data[at] ?? 0) >= 250 && (data[at + 1] ?? 0) >= 250 && (data[at + 2] ?? 0) >= 250) burnt += 1;
  }
  return burnt / count;
}
