/**
 * Keeps the last minutes of a gate's events, so that a passage can be written down as a gate trace (service-tool.md):
 * what a task about an uncertain crossing carries, what a commissioning walk is judged by, what the journal replays.
 */
import type { TraceHeader } from './trace.ts';
import type { GateEvent } from './types.ts';

export interface GateRecorder {
  /** Takes an event as it is pushed to the gate; ticks are not kept. */
  push(event: GateEvent): void;
  /** Lines of a trace from a little before `from` to `to`, with what was known of its items and badges by then. */
  trace(from: number, to: number): string[];
}

const keptMs = 180_000;
/** 1 500 reads/s for three minutes would be more than anybody reads; the newest are kept. */
const capacity = 60_000;
/** A passage starts with what led up to it (intake.ts). */
const leadMs = 3000;
const roundedMs = 10;

/** Creates the recorder of one gate. */
export function createRecorder(header: TraceHeader): GateRecorder {
  let events: GateEvent[] = [];
  const facts = new Map<string, GateEvent>();
  return {
    push(event) {
      if (event.kind === 'tick') return;
      if (event.kind === 'item' || event.kind === 'person') {
        facts.set(`${event.kind}/${event.epc}`, event);
        return;
      }
      events.push(event);
      const oldest = events[0]?.t ?? event.t;
      if (events.length < 2 * capacity && event.t - oldest < 2 * keptMs) return;
      events = events.filter((kept) => event.t - kept.t < keptMs).slice(-capacity);
    },
    trace(from, to) {
      const chosen = events.filter((event) => event.t >= from - leadMs && event.t <= to);
      const named = new Set(chosen.flatMap((event) => (event.kind === 'read' ? event.epc : [])));
      const known = [...facts.values()].filter(
        (fact) => (fact.kind === 'item' || fact.kind === 'person') && named.has(fact.epc),
      );
      const start = chosen.reduce((least, event) => Math.min(least, event.t), from);
      const lines = [...known.map((fact) => ({ ...fact, t: start })), ...chosen].map(lineOf);
      return [{ header }, ...lines].map((line) => JSON.stringify(line));
    },
  };
}

/** One event as a line of a trace. */
export function lineOf(event: GateEvent): object {
  const { kind, t, ...fields } = event;
  return { t: Math.round(t * roundedMs) / roundedMs, [kind]: fields };
}
