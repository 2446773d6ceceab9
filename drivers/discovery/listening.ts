import type { Decoded } from '../decoded.ts';

export interface Heard {
  /** Whole messages that passed the protocol's own check. */
  readonly frames: number;
  /** Bytes that belong to no message. */
  readonly strayBytes: number;
  /** 0 to 100. */
  readonly score: number;
}

/** Two whole messages are no chance where every one is checked; one may be. */
const scoreOfOne = 55;
const scoreOfSeveral = 85;
const strayLimit = 0.5;

/**
 * How well the bytes of an unknown device fit a driver's protocol, from the lines its decoder made of them. Pure. Many
 * stray bytes beside a few messages speak for another protocol or the wrong speed.
 */
export function judgeListening(lines: readonly Decoded[]): Heard {
  let frames = 0;
  let strayBytes = 0;
  let bytes = 0;
  for (const line of lines) {
    bytes += line.length;
    if (line.kind === 'discarded' || line.kind === 'refused') strayBytes += line.length;
    // A message may still have been under way when the ear was taken away.
    else if (line.kind !== 'incomplete') frames += 1;
  }
  if (frames === 0 || bytes === 0) return { frames, strayBytes, score: 0 };
  const stray = strayBytes / bytes;
  const base = frames === 1 ? scoreOfOne : scoreOfSeveral;
  const score = stray > strayLimit ? Math.round(base * (1 - stray)) : Math.round(base + 10 * (1 - stray));
  return { frames, strayBytes, score };
}
