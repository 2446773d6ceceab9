/** A card that lies on the reader is repeated every 100 to 1000 ms (iso14443-cards.md section 4). */
export const REPEAT_WINDOW_MS = 2000;

/**
 * Tells a new tap from the repetitions of a card that lies there. Each repetition extends the silence, so that a card
 * left on the reader does not log in again behind a lock screen; another card in between ends it.
 */
export class CardRepeatFilter {
  readonly #windowMs: number;
  #uid: string | undefined;
  #seenAt = 0;

  constructor(windowMs = REPEAT_WINDOW_MS) {
    this.#windowMs = windowMs;
  }

  /** @param at monotonic milliseconds; true when this is a new tap */
  isNew(uid: string, at: number): boolean {
    const isNew = uid !== this.#uid || at - this.#seenAt >= this.#windowMs;
    this.#uid = uid;
    this.#seenAt = at;
    return isNew;
  }
}
