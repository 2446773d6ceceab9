import { describe, expect, it } from 'vitest';
import { lockPlaces } from './lock-places.ts';

const setting = (name: string, usual: string) => ({
  name,
  title: { zh: name, en: name },
  kind: 'whole' as const,
  usual,
});
const driver = { settings: [setting('boards', '1'), setting('cells', '24')] };

describe('places of a lock position', () => {
  it('are the usual ones until set', () => {
    expect(lockPlaces({ settings: {} }, driver)).toEqual({ boards: [1], cells: 24, commissioned: false });
    expect(lockPlaces({ settings: { boards: [2, 5], cells: 8, commissioned: true } }, driver)).toEqual({
      boards: [2, 5],
      cells: 8,
      commissioned: true,
    });
  });
});
