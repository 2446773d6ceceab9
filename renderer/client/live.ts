import type * as z from 'zod/mini';
import type { lamp } from '../../main/contract/devices.ts';
import type { alarmRow, doorLive } from '../../main/contract/evidence-gate.ts';
import type { Startup, StationEvent } from '../../main/contract/system.ts';
import type { EventFeed } from './events.ts';

export type LampView = z.infer<typeof lamp>;
export type DoorLive = z.infer<typeof doorLive>;
export type AlarmRow = z.infer<typeof alarmRow>;

/** What is true in the room at this moment, pushed by the node. */
export interface Live {
  readonly lamps: readonly LampView[];
  /** By door id. */
  readonly doors: Readonly<Record<string, DoorLive>>;
  /** Alarms that nobody has settled, newest first. */
  readonly alarms: readonly AlarmRow[];
}

const settledStates: ReadonlySet<string> = new Set(['resolved', 'reviewed']);

/** The picture of the room after one more event. Pure. */
export function afterEvent(live: Live, event: StationEvent): Live {
  switch (event.kind) {
    case 'lamps':
      return { ...live, lamps: event.lamps };
    case 'door':
      return { ...live, doors: { ...live.doors, [event.door.door]: event.door } };
    case 'alarm': {
      const others = live.alarms.filter((alarm) => alarm.id !== event.alarm.id);
      return { ...live, alarms: settledStates.has(event.alarm.state) ? others : [event.alarm, ...others] };
    }
    default:
      return live;
  }
}

export interface LiveStore {
  get(): Live;
  subscribe(listener: () => void): () => void;
  /** After starting and after a gap in the events: what the node says now. */
  reset(startup: Pick<Startup, 'lamps' | 'openAlarms'>): void;
}

export function createLiveStore(feed: EventFeed): LiveStore {
  let live: Live = { lamps: [], doors: {}, alarms: [] };
  const listeners = new Set<() => void>();
  function become(next: Live): void {
    if (next === live) return;
    live = next;
    for (const listener of listeners) listener();
  }
  feed.subscribe((event) => become(afterEvent(live, event)));
  return {
    get: () => live,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset: ({ lamps, openAlarms }) => become({ ...live, lamps, alarms: openAlarms }),
  };
}
