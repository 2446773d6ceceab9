import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecentTags, samplesOf } from './intake.ts';
import { createResidentBaseline } from './resident-baseline.ts';
import { epcs, facts, inOrder, newGate, run, walkReads } from './testing/walks.ts';
import type { GateEvent } from './types.ts';

const time = fc.integer({ min: 0, max: 120_000 });
const epc = fc.integer({ min: 0, max: 40 }).map((number) => `E28${number}`);
const event: fc.Arbitrary<GateEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        kind: fc.constant('read' as const),
        t: time,
        epc,
        antenna: fc.integer({ min: 0, max: 6 }),
        rssi: fc.integer({ min: -90, max: -10 }),
        count: fc.integer({ min: -1, max: 5000 }),
        lastT: time,
      },
      { requiredKeys: ['kind', 't', 'epc'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('card' as const), t: time, person: fc.constantFrom('a', 'b') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('beam' as const),
      t: time,
      id: fc.integer(),
      broken: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('contact' as const), t: time, open: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('item' as const),
      t: time,
      epc,
      custody: fc.constantFrom('inside' as const, 'outside' as const),
      order: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('person' as const), t: time, epc, person: fc.constant('c') }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { kind: fc.constant('blind' as const), t: time, from: time, to: time, reason: fc.constant('away') },
      { requiredKeys: ['kind', 't', 'from', 'reason'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('tick' as const), t: fc.oneof(time, fc.constant(Number.NaN)) }),
  },
);

describe('any sequence of events', () => {
  it('is taken without an exception, and every probability stays one', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 150 }), fc.boolean(), (events, sorted) => {
        const outputs = run(
          newGate(),
          sorted ? inOrder(events.filter((entry) => Number.isFinite(entry.t))) : events,
        );
        for (const output of outputs) {
          if (output.kind !== 'item_decided') continue;
          const { probability, posterior } = output.decision;
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
          expect(posterior[0] + posterior[1] + posterior[2]).toBeCloseTo(1, 6);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('closes every passage it opens, in order, once', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 100 }), (events) => {
        const outputs = run(newGate(), inOrder(events.filter((entry) => Number.isFinite(entry.t))));
        const opened = outputs
          .filter((output) => output.kind === 'passage_opened')
          .map((output) => output.passage);
        const closed = outputs
          .filter((output) => output.kind === 'passage_closed')
          .map((output) => output.passage);
        expect(closed).toEqual(opened);
      }),
      { numRuns: 60 },
    );
  });
});

describe('determinism', () => {
  it('gives the same outputs whatever ticks come between the events', () => {
    const items = epcs(5, 5);
    const { reads } = walkReads('out', { seed: 51, tags: items, strays: epcs(9, 8) });
    const events = inOrder(facts(items, 'inside', false), reads);
    const plain = run(newGate(), events);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 60 }), (times) => {
        const ticks = times.map((t): GateEvent => ({ kind: 'tick', t }));
        expect(run(newGate(), inOrder(events, ticks))).toEqual(plain);
      }),
      { numRuns: 12 },
    );
  });
});

describe('memory', () => {
  it('of the baseline and of recent tags stays bounded whatever number of tags passes', () => {
    const baseline = createResidentBaseline();
    const recent = createRecentTags();
    for (let number = 0; number < 10_000; number += 1) {
      const read = { kind: 'read' as const, t: number, epc: `E${number}`, antenna: 1, rssi: -70 };
      const samples = samplesOf(read, new Map([[1, 'inside' as const]]));
      for (const sample of samples) baseline.learn(sample);
      recent.add(read, samples);
    }
    expect(baseline.size).toBeLessThanOrEqual(4000);
    expect(recent.size).toBeLessThanOrEqual(4000);
  });

  it('of an open passage stays bounded in tags', () => {
    const gate = newGate();
    for (let number = 0; number < 1500; number += 1) {
      gate.push({ kind: 'read', t: number / 10, epc: `E${number}`, antenna: 1, rssi: -40 });
    }
    expect(gate.live().length).toBeLessThanOrEqual(1000);
  });
});
