import type { StationEvent } from '../../contract/system.ts';

type WithoutSequence<Event> = Event extends { sequence: number } ? Omit<Event, 'sequence'> : never;
export type EventToPublish = WithoutSequence<StationEvent>;

const keptEvents = 1000;
const longestQueue = 500;

/**
 * One stream of events a client, with a number in each so that a client that lost its connection goes on where it was.
 * A client that cannot keep up is told to ask for everything again instead of being fed for ever from memory.
 */
export class EventBus {
  #sequence = 0;
  readonly #kept: StationEvent[] = [];
  readonly #queues = new Set<EventQueue>();

  publish(event: EventToPublish): void {
    this.#sequence += 1;
    const numbered = { ...event, sequence: this.#sequence } as StationEvent;
    this.#kept.push(numbered);
    if (this.#kept.length > keptEvents) this.#kept.shift();
    for (const queue of this.#queues) queue.push(numbered, this.#sequence);
  }

  /** Events after `after`, then live ones until the signal ends. `wanted` filters for the one who listens. */
  async *listen(options: {
    readonly after: number | undefined;
    readonly signal: AbortSignal | undefined;
    readonly wanted: (event: StationEvent) => boolean;
  }): AsyncGenerator<StationEvent, void, undefined> {
    const queue = new EventQueue();
    this.#queues.add(queue);
    const end = (): void => queue.end();
    options.signal?.addEventListener('abort', end, { once: true });
    try {
      const first = this.#kept[0]?.sequence ?? this.#sequence + 1;
      if (options.after !== undefined && options.after < first - 1)
        yield { kind: 'resync', sequence: this.#sequence };
      else if (options.after !== undefined && options.after > this.#sequence)
        yield { kind: 'resync', sequence: this.#sequence };
      else if (options.after !== undefined) {
        const after = options.after;
        for (const event of this.#kept.filter((kept) => kept.sequence > after))
          if (options.wanted(event)) yield event;
      }
      for (;;) {
        const event = await queue.next();
        if (event === undefined) return;
        if (options.wanted(event)) yield event;
      }
    } finally {
      options.signal?.removeEventListener('abort', end);
      this.#queues.delete(queue);
    }
  }

  /** Ends every stream. */
  close(): void {
    for (const queue of this.#queues) queue.end();
  }
}

class EventQueue {
  #events: StationEvent[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  push(event: StationEvent, sequence: number): void {
    if (this.#ended) return;
    if (this.#events.length >= longestQueue) this.#events = [{ kind: 'resync', sequence }];
    else this.#events.push(event);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async next(): Promise<StationEvent | undefined> {
    while (this.#events.length === 0) {
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    return this.#events.shift();
  }
}
