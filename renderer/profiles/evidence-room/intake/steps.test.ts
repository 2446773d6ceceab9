import { describe, expect, it } from 'vitest';
import { furthestStep, standingOf } from './steps.ts';

const nothing = { agrees: false, tagged: false, cell: false };

describe('steps of the intake', () => {
  it('begin with the thing on the counter, whatever was typed before', () => {
    for (const custody of ['draft', 'wait-handover', 'refused', 'on-loan', 'voided'] as const)
      expect(furthestStep(standingOf(custody), { agrees: true, tagged: true, cell: true })).toBe(0);
  });
  it('open one after another', () => {
    const at = standingOf('at-counter');
    expect(furthestStep(at, nothing)).toBe(1);
    expect(furthestStep(at, { ...nothing, tagged: true, cell: true })).toBe(1);
    expect(furthestStep(at, { ...nothing, agrees: true })).toBe(2);
    expect(furthestStep(at, { ...nothing, agrees: true, tagged: true })).toBe(3);
    expect(furthestStep(at, { agrees: true, tagged: true, cell: true })).toBe(4);
  });
  it('are all behind what lies in its cell', () => {
    expect(furthestStep(standingOf('in-store'), nothing)).toBe(5);
  });
});
