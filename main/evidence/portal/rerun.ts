/** Runs the recorded events of a passage through the engine again: as it was, as it would be today, or changed. Pure. */
import type * as z from 'zod/mini';
import type { replayStep, whatIf, whatIfChanges } from '../../contract/evidence-gate.ts';
import { shippedCoefficients } from '../gate/evaluate.ts';
import { createGate } from '../gate/gate.ts';
import { configOf } from '../gate/replay.ts';
import { type SiteCorrection, withCorrection } from '../gate/site-fit.ts';
import type { TraceHeader } from '../gate/trace.ts';
import type { Gate, GateAlarm, GateEvent, PassageClosed } from '../gate/types.ts';
import { liveGroups } from './groups.ts';

export type ReplayStep = z.infer<typeof replayStep>;
type Change = (typeof whatIfChanges)[number];

const stepMs = 200;
/** Shown before the passage: how its people came up to the door. The trace may begin long before, with others. */
const leadMs = 3000;
/** After the last event every window has closed. */
const drainMs = 60_000;
/** A picture of a passage longer than this says no more. */
const mostSteps = 600;

/** The passage that a trace is about: the one that began at `from`, else the one with most items. */
function passageOf(closed: readonly PassageClosed[], from: number): PassageClosed | undefined {
  return (
    closed.find((one) => Math.abs(one.from - from) < 1) ??
    [...closed].sort((left, right) => right.items.length - left.items.length)[0]
  );
}

export interface Rerun {
  readonly closed: PassageClosed | undefined;
  readonly alarms: readonly GateAlarm[];
}

/** What the engine decides with a correction of the shipped coefficients, or without one. */
export function rerun(
  header: TraceHeader,
  events: readonly GateEvent[],
  site: SiteCorrection | undefined,
  from: number,
  look?: (gate: Gate, event: GateEvent) => void,
): Rerun {
  const gate = createGate(configOf(header), withCorrection(shippedCoefficients, site));
  const closed: PassageClosed[] = [];
  const alarms: GateAlarm[] = [];
  const take = (event: GateEvent): void => {
    for (const output of gate.push(event)) {
      if (output.kind === 'passage_closed') closed.push(output);
      if (output.kind === 'incident') alarms.push(output.alarm);
    }
  };
  let last = 0;
  for (const event of events) {
    look?.(gate, event);
    take(event);
    last = Math.max(last, event.t);
  }
  take({ kind: 'tick', t: last + drainMs });
  const about = passageOf(closed, from);
  // A trace may hold passages before this one, which are there for what they left behind.
  return {
    closed: about,
    alarms: alarms.filter(({ at }) => about === undefined || (at >= about.from && at <= about.to)),
  };
}

/** The same with a picture every 200 ms of what the screen would have shown. */
export function rerunWithSteps(
  header: TraceHeader,
  events: readonly GateEvent[],
  site: SiteCorrection | undefined,
  from: number,
  nameOf: (person: string) => string,
): Rerun & { readonly steps: readonly ReplayStep[] } {
  const steps: ReplayStep[] = [];
  const badges = new Map<string, string>();
  const people = new Set<string>();
  const beams = new Map<number, boolean>();
  const live = new Map<number, { rssi: number | null; reads: number }>();
  let contact: ReplayStep['contact'] = 'unknown';
  let next = Number.NEGATIVE_INFINITY;

  const picture = (gate: Gate, at: number): ReplayStep => {
    const tags = gate.live();
    return {
      at,
      antennas: header.antennas.map(({ id }) => ({
        antenna: id,
        ...(live.get(id) ?? { rssi: null, reads: 0 }),
      })),
      groups: liveGroups(tags, at, (epc) => badges.get(epc), nameOf, [...people]),
      tags: tags.flatMap(({ epc, posterior, group }) =>
        group < 0 || badges.has(epc) ? [] : [{ epc, out: rounded(posterior[0]), in: rounded(posterior[1]) }],
      ),
      beams: [...beams].map(([id, broken]) => ({ id, broken })),
      contact,
    };
  };

  const result = rerun(header, events, site, from, (gate, event) => {
    if (event.t >= next && event.t >= from - leadMs && steps.length < mostSteps) {
      if (next === Number.NEGATIVE_INFINITY) next = event.t;
      else steps.push(picture(gate, next));
      live.clear();
      next += stepMs;
    }
    switch (event.kind) {
      case 'read': {
        if (event.antenna === undefined) return;
        const known = live.get(event.antenna) ?? { rssi: null, reads: 0 };
        const rssi =
          event.rssi === undefined
            ? known.rssi
            : Math.max(known.rssi ?? Number.NEGATIVE_INFINITY, event.rssi);
        live.set(event.antenna, { rssi, reads: known.reads + (event.count ?? 1) });
        return;
      }
      case 'person':
        badges.set(event.epc, event.person);
        return;
      case 'card':
        people.add(event.person);
        return;
      case 'beam':
        beams.set(event.id, event.broken);
        return;
      case 'contact':
        contact = event.open ? 'open' : 'closed';
        return;
      default:
        return;
    }
  });
  return { ...result, steps };
}

/** The events as they would have been. */
function changed(events: readonly GateEvent[], change: Change, epc: string): GateEvent[] {
  const badges = new Set(events.flatMap((event) => (event.kind === 'person' ? event.epc : [])));
  switch (change) {
    case 'with-order':
      return events.map((event) =>
        event.kind === 'item' && event.epc === epc ? { ...event, order: true } : event,
      );
    case 'without-barriers':
      return events.filter((event) => event.kind !== 'beam');
    case 'without-contact':
      return events.filter((event) => event.kind !== 'contact');
    case 'without-companions':
      return events.filter((event) => event.kind !== 'read' || event.epc === epc || badges.has(event.epc));
  }
}

/** What would have made a difference to one item; changes that cannot be made at this door are left out. */
export function whatIfs(
  header: TraceHeader,
  events: readonly GateEvent[],
  from: number,
  epc: string,
): z.infer<typeof whatIf>[] {
  const has = (kind: GateEvent['kind']): boolean =>
    events.some((event) => event.kind === kind && (event.kind !== 'beam' || event.broken));
  const others = events.some((event) => event.kind === 'read' && event.epc !== epc);
  const changes: Change[] = [
    'with-order',
    ...(has('beam') ? (['without-barriers'] as const) : []),
    ...(has('contact') ? (['without-contact'] as const) : []),
    ...(others ? (['without-companions'] as const) : []),
  ];
  return changes.map((change) => {
    const { closed, alarms } = rerun(header, changed(events, change, epc), header.site, from);
    const item = closed?.items.find((one) => one.epc === epc);
    return {
      change,
      direction: item?.direction ?? 'unread',
      probability: rounded(item?.probability ?? 0),
      alarmAt: alarms.find((alarm) => alarm.epc === epc)?.at ?? null,
    };
  });
}

function rounded(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}
