/** One contact as far as it is known; `undefined` is neither open nor closed (lock-boards.md section 0). */
export type ContactReading = boolean | undefined;

export interface InputChange {
  /** Channel, from 1. */
  readonly input: number;
  readonly active: boolean;
}

/**
 * Contacts bounce, so a change counts when two consecutive readings agree (lock-boards.md section 0). Pure.
 */
export class InputFilter {
  readonly #inverted: ReadonlySet<number>;
  readonly #known = new Map<number, boolean>();
  readonly #last = new Map<number, boolean>();

  constructor(inverted: readonly number[]) {
    this.#inverted = new Set(inverted);
  }

  /** Takes one reading of `channels`, given those whose contact is closed; returns what has become certain. */
  read(channels: readonly number[], closed: readonly number[]): InputChange[] {
    const changes: InputChange[] = [];
    for (const input of channels) {
      const active = closed.includes(input) !== this.#inverted.has(input);
      const settled = this.#last.get(input) === active;
      this.#last.set(input, active);
      if (settled && this.#known.get(input) !== active) {
        this.#known.set(input, active);
        changes.push({ input, active });
      }
    }
    return changes;
  }

  state(input: number): ContactReading {
    return this.#known.get(input);
  }

  /** After lost answers nothing is known any more; every input is reported again when two readings agree. */
  forget(): void {
    this.#known.clear();
    this.#last.clear();
  }
}
