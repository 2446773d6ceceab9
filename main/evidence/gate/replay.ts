/**
 * Replays a gate trace (service-tool.md, "Gate trace") through the same engine the running system uses. The output has
 * one line a passage; `decidedAt` and `at` are trace times at which the running system would have known.
 */
import { shippedCoefficients } from './evaluate.ts';
import { createGate } from './gate.ts';
import { withCorrection } from './site-fit.ts';
import type { Gate, GateEvent, GateOutput, PassageClosed } from './types.ts';
import type { TraceHeader } from './trace.ts';
import { parseTraceLine } from './trace.ts';

/** One passage as `gate replay` prints it. */
export interface ReplayedPassage {
  readonly passage: number;
  readonly from: number;
  readonly to: number;
  readonly person: string | null;
  readonly people: number;
  readonly items: readonly {
    readonly epc: string;
    readonly direction: 'out' | 'in' | 'none' | 'uncertain';
    readonly probability: number;
    readonly decidedAt: number;
  }[];
  readonly alarms: readonly { readonly epc: string; readonly at: number; readonly reason: string }[];
}

/** Refusal of a trace; `at` is the line number from 1. The caller prints it and exits 1. */
export interface ReplayRefusal {
  readonly error: { readonly code: string; readonly message: string; readonly at: number };
}

/** Trace time after the last line in which every window has closed: two slides of 15 s and the silence. */
const drainMs = 60_000;

/**
 * Replays a trace. Yields passages in order of closing; a malformed line yields a refusal and ends the replay.
 * Item, person and barrier facts without anything read make no line.
 */
export function* replayTrace(lines: Iterable<string>): Generator<ReplayedPassage | ReplayRefusal> {
  let gate: Gate | null = null;
  let lineNumber = 0;
  let last = 0;
  for (const line of lines) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const parsed = parseTraceLine(line, gate === null);
    if (parsed.kind === 'refused') {
      yield { error: { code: parsed.code, message: parsed.message, at: lineNumber } };
      return;
    }
    if (parsed.kind === 'header') {
      gate = createGate(configOf(parsed.header), withCorrection(shippedCoefficients, parsed.header.site));
      continue;
    }
    if (gate === null) continue;
    last = Math.max(last, parsed.event.t);
    yield* passagesOf(gate.push(parsed.event));
  }
  if (gate === null) {
    yield {
      error: {
        code: 'trace.no_header',
        message: 'the trace holds no header line',
        at: Math.max(1, lineNumber),
      },
    };
    return;
  }
  const end: GateEvent = { kind: 'tick', t: last + drainMs };
  yield* passagesOf(gate.push(end));
}

export function configOf(header: TraceHeader) {
  return { id: header.id, antennas: header.antennas.map(({ id, side }) => ({ id, side })) };
}

function* passagesOf(outputs: readonly GateOutput[]): Generator<ReplayedPassage> {
  for (const output of outputs) if (output.kind === 'passage_closed') yield replayed(output);
}

function replayed(closed: PassageClosed): ReplayedPassage {
  return {
    passage: closed.passage,
    from: closed.from,
    to: closed.to,
    person: closed.person,
    people: closed.people,
    items: closed.items.map(({ epc, direction, probability, decidedAt }) => ({
      epc,
      direction,
      probability: Math.round(probability * 10_000) / 10_000,
      decidedAt,
    })),
    alarms: closed.alarms.map(({ epc, at, reason }) => ({ epc, at, reason })),
  };
}
