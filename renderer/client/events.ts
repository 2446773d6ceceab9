import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { StationEvent, topics } from '../../main/contract/system.ts';

export type Topic = (typeof topics)[number];
export type EventOf<Kind extends StationEvent['kind']> = Extract<StationEvent, { readonly kind: Kind }>;

/** Asks the node for events after a sequence number (undefined = from now). */
export type AskEvents = (after: number | undefined) => Promise<AsyncIterable<StationEvent>>;

export interface EventFeed {
  subscribe(listener: (event: StationEvent) => void): () => void;
  /** Reads one stream to its end, from where the last one stopped. Never rejects. */
  follow(signal: AbortSignal): Promise<void>;
}

/** Pause before the stream is asked for again when the node ended it while the line is still there, ms. */
const askAgainAfterMs = 1000;

/** One stream of events a page, resumed after a lost line by its sequence number. */
export function createEventFeed(ask: AskEvents): EventFeed {
  const listeners = new Set<(event: StationEvent) => void>();
  let last: number | undefined;

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async follow(signal) {
      while (!signal.aborted) {
        try {
          for await (const event of await ask(last)) {
            last = event.sequence;
            for (const listener of listeners) listener(event);
          }
        } catch {
          // The line is gone, or the node is busy starting: the next stream picks up after `last`.
        }
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, askAgainAfterMs));
      }
    },
  };
}

/** What a query tells about itself so that events can reach it. */
export interface QueryTopics {
  readonly topics: readonly Topic[];
  /** The one thing it shows; undefined = a list. */
  readonly id?: string | undefined;
}

/** True when a query must be asked again after this event. Pure. */
export function isConcerned(query: QueryTopics, event: StationEvent): boolean {
  if (event.kind === 'resync') return true;
  if (event.kind !== 'changed') return false;
  if (!event.topics.some((topic) => query.topics.includes(topic))) return false;
  return query.id === undefined || event.ids.length === 0 || event.ids.includes(query.id);
}

/** Asks stale queries again as events come in. Returns the way to stop. */
export function refreshQueries(feed: EventFeed, queries: QueryClient): () => void {
  return feed.subscribe((event) => {
    void queries.invalidateQueries({
      predicate: ({ meta }) => isConcerned(topicsOf(meta), event),
    });
  });
}

function topicsOf(meta: Readonly<Record<string, unknown>> | undefined): QueryTopics {
  const found = meta?.station;
  return isQueryTopics(found) ? found : { topics: [] };
}

function isQueryTopics(value: unknown): value is QueryTopics {
  return typeof value === 'object' && value !== null && 'topics' in value && Array.isArray(value.topics);
}

/** Calls `handle` for every event of one kind while the component is mounted. */
export function useEvents<Kind extends StationEvent['kind']>(
  feed: EventFeed,
  kind: Kind,
  handle: (event: EventOf<Kind>) => void,
): void {
  const latest = useRef(handle);
  useEffect(() => {
    latest.current = handle;
  });
  useEffect(
    () =>
      feed.subscribe((event) => {
        if (isKind(event, kind)) latest.current(event);
      }),
    [feed, kind],
  );
}

function isKind<Kind extends StationEvent['kind']>(event: StationEvent, kind: Kind): event is EventOf<Kind> {
  return event.kind === kind;
}
