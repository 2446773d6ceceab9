import type { TagSighting } from '../../../drivers/manifest.ts';
import type { LiveTag } from '../gate/types.ts';
import type { BookItem } from './books.ts';

export interface PortalAntenna {
  readonly antenna: number;
  readonly side: 'inside' | 'outside';
}

/** dBm taken for a side on which a tag was not heard: just below what readers report. */
const unheardRssi = -80;

interface Heard {
  readonly rssi: number | null;
  readonly reads: number;
}
const nothing: Heard = { rssi: null, reads: 0 };

/** Strength and rate per antenna for the bars on the live screen: rates of the last whole second, so that they do not begin at nothing each time. */
export class AntennaLive {
  readonly #antennas: readonly PortalAntenna[];
  readonly #live = new Map<number, { now: Heard; second: Heard; connected: boolean }>();

  constructor(antennas: readonly PortalAntenna[]) {
    this.#antennas = antennas;
    for (const { antenna } of antennas)
      this.#live.set(antenna, { now: nothing, second: nothing, connected: true });
  }

  read(sighting: TagSighting): void {
    const live = sighting.antenna === undefined ? undefined : this.#live.get(sighting.antenna);
    if (live === undefined) return;
    live.now = {
      reads: live.now.reads + sighting.count,
      rssi: stronger(live.now.rssi, sighting.rssi ?? null),
    };
  }

  connected(antenna: number, connected: boolean): void {
    const live = this.#live.get(antenna);
    if (live !== undefined) live.connected = connected;
  }

  /** A second is over. */
  reset(): void {
    for (const live of this.#live.values()) {
      live.second = live.now;
      live.now = nothing;
    }
  }

  readsPerSecond(): number {
    return [...this.#live.values()].reduce((sum, live) => sum + live.second.reads, 0);
  }

  live() {
    return this.#antennas.map(({ antenna, side }) => {
      const { now, second, connected } = this.#live.get(antenna) ?? {
        now: nothing,
        second: nothing,
        connected: false,
      };
      return { antenna, side, rssi: stronger(second.rssi, now.rssi), reads: second.reads, connected };
    });
  }
}

function stronger(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
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
