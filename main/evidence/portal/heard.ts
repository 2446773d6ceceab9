import type { TagSighting } from '../../../drivers/manifest.ts';

/** Tags to choose from for commissioning: how many, how long, and after which silence a peak counts anew. */
const mostHeard = 500;
const heardMs = 300_000;
const peakMs = 10_000;

/** Which tags a door has heard lately, and how strongly. */
export class HeardTags {
  readonly #tags = new Map<string, { readonly rssi: number; readonly at: number }>();

  hear({ epc, rssi, lastAt }: TagSighting): void {
    if (rssi === undefined) return;
    const known = this.#tags.get(epc);
    // A peak fades after the walk that made it, so that the list shows what is being held up now.
    const before = known === undefined || lastAt - known.at > peakMs ? rssi : known.rssi;
    this.#tags.delete(epc);
    this.#tags.set(epc, { rssi: Math.max(before, rssi), at: lastAt });
    const [oldest] = this.#tags.keys();
    if (this.#tags.size > mostHeard && oldest !== undefined) this.#tags.delete(oldest);
  }

  /** Heard within the last five minutes, the strongest first. */
  since(now: number): { readonly epc: string; readonly rssi: number }[] {
    return [...this.#tags]
      .filter(([, { at }]) => at > now - heardMs)
      .sort(([, left], [, right]) => right.rssi - left.rssi)
      .map(([epc, { rssi }]) => ({ epc, rssi }));
  }
}
