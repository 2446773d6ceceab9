import { describe, expect, it } from 'vitest';
import type { Mix } from '../../../resources/tooling/portal-lab/mix.ts';
import { equipped, hardMix } from '../../../resources/tooling/portal-lab/mix.ts';
import { drawScenario } from '../../../resources/tooling/portal-lab/scenario.ts';
import { drawSession } from '../../../resources/tooling/portal-lab/session.ts';
import { eventsOf, traceHeader } from '../../../resources/tooling/portal-lab/trace.ts';
import { lineOf } from '../gate/recorder.ts';
import type { ReplayedPassage } from '../gate/replay.ts';
import { replayTrace } from '../gate/replay.ts';
import { base, lived, type Recorded } from './lived.testing.ts';

/** What matters of a record. */
function outcomeOf({ items, people, person }: Recorded) {
  return {
    items: items.map(({ epc, direction }) => [epc, direction]),
    people,
    person: person?.person ?? null,
  };
}

/** What `gate replay` says about the passage in the trace that was kept with it. */
function recordedAs(trace: string, passage: Recorded) {
  const lines = [...replayTrace(trace.split('\n'))];
  const [refusal] = lines.flatMap((line) => ('error' in line ? [line.error] : []));
  if (refusal !== undefined) return refusal;
  const same = lines.find((line) => !('error' in line) && new Date(line.from).toISOString() === passage.from);
  if (same === undefined || 'error' in same) return undefined;
  return {
    items: same.items.map(({ epc, direction }) => [epc, direction]),
    people: same.people,
    person: same.person,
  };
}

describe('replay of a trace', () => {
  const mixes: readonly Mix[] = [
    hardMix,
    { ...hardMix, people: 2, cards: 1 },
    { ...hardMix, ...equipped, people: 2, late: 0.05, duplicates: 0.05 },
  ];

  it.each(mixes)('agrees with the running system', async (mix) => {
    let compared = 0;
    for (let seed = 1; seed <= 8; seed += 1) {
      const scenario = drawScenario(seed, mix);
      const events = eventsOf(scenario, mix, 'custody').map((event) => ({
        ...event,
        t: base + Math.round(event.t * 10) / 10,
      }));
      const lines = [traceHeader(scenario, mix), ...events.map(lineOf)].map((line) => JSON.stringify(line));
      const replayed = [...replayTrace(lines)].filter((line): line is ReplayedPassage => !('error' in line));
      const { passages, alarms, traces } = await lived(events);
      expect(traces).toHaveLength(passages.length);
      for (const passage of passages) {
        const same = replayed.find(({ from }) => new Date(from).toISOString() === passage.from);
        expect(passage.to).toBe(new Date(same?.to ?? 0).toISOString());
        expect(passage.person?.person ?? null).toBe(same?.person);
        expect(passage.people).toBe(same?.people);
        expect(passage.items.map(({ epc, direction }) => [epc, direction])).toEqual(
          same?.items.map(({ epc, direction }) => [epc, direction]),
        );
        compared += 1;
        expect(recordedAs(traces[passages.indexOf(passage)] ?? '', passage)).toEqual(outcomeOf(passage));
      }
      expect(alarms > 0).toBe(replayed.some((passage) => passage.alarms.length > 0));
    }
    expect(compared).toBeGreaterThan(2);
  });

  it('agrees where people follow one another before a shelf in view, from the moment the door was switched on', async () => {
    const mix: Mix = { ...hardMix, ...equipped, shelfTags: 30, cards: 0.5, late: 0.03, duplicates: 0.03 };
    let compared = 0;
    for (const seed of [1, 2]) {
      const session = drawSession(seed, mix, { minutes: 1.3, everySeconds: 7 });
      const events = eventsOf(session, mix, 'custody').map((event) => ({
        ...event,
        t: base + Math.round(event.t * 10) / 10,
      }));
      const { passages, traces } = await lived(events, true);
      passages.forEach((passage, index) => {
        expect(recordedAs(traces[index] ?? '', passage)).toEqual(outcomeOf(passage));
      });
      compared += passages.length;
    }
    expect(compared).toBeGreaterThan(5);
  });
});
