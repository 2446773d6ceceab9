import { burntShare, judgedWidth, sharpEnough, sharpness } from './sharpness.ts';

/** `blurred` and `glare` are refused in words and may be overruled; `good` goes on by itself. */
export type Verdict = 'good' | 'blurred' | 'glare';

/** More burnt-out surface than this hides what should be seen. */
const mostBurnt = 0.12;

export interface TakenPicture {
  readonly jpeg: Blob;
  readonly verdict: Verdict;
}

/** The frame the camera shows now, as JPEG in its full size, and what is wrong with it. */
export async function takePicture(video: HTMLVideoElement): Promise<TakenPicture> {
  const whole = canvasOf(video, video.videoWidth, video.videoHeight);
  const height = Math.max(1, Math.round((video.videoHeight / video.videoWidth) * judgedWidth));
  const small = canvasOf(video, judgedWidth, height);
  const pixels = small.getContext('2d')?.getImageData(0, 0, judgedWidth, height);
  const jpeg = await new Promise<Blob | null>((resolve) => whole.toBlob(resolve, 'image/jpeg', 0.92));
  if (jpeg === null || pixels === undefined) throw new Error('the canvas gave no picture');
  if (burntShare(pixels) > mostBurnt) return { jpeg, verdict: 'glare' };
  return { jpeg, verdict: sharpness(pixels) < sharpEnough ? 'blurred' : 'good' };
}

function canvasOf(video: HTMLVideoElement, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas
    .getContext('2d', { willReadFrequently: width === judgedWidth })
    ?.drawImage(video, 0, 0, width, height);
  return canvas;
}
