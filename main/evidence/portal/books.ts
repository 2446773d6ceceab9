import type { GateEvent } from '../gate/types.ts';

/** What the books say about one tagged item; a row of the query `evidence.gateItems`. */
export interface BookItem {
  readonly epc: string;
  readonly item: string;
  readonly code: string;
  readonly name: string;
  readonly side: 'inside' | 'outside' | 'unknown';
  readonly order: { readonly number: string; readonly until: number } | null;
}

/** True while an order lets the item pass. */
export function covered(item: BookItem, now: number): boolean {
  return item.order !== null && item.order.until >= now;
}

/**
 * The portal's copy of the books: which tag is which item, on which side it is, whether an order covers it. Turns every
 * difference into an event for the decision engine; a release that lapses is a difference too.
 */
export class PortalBooks {
  #items = new Map<string, BookItem>();
  readonly #told = new Map<string, string>();

  replace(items: readonly BookItem[]): void {
    this.#items = new Map(items.map((item) => [item.epc, item]));
  }

  find(epc: string): BookItem | undefined {
    return this.#items.get(epc);
  }

  /** Everything will be a difference again: the engine has to forget what it concluded by itself. */
  tellAgain(): void {
    this.#told.clear();
  }

  /**
   * What the engine has not been told yet.
   * @param heldBack tags of an open passage that has alarmed: that they are gone by now must not speak against their going
   */
  differences(now: number, heldBack: ReadonlySet<string> = new Set()): GateEvent[] {
    const events: GateEvent[] = [];
    for (const item of this.#items.values()) {
      const order = covered(item, now);
      const state = `${item.side}/${order}`;
      if (this.#told.get(item.epc) === state || heldBack.has(item.epc)) continue;
      this.#told.set(item.epc, state);
      events.push({
        kind: 'item',
        t: now,
        epc: item.epc,
        custody: item.side,
        order,
      });
    }
    return events;
  }
}
