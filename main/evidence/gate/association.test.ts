import { describe, expect, it } from 'vitest';
import { createBarrierWatch, viewBarriers } from './barriers.ts';
import { mergeTracks } from './group-track.ts';
import { profileOf, profileScore } from './membership.ts';
import type { PairMember } from './pairs.ts';
import { comparePairs, growGroups } from './pairs.ts';
import { associateCrossings, associatePassage, crossingGroups } from './people.ts';
import { addSample, createTrack } from './track.ts';
import type { Track } from './track.ts';
import { inReach, shareTraversals } from './traversals.ts';
import { defaultGateSettings } from './types.ts';

const settings = defaultGateSettings;

/** A tag read every 100 ms inside, then outside. */
function walked(epc: string, from: number, crossesAt: number, to: number): Track {
  const track = createTrack(epc, from);
  for (let t = from; t < to; t += 100) {
    const out = t >= crossesAt;
    addSample(track, {
      t,
      antenna: out ? 3 : 1,
      side: out ? 'outside' : 'inside',
      rssi: -50 - Math.abs(t - crossesAt) / 200,
      count: 1,
    });
  }
  return track;
}

const member = (nearestAt: number, carrier?: string, badge = false): PairMember => ({
  belief: [0.8, 0.1, 0.1],
  nearestAt,
  sideChangeAt: nearestAt,
  firstAt: nearestAt - 1000,
  lastAt: nearestAt + 1000,
  badge,
  ...(carrier === undefined ? {} : { carrier }),
});
/** Odds fall with the distance in time: even at 0.5 s. */
const byTime = [5, -10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

describe('grouping tags', () => {
  const groupsOf = (members: readonly PairMember[]) => {
    const table = comparePairs(
      members,
      members.map((_, index) => index),
      byTime,
    );
    const groups = growGroups(table);
    return members.map((_, index) => groups[table.order.indexOf(index)]);
  };

  it('puts tags of one moment together and tags of two moments apart', () => {
    expect(groupsOf([member(1000), member(3000), member(1100), member(3100)])).toEqual([0, 1, 0, 1]);
  });

  it('never puts two badges on one person', () => {
    const groups = groupsOf([member(1000, undefined, true), member(1001, undefined, true)]);
    expect(new Set(groups).size).toBe(2);
  });

  it('obeys a carrier that is known, whatever the times say', () => {
    expect(groupsOf([member(1000, 'a'), member(1010, 'b'), member(5000, 'a')])).toEqual([0, 1, 0]);
  });
});

describe('a merged track', () => {
  it('keeps the strongest peak of each cell and the sum of its reads', () => {
    const merged = mergeTracks([walked('A', 0, 500, 1000), walked('B', 0, 700, 1200)]);
    expect(merged.cells.map((cell) => cell.t)).toEqual(
      merged.cells.map((cell) => cell.t).toSorted((left, right) => left - right),
    );
    const first = merged.cells[0];
    expect(first).toMatchObject({ antenna: 1, side: 'inside', count: 2, peak: -52.5 });
    expect(merged.lastAt).toBe(1100);
  });

  it('of one tag is that tag itself', () => {
    const track = walked('A', 0, 500, 1000);
    expect(mergeTracks([track])).toBe(track);
  });
});

describe('the profile of a group', () => {
  it('fits a tag that was read when the group was, and not one read at another time', () => {
    const profile = profileOf([walked('A', 0, 500, 1000), walked('B', 0, 500, 1000)]);
    const same = profileScore(walked('C', 0, 500, 1000), profile, false);
    const other = profileScore(walked('D', 3000, 3500, 4000), profile, false);
    expect(same).toBeGreaterThan(other + 2);
  });

  it('takes the own reads of a member out', () => {
    const track = walked('A', 0, 500, 1000);
    const alone = profileOf([track]);
    expect(profileScore(track, alone, true)).toBeLessThan(profileScore(track, alone, false));
  });
});

describe('traversals', () => {
  const watch = createBarrierWatch();
  const beams: readonly [number, number, boolean][] = [
    [0, 1, false],
    [0, 2, false],
    [1000, 1, true],
    [1300, 2, true],
    [1400, 1, false],
    [1700, 2, false],
  ];
  for (const [t, id, broken] of beams) watch.change(t, id, broken);
  const [traversal, ...more] = watch.traversals();

  it('know from which side they came', () => {
    expect(more).toEqual([]);
    expect(traversal).toMatchObject({ direction: 'out', origin: 'inside', tangled: false });
  });

  it('are shared out among the groups that claim them', () => {
    const track = walked('A', 500, 1350, 2200);
    const candidate = { track, nearestAt: 1350 };
    const claims = () => [0, 0, -3] as const;
    const [only] = shareTraversals([candidate], watch.traversals(), claims);
    const [first, second] = shareTraversals([candidate, candidate], watch.traversals(), claims);
    expect(only?.out).toBeGreaterThan(0.9);
    expect(first?.out).toBeCloseTo(0.5);
    expect(second?.aloneOut).toBeGreaterThan(0.9);
  });

  it('far from a group are somebody else’s', () => {
    const track = walked('A', 20_000, 21_000, 22_000);
    expect(watch.traversals().some((entry) => inReach({ track, nearestAt: 21_000 }, entry))).toBe(false);
  });
});

describe('light barriers', () => {
  it('tell where they are before anybody comes, and who stands half through', () => {
    const watch = createBarrierWatch();
    expect(viewBarriers(watch, 0).known).toBe(0);
    watch.change(0, 1, false);
    watch.change(0, 2, false);
    expect(viewBarriers(watch, 0)).toMatchObject({ known: 1, ordered: 1, broken: 0 });
    watch.change(1000, 1, true);
    watch.change(1200, 2, true);
    expect(watch.halfway).toBeNull();
    watch.change(1300, 1, false);
    expect(watch.halfway).toEqual({ direction: 'out', since: 1300 });
    watch.change(2000, 2, false);
    expect(watch.halfway).toBeNull();
  });

  it('that stay broken say nothing until they are free again', () => {
    const watch = createBarrierWatch();
    watch.change(0, 1, false);
    watch.change(0, 2, true);
    watch.change(10_000, 1, true);
    expect(watch.ordered).toBe(false);
    watch.change(10_300, 1, false);
    watch.change(12_000, 2, false);
    expect(watch.ordered).toBe(true);
  });
});

describe('persons', () => {
  const crossing = (epc: string, at: number, group: number, person?: string) => ({
    epc,
    at,
    group,
    direction: 'out' as const,
    person,
  });

  it('of split groups close together are one, unless their badges differ', () => {
    expect(crossingGroups([crossing('A', 1000, 0), crossing('B', 1800, 1)], settings)).toHaveLength(1);
    const worn = [
      crossing('A', 1000, 0),
      crossing('a', 1000, 0, 'zhao'),
      crossing('B', 1800, 1),
      crossing('b', 1800, 1, 'qian'),
    ];
    expect(crossingGroups(worn, settings)).toHaveLength(2);
  });

  it('with badges get their own items although they walk close together', () => {
    const groups = crossingGroups(
      [
        crossing('A', 1000, 0),
        crossing('a', 1000, 0, 'zhao'),
        crossing('B', 1800, 1),
        crossing('b', 1800, 1, 'qian'),
      ],
      settings,
    );
    const { of } = associateCrossings(groups, [], [], settings);
    expect(of.map((one) => one.person)).toEqual(['zhao', 'qian']);
    expect(
      associatePassage(
        of,
        () => of[0] ?? { person: null, confidence: 0, evidence: 'unknown', candidates: [] },
      ),
    ).toMatchObject({
      person: null,
      evidence: 'joint',
      candidates: ['zhao', 'qian'],
    });
  });

  it('spend their card with their crossing, so that it names nobody after them', () => {
    const groups = crossingGroups([crossing('A', 5000, 0), crossing('B', 9000, 1)], settings);
    const cards = [
      { t: 3000, person: 'zhao' },
      { t: 7000, person: 'qian' },
    ];
    const { of, spent } = associateCrossings(groups, cards, [], settings);
    expect(of.map((one) => one.person)).toEqual(['zhao', 'qian']);
    expect(spent.size).toBe(2);
  });

  it('who both tapped before either crossed are asked, not guessed', () => {
    const groups = crossingGroups([crossing('A', 5000, 0)], settings);
    const cards = [
      { t: 3000, person: 'zhao' },
      { t: 4000, person: 'qian' },
    ];
    const { of } = associateCrossings(groups, cards, [], settings);
    expect(of[0]).toMatchObject({ person: null, evidence: 'joint', candidates: ['zhao', 'qian'] });
  });
});
