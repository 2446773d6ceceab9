/**
 * Keeps the last minutes of a gate's events, so that a passage can be written down as a gate trace (service-tool.md):
 * what a task about an uncertain crossing carries, what a commissioning walk is judged by, what the journal replays.
 */
import type { TraceHeader } from './trace.ts';
import type { GateEvent, ResidentState } from './types.ts';

export interface GateRecorder {
  /** Takes an event as it is pushed to the gate, in order of arrival. */
  push(event: GateEvent): void;
  /**
   * Lines of a trace from a little before `from` to `to`, with what was known of its items, badges and shelf by then.
   * @param known what the baseline held when the passage opened
   * @param notBefore end of the passage before this one: what belongs to it is left out
   */
  trace(
    from: number,
    to: number,
    known?: { readonly residents?: readonly ResidentState[]; readonly notBefore?: number },
  ): string[];
  /** The same as events. */
  events(
    from: number,
    to: number,
    known?: { readonly residents?: readonly ResidentState[]; readonly notBefore?: number },
  ): GateEvent[];
  /** The first line changes when other coefficients are put in force. */
  setHeader(header: TraceHeader): void;
}

const keptMs = 180_000;
/** 1 500 reads/s for three minutes would be more than anybody reads; the newest are kept. */
const capacity = 60_000;
/** A passage starts with what led up to it (intake.ts), and with a card tapped up to ten seconds earlier. */
const leadMs = 3000;
const cardLeadMs = 10_000;
/** Times are kept to the microsecond: rounder ones would fall on the other side of a tick. */
const perMs = 1000;

/** Creates the recorder of one gate. */
export function createRecorder(firstHeader: TraceHeader): GateRecorder {
  let header = firstHeader;
  let kept: GateEvent[] = [];
  /** What was known of items and badges before the oldest event that is kept. */
  const base = new Map<string, GateEvent>();
  const beams = new Set<number>();

  const chosenEvents: GateRecorder['events'] = (from, to, known = {}) => {
    const notBefore = known.notBefore ?? Number.NEGATIVE_INFINITY;
    const start = Math.max(from - leadMs, notBefore);
    const facts = new Map(base);
    const chosen: GateEvent[] = [];
    let doorOpen: boolean | null = null;
    for (const event of kept) {
      if (event.kind === 'contact' && event.t < start) doorOpen = event.open;
      if (isFact(event) && event.t < start) facts.set(factKey(event), event);
      else if (event.t > to) continue;
      else if (event.kind === 'card' ? event.t > Math.max(from - cardLeadMs, notBefore) : event.t >= start)
        chosen.push(event);
    }
    const named = new Set(chosen.flatMap((event) => (event.kind === 'read' ? event.epc : [])));
    const first = chosen.reduce((least, event) => Math.min(least, event.t), start);
    const isNamed = (event: GateEvent): boolean => !isFact(event) || named.has(event.epc);
    return [
      ...[...facts.values()].filter(isNamed).map((event) => ({ ...event, t: first })),
      ...[...beams].map((id): GateEvent => ({ kind: 'beam', t: first, id, broken: false })),
      // A door that opens makes a passage; that it was closed is only said so that a screen need not guess.
      ...(doorOpen === false ? [{ kind: 'contact' as const, t: first, open: false }] : []),
      ...(known.residents ?? [])
        .filter(({ epc }) => named.has(epc))
        .map((resident): GateEvent => ({ kind: 'resident', t: first, resident })),
      ...chosen.filter(isNamed),
    ];
  };

  return {
    push(event) {
      if (event.kind === 'resident') return;
      if (event.kind === 'beam') beams.add(event.id);
      kept.push(event);
      const oldest = kept[0]?.t ?? event.t;
      if (kept.length < 2 * capacity && event.t - oldest < 2 * keptMs) return;
      const inTime = kept.filter((one) => event.t - one.t < keptMs).slice(-capacity);
      const remaining = new Set(inTime);
      for (const one of kept) if (isFact(one) && !remaining.has(one)) base.set(factKey(one), one);
      kept = inTime;
    },
    events: chosenEvents,
    trace(from, to, known) {
      const lines = chosenEvents(from, to, known).map(lineOf);
      return [{ header }, ...lines].map((line) => JSON.stringify(line));
    },
    setHeader(next) {
      header = next;
    },
  };
}

type Fact = Extract<GateEvent, { kind: 'item' | 'person' }>;

function isFact(event: GateEvent): event is Fact {
  return event.kind === 'item' || event.kind === 'person';
}

function factKey(event: Fact): string {
  return `${event.kind}/${event.epc}`;
}

/** One event as a line of a trace. */
export function lineOf(event: GateEvent): object {
  const t = Math.round(event.t * perMs) / perMs;
  if (event.kind === 'resident') return { t, resident: event.resident };
  const { kind, t: _, ...fields } = event;
  return { t, [kind]: fields };
}
