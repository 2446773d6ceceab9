import { describe, expect, it } from 'vitest';
import { explainPassage } from './explain.ts';
import { shippedCoefficients } from './evaluate.ts';
import type { LabelledWalk } from './site-fit.ts';
import { confusionTable, fitSite, judgeWalk, leastWalks, noCorrection, withCorrection } from './site-fit.ts';
import { antennas, epcs, facts, inOrder, newGate, passagesOf, run, walkReads } from './testing/walks.ts';
import type { Direction, Triple } from './types.ts';

const config = { id: 'door', antennas };

function walk(label: Direction, posterior: Triple, items = 4): LabelledWalk {
  return {
    label,
    items: Array.from({ length: items }, (_, index) => ({ epc: `${index}`, posterior })),
    unread: [],
  };
}

/** A door at which everybody who turns back looks to the shipped numbers as if half gone. */
const leaning: LabelledWalk[] = [
  ...Array.from({ length: 6 }, () => walk('out', [0.97, 0.01, 0.02])),
  ...Array.from({ length: 6 }, () => walk('in', [0.01, 0.97, 0.02])),
  ...Array.from({ length: 6 }, () => walk('none', [0.42, 0.03, 0.55])),
];

describe('a labelled walk', () => {
  it('is judged without the books', () => {
    const items = epcs(1, 4);
    const { reads } = walkReads('out', { seed: 11, tags: items });
    const judged = judgeWalk(
      'out',
      [...items, 'E200'],
      inOrder(facts(items, 'outside', false), reads),
      config,
    );
    expect(judged.unread).toEqual(['E200']);
    expect(judged.items.map(({ posterior }) => posterior[0] > 0.8)).toEqual([true, true, true, true]);
  });
});

describe('the confusion table of a site', () => {
  it('counts items by what was done and what was decided', () => {
    const table = confusionTable([...leaning, { label: 'in', items: [], unread: ['x'] }]);
    expect(table.out.out).toBe(24);
    expect(table.in.in).toBe(24);
    expect(table.in.unread).toBe(1);
    expect(table.none.uncertain).toBe(24);
  });
});

describe('a re-fit', () => {
  it('takes the lean of a door out and shows what it is worth on walks left out', () => {
    const fit = fitSite(leaning);
    expect(fit?.better).toBe(true);
    expect(fit?.lossAfter).toBeLessThan(fit?.lossBefore ?? 0);
    expect(fit?.after.none.none ?? 0).toBeGreaterThan(fit?.before.none.none ?? 0);
    expect(fit?.after.out.out).toBe(24);
  });

  it('of few walks, or with a label nobody walked, is refused', () => {
    expect(fitSite(leaning.slice(0, leastWalks - 1))).toBeNull();
    expect(fitSite(leaning.filter(({ label }) => label !== 'in'))).toBeNull();
  });

  it('of a door the shipped numbers fit changes little', () => {
    const good = leaning.filter(({ label }) => label !== 'none');
    const fit = fitSite([...good, ...Array.from({ length: 6 }, () => walk('none', [0.02, 0.02, 0.96]))]);
    expect(fit?.after).toEqual(fit?.before);
  });

  it('can be put on the shipped coefficients and taken off again', () => {
    const site = { scale: 0.8, offset: [0, 0, 0.5] as const };
    const fitted = withCorrection(shippedCoefficients, site);
    expect(fitted.site).toEqual(site);
    expect(withCorrection(fitted, undefined)).toEqual(shippedCoefficients);
    expect(noCorrection.scale).toBe(1);
  });
});

describe('an explanation', () => {
  it('says what was decided, who it was, what the order covers and why it alarmed', () => {
    const items = epcs(1, 4);
    const { reads, planeMs } = walkReads('out', { seed: 12, tags: items });
    const books = items.flatMap((epc, index) => facts([epc], 'inside', index < 3));
    const card = { kind: 'card' as const, t: (planeMs ?? 0) - 1500, person: 'sun' };
    const [closed] = passagesOf(run(newGate(), inOrder(books, reads, [card])));
    if (closed === undefined) throw new Error('no passage');
    const explained = explainPassage(closed, (epc) => (epc === items[3] ? null : 'D-0032'));
    const of = (epc: string | undefined) => explained.find((one) => one.epc === epc)?.because ?? [];
    expect(of(items[0])).toContainEqual({ code: 'order', number: 'D-0032', covered: 3, of: 4 });
    expect(of(items[0])).toContainEqual({ code: 'person', person: 'sun', by: 'card' });
    expect(of(items[3])).toContainEqual({ code: 'no_order', of: 4 });
    expect(of(items[3]).map((one) => one.code)).toContain('alarmed');
    expect(of(items[0]).map((one) => one.code)).not.toContain('alarmed');
  });
});
