/** A drawn passage as the events of a gate trace, with the distortions of a real reader link. */
import { lineOf } from '../../../main/evidence/gate/recorder.ts';
import type { GateEvent } from '../../../main/evidence/gate/types.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';
import { barrierStates, contactEvents, faultyBarriers } from './barrier-events.ts';
import type { Arrival } from './link.ts';
import { arrivals } from './link.ts';
import type { Mix } from './mix.ts';
import type { Scenario } from './scenario.ts';

/** How much the books know: `none` gives no item facts at all, `custody` where each item is, without an order. */
export type BooksGiven = 'none' | 'custody';

/** Events of a passage in order of arrival. */
export function eventsOf(scenario: Scenario, mix: Mix, books: BooksGiven): GateEvent[] {
  const facts: GateEvent[] = [];
  for (const person of scenario.people) {
    if (person.badge !== null) facts.push({ kind: 'person', t: 0, epc: person.badge, person: person.person });
    if (books === 'none') continue;
    for (const { epc, from } of person.items)
      facts.push({ kind: 'item', t: 0, epc, custody: from, order: false });
  }
  if (books !== 'none')
    for (const { epc, from } of scenario.shelf)
      facts.push({ kind: 'item', t: 0, epc, custody: from, order: false });
  const random = createRandom(scenario.seed ^ 0x0d15);
  const list = arrivals(scenario, mix, random);
  const add = (event: GateEvent): number => list.push({ arrivesAt: event.t, event } satisfies Arrival);
  if (mix.barriers === true)
    for (const change of [
      ...(mix.barriersSilent === true ? [] : barrierStates()),
      ...faultyBarriers(scenario, mix, random),
    ])
      add({ kind: 'beam', ...change });
  for (const event of contactEvents(scenario, mix, random)) add(event);
  for (const { person, cardAt } of scenario.people)
    if (cardAt !== null && cardAt >= 0) add({ kind: 'card', t: cardAt, person });
  return [
    ...facts,
    ...list.sort((left, right) => left.arrivesAt - right.arrivesAt).map(({ event }) => event),
  ];
}

/** The first line of a trace. */
export function traceHeader(scenario: Scenario, mix: Mix): object {
  return {
    header: {
      id: `lab-${mix.name}-${scenario.seed}`,
      antennas: scenario.portal.antennas.map(({ id, side, x, y }) => ({ id, side, x, y })),
      readsPerSecond: mix.radio.readsPerSecond ?? 600,
    },
  };
}

/** The same as lines of a gate trace (service-tool.md). */
export function traceLines(scenario: Scenario, mix: Mix, books: BooksGiven): string[] {
  const lines = [traceHeader(scenario, mix), ...eventsOf(scenario, mix, books).map(lineOf)];
  return lines.map((line) => JSON.stringify(line));
}
