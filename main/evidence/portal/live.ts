import type { TagSighting } from '../../../drivers/manifest.ts';
import type { LiveTag } from '../gate/types.ts';
import type { BookItem } from './books.ts';

export interface PortalAntenna {
  readonly antenna: number;
  readonly side: 'inside' | 'outside';
}

/** dBm taken for a side on which a tag was not heard: just below what readers report. */
const unheardRssi = -80;

/** Strength and rate per antenna since the last reset, for the bars on the live screen. */
export class AntennaLive {
  readonly #antennas: readonly PortalAntenna[];
  readonly #live = new Map<number, { rssi: number | null; reads: number; connected: boolean }>();

  constructor(antennas: readonly PortalAntenna[]) {
    this.#antennas = antennas;
    for (const { antenna } of antennas) this.#live.set(antenna, { rssi: null, reads: 0, connected: true });
  }

  read(sighting: TagSighting): void {
    const live = sighting.antenna === undefined ? undefined : this.#live.get(sighting.antenna);
    if (live === undefined) return;
    live.reads += sighting.count;
    if (sighting.rssi !== undefined)
      live.rssi = Math.max(live.rssi ?? Number.NEGATIVE_INFINITY, sighting.rssi);
  }

  connected(antenna: number, connected: boolean): void {
    const live = this.#live.get(antenna);
    if (live !== undefined) live.connected = connected;
  }

  reset(): void {
    for (const live of this.#live.values()) {
      live.reads = 0;
      live.rssi = null;
    }
  }

  readsPerSecond(): number {
    return [...this.#live.values()].reduce((sum, live) => sum + live.reads, 0);
  }

  live() {
    return this.#antennas.map(({ antenna, side }) => {
      const live = this.#live.get(antenna);
      return {
        antenna,
        side,
        rssi: live?.rssi ?? null,
        reads: live?.reads ?? 0,
        connected: live?.connected ?? false,
      };
    });
  }
}

/** The one word over the door; the graver one wins. */
export function doorState(is: {
  readonly alarm: boolean;
  readonly blind: boolean;
  /** The door was just switched on and learns its shelf. */
  readonly learning: boolean;
  readonly notice: boolean;
  readonly passage: boolean;
}): 'alarm' | 'blind' | 'notice' | 'passage' | 'learning' | 'quiet' {
  if (is.alarm) return 'alarm';
  if (is.blind) return 'blind';
  if (is.notice) return 'notice';
  if (is.passage) return 'passage';
  return is.learning ? 'learning' : 'quiet';
}

/** A tag of the open passage as the screen draws it; `inside` is the inside share of its strength, 0 to 1. */
export function liveTag(tag: LiveTag, book: BookItem | undefined) {
  const { inside, outside } = tag.peakBySide;
  const lead = (outside ?? unheardRssi) - (inside ?? unheardRssi);
  return {
    epc: tag.epc,
    item: book?.item ?? null,
    name: book?.name ?? null,
    inside: 1 / (1 + 10 ** (lead / 10)),
    out: tag.posterior[0],
    in: tag.posterior[1],
    resident: tag.group < 0,
    order: book?.order?.number ?? null,
  };
}
