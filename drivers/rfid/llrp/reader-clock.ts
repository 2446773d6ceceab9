/** Which of the reader's clocks a time comes from. */
export type ReaderClockKind = 'utc' | 'uptime';

/** Network delay only adds, so the least of the last minutes is nearest the truth (llrp.md section 6). */
const BUCKET_MS = 10_000;
const BUCKETS = 18;
/** A jump of the offset beyond this means a clock step or a reboot (section 6). */
const STEP_MS = 2_000;
/** A rise is believed to be a step only when it lasts: a stalled socket gives old times too. */
const CONFIRM_MS = 1_000;
/** No message on a live link can be this late: the keepalive watch would have ended it. */
const IMPOSSIBLE_DELAY_MS = 60_000;

/**
 * The offset between a reader's clock and this computer: arrival time − reader time as a running minimum over three
 * minutes, in buckets of ten seconds. Pure: fed with times, owns no clock.
 */
export class ReaderClock {
  #kind: ReaderClockKind | undefined;
  #buckets: { readonly number: number; least: number }[] = [];
  #rise: { readonly since: number; readonly offset: number } | undefined;

  /** Milliseconds to add to a reader time; undefined before the first observation of that kind of clock. */
  offsetOf(kind: ReaderClockKind): number | undefined {
    return this.#kind === kind ? this.#least() : undefined;
  }

  /**
   * Takes one pair of times.
   * @param readerUs microseconds on the reader's clock, of something that has just happened
   * @param arrivedAt UTC milliseconds of this computer
   * @param monotonic milliseconds that never jump, to age the observations
   * @returns whether the reader's or this computer's clock was stepped
   */
  observe(kind: ReaderClockKind, readerUs: number, arrivedAt: number, monotonic: number): boolean {
    const offset = arrivedAt - readerUs / 1000;
    if (this.#kind !== kind) {
      this.#kind = kind;
      this.#restart(offset, monotonic);
      return false;
    }
    const known = this.#least();
    if (known === undefined) {
      this.#restart(offset, monotonic);
      return false;
    }
    const jump = offset - known;
    if (jump < -STEP_MS || jump > IMPOSSIBLE_DELAY_MS || this.#riseLasts(jump, offset, monotonic)) {
      this.#restart(offset, monotonic);
      return true;
    }
    if (jump <= STEP_MS) this.#add(offset, monotonic);
    return false;
  }

  #riseLasts(jump: number, offset: number, monotonic: number): boolean {
    if (jump <= STEP_MS) {
      this.#rise = undefined;
      return false;
    }
    if (this.#rise === undefined || Math.abs(offset - this.#rise.offset) > STEP_MS / 4) {
      this.#rise = { since: monotonic, offset };
      return false;
    }
    return monotonic - this.#rise.since >= CONFIRM_MS;
  }

  #least(): number | undefined {
    let least: number | undefined;
    for (const bucket of this.#buckets) if (least === undefined || bucket.least < least) least = bucket.least;
    return least;
  }

  #restart(offset: number, monotonic: number): void {
    this.#buckets = [];
    this.#rise = undefined;
    this.#add(offset, monotonic);
  }

  #add(offset: number, monotonic: number): void {
    const number = Math.floor(monotonic / BUCKET_MS);
    const newest = this.#buckets.at(-1);
    if (newest?.number === number) {
      newest.least = Math.min(newest.least, offset);
      return;
    }
    this.#buckets.push({ number, least: offset });
    this.#buckets = this.#buckets.filter((bucket) => bucket.number > number - BUCKETS);
  }
}
