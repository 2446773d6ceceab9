/**
 * One intention of a person = one command id. A repeat of the same act after a lost answer carries the id of the first
 * try, so that the node applies it once; a new act, or one that was answered, gets a new id.
 */
export interface Intention {
  /** The id for an attempt with this input. */
  idFor(input: unknown): string;
  /** The last attempt was answered, whatever the answer. */
  settled(): void;
}

export function createIntention(newId: () => string): Intention {
  let open: { readonly id: string; readonly input: string } | undefined;
  return {
    idFor(input) {
      const written = JSON.stringify(input);
      if (open === undefined || open.input !== written) open = { id: newId(), input: written };
      return open.id;
    },
    settled() {
      open = undefined;
    },
  };
}
