export interface KeptFrame {
  /** UTC milliseconds of this computer. */
  readonly at: number;
  readonly jpeg: Uint8Array;
}

/** Most bytes kept: ten seconds at two pictures of 1 MB a second, doubled. Older pictures go first. */
const MOST_BYTES = 40 * 1024 * 1024;

/** The last pictures of a camera, in order of time, limited by age and by bytes. Pure. */
export class FrameRing {
  readonly #keepMs: number;
  readonly #frames: KeptFrame[] = [];
  #bytes = 0;

  /** @param keepMs age in milliseconds after which a picture is dropped. */
  constructor(keepMs: number) {
    this.#keepMs = keepMs;
  }

  add(frame: KeptFrame): void {
    this.#frames.push(frame);
    this.#bytes += frame.jpeg.length;
    this.dropBefore(frame.at - this.#keepMs);
    while (this.#bytes > MOST_BYTES && this.#frames.length > 1) this.#dropFirst();
  }

  dropBefore(time: number): void {
    while (this.#frames[0] !== undefined && this.#frames[0].at < time) this.#dropFirst();
  }

  /** Pictures with `from` ≤ at ≤ `to`. */
  between(from: number, to: number): KeptFrame[] {
    return this.#frames.filter((frame) => frame.at >= from && frame.at <= to);
  }

  #dropFirst(): void {
    this.#bytes -= this.#frames.shift()?.jpeg.length ?? 0;
  }
}
