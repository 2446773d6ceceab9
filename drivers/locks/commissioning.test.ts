import { describe, expect, it } from 'vitest';
import { type DoorTrial, judgeTrials } from './commissioning.ts';

const both = ['last-first', 'first-first'] as const;
/** 24 contacts in wire order, those listed closed. */
const contacts = (...closed: readonly number[]): boolean[] =>
  Array.from({ length: 24 }, (_, at) => closed.includes(at));
const trial = (cell: number, before: readonly number[], after: readonly number[]): DoorTrial => ({
  cell,
  before: contacts(...before),
  after: contacts(...after),
});

describe('commissioning a cabinet', () => {
  it('finds order and sense from two doors', () => {
    expect(judgeTrials([trial(5, [20], []), trial(24, [7], [])], 24, both)).toMatchObject({
      sense: 'closed-when-locked',
      order: 'last-first',
      confirmed: [5, 24],
      complete: false,
    });
  });

  it('is complete when every wired door was opened', () => {
    expect(judgeTrials([trial(1, [], [0]), trial(2, [0], [0, 1])], 2, both)).toEqual({
      sense: 'closed-when-open',
      order: 'first-first',
      confirmed: [1, 2],
      missing: [],
      problems: [],
      complete: true,
    });
  });

  it('cannot tell the order from a door of the middle byte', () => {
    expect(judgeTrials([trial(9, [8], [])], 1, both)).toMatchObject({ order: undefined, complete: false });
  });

  it.each([
    ['no-change', [trial(5, [20], [20])]],
    ['several-changed', [trial(5, [20, 21], [])]],
    ['other-channel', [trial(5, [21], [])]],
    ['other-channel', [trial(5, [20], []), trial(6, [5], [])]],
    ['other-sense', [trial(5, [20], []), trial(6, [], [21])]],
  ] as const)('names what is wrong: %s', (problem, trials) => {
    expect(judgeTrials(trials, 24, both).problems).toEqual([{ cell: trials.at(-1)?.cell, problem }]);
  });
});
