/**
 * Keeps the last minutes of a gate's events, so that a passage can be written down as a gate trace (service-tool.md):
 * what a task about an uncertain crossing carries, what a commissioning walk is judged by, what the journal replays.
 * A trace begins at a quiet moment before its passage, with what the gate remembered then (`Gate.memory`), and goes on
 * with everything that was pushed since, in order of arrival: its replay can only come to the same decisions.
 */
import type { TraceHeader } from './trace.ts';
import type { GateEvent } from './types.ts';

/** A moment from which a trace can begin. */
export interface TraceStart {
  /** Milliseconds on the clock of the events. */
  readonly at: number;
  /** Number of the first event after it. */
  readonly next: number;
  /** What the gate remembered. */
  readonly memory: readonly GateEvent[];
}

export interface GateRecorder {
  /** Takes an event as it is pushed to the gate, in order of arrival. */
  push(event: GateEvent): void;
  /** Now, as a moment from which a trace can begin. */
  start(at: number, memory: readonly GateEvent[]): TraceStart;
  /** Everything from `start` to events of the time `to`, with what was known at the start of the tags that were read. */
  events(start: TraceStart, to: number): GateEvent[];
}

const keptMs = 180_000;
/** 1 500 reads/s for three minutes would be more than anybody reads; the newest are kept. */
const capacity = 60_000;
/** Times are kept to the microsecond: rounder ones would fall on the other side of a tick. */
const perMs = 1000;

/** Creates the recorder of one gate. */
export function createRecorder(): GateRecorder {
  let kept: GateEvent[] = [];
  let dropped = 0;
  return {
    push(event) {
      kept.push(event);
      const oldest = kept[0]?.t ?? event.t;
      if (kept.length < 2 * capacity && event.t - oldest < 2 * keptMs) return;
      const inTime = kept.findIndex((one) => event.t - one.t < keptMs);
      const from = Math.max(inTime, kept.length - capacity);
      dropped += from;
      kept = kept.slice(from);
    },
    start: (at, memory) => ({ at, next: dropped + kept.length, memory }),
    events({ next, memory }, to) {
      const since = kept.slice(Math.max(0, next - dropped)).filter((event) => event.t <= to);
      const named = new Set(since.flatMap((event) => (event.kind === 'read' ? event.epc : [])));
      return [...memory, ...since].filter((event) => {
        if (event.kind === 'resident') return named.has(event.resident.epc);
        return !isFact(event) || named.has(event.epc);
      });
    },
  };
}

/** The part of recorded events that concerns a passage from `from` on: what was known by then, and what came after. */
export function narrowed(events: readonly GateEvent[], from: number, cardsFrom: number): GateEvent[] {
  const facts = new Map<string, GateEvent>();
  const after: GateEvent[] = [];
  for (const event of events) {
    if (event.t >= (event.kind === 'card' ? cardsFrom : from)) after.push(event);
    else if (isFact(event)) facts.set(`${event.kind}/${event.epc}`, event);
  }
  return [...facts.values(), ...after];
}

/** Lines of a gate trace. */
export function traceOf(header: TraceHeader, events: readonly GateEvent[]): string[] {
  return [{ header }, ...events.map(lineOf)].map((line) => JSON.stringify(line));
}

type Fact = Extract<GateEvent, { kind: 'item' | 'person' }>;

function isFact(event: GateEvent): event is Fact {
  return event.kind === 'item' || event.kind === 'person';
}

/** One event as a line of a trace. */
export function lineOf(event: GateEvent): object {
  const t = Math.round(event.t * perMs) / perMs;
  if (event.kind === 'resident') return { t, resident: event.resident };
  const { kind, t: _, ...fields } = event;
  return { t, [kind]: fields };
}
