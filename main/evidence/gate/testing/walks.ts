/** Walks of the seeded model as gate events, for the tests of this folder. */
import { createGate } from '../gate.ts';
import type {
  Gate,
  GateAntenna,
  GateEvent,
  GateOutput,
  GateSettings,
  PassageClosed,
  BookSide,
} from '../types.ts';
import type { PathKind, WalkOptions } from '../walk-model/index.ts';
import { createPortal, createWalk } from '../walk-model/index.ts';

/** The antennas of the model's usual portal. */
export const antennas: readonly GateAntenna[] = createPortal().antennas.map(({ id, side }) => ({ id, side }));

export function newGate(settings: Partial<GateSettings> = {}): Gate {
  return createGate({ id: 'door', antennas, settings });
}

/** EPCs of a test person's items: distinct by person and number. */
export function epcs(person: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    `30140000000000000000${person.toString(16).padStart(2, '0')}${index.toString(16).padStart(2, '0')}`.toUpperCase(),
  );
}

/** Reads of one walk from `startMs` to its end. */
export function walkReads(
  kind: PathKind,
  options: Omit<WalkOptions, 'kind'>,
): { reads: GateEvent[]; planeMs: number | null; endMs: number } {
  const walk = createWalk({ load: 20, speed: 1.15, ...options, kind });
  const reads = walk
    .step(options.startMs ?? 0, walk.endMs + 200)
    .map((read): GateEvent => ({ kind: 'read', ...read }));
  return { reads, planeMs: walk.planeMs, endMs: walk.endMs };
}

/** What the books say about items, at time 0. */
export function facts(items: readonly string[], custody: BookSide, order: boolean): GateEvent[] {
  return items.map((epc) => ({ kind: 'item', t: 0, epc, custody, order }));
}

/** Events in order of time; events of the same time keep their order. */
export function inOrder(...lists: readonly (readonly GateEvent[])[]): GateEvent[] {
  return lists.flat().sort((left, right) => left.t - right.t);
}

/** Pushes everything and then enough time for every window to close. */
export function run(gate: Gate, events: readonly GateEvent[]): GateOutput[] {
  const outputs = events.flatMap((event) => gate.push(event));
  const last = events.reduce((latest, event) => Math.max(latest, event.t), 0);
  return [...outputs, ...gate.push({ kind: 'tick', t: last + 60_000 })];
}

export function passagesOf(outputs: readonly GateOutput[]): PassageClosed[] {
  return outputs.filter((output) => output.kind === 'passage_closed');
}

/** Last decision of every item over all passages; a crossing outranks a stay. */
export function directionsOf(outputs: readonly GateOutput[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const passage of passagesOf(outputs)) {
    for (const item of passage.items) {
      if (!found.has(item.epc) || item.direction !== 'none') found.set(item.epc, item.direction);
    }
  }
  return found;
}

export function alarmsOf(outputs: readonly GateOutput[]) {
  return passagesOf(outputs).flatMap((passage) => passage.alarms);
}
