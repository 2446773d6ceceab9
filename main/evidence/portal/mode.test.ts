import { describe, expect, it } from 'vitest';
import { WalkEnd } from './mode.ts';

describe('the end of a commissioning walk', () => {
  it('comes a second after the last passage, once', () => {
    const end = new WalkEnd();
    end.begin();
    expect(end.over(0, true)).toBe(false);
    end.closed(1000);
    expect(end.over(1000, false)).toBe(false);
    expect(end.over(2000, false)).toBe(true);
    expect(end.over(2100, false)).toBe(false);
  });

  it('does not come between two windows of the same people', () => {
    const end = new WalkEnd();
    end.closed(1000);
    expect(end.over(1100, true)).toBe(false);
    expect(end.over(2500, false)).toBe(false);
    end.closed(5000);
    expect(end.over(6000, false)).toBe(true);
  });

  it('is not that of what passed before', () => {
    const end = new WalkEnd();
    end.closed(1000);
    end.begin();
    expect(end.over(9000, false)).toBe(false);
  });
});
