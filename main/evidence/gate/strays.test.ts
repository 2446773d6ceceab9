import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStrayWatch, strayCells } from './strays.ts';

const minute = 60_000;

describe('stray tags', () => {
  it('take nothing from a crossing where nobody has counted any', () => {
    const watch = createStrayWatch();
    expect(watch.share(1, 10_000)).toBe(1);
    watch.idle(10 * minute);
    expect(watch.share(1, 10_000)).toBe(1);
  });

  it('leave little of it to a tag heard once at a door where they are common', () => {
    const watch = createStrayWatch();
    for (let round = 0; round < 10; round += 1) {
      watch.idle(minute);
      for (let stray = 0; stray < 4; stray += 1) watch.ended(1);
    }
    expect(watch.share(1, 10_000)).toBeLessThan(0.06);
    expect(watch.share(strayCells + 1, 10_000)).toBe(1);
  });

  it('are forgotten when they no longer come', () => {
    const watch = createStrayWatch();
    watch.idle(minute);
    for (let stray = 0; stray < 40; stray += 1) watch.ended(1);
    watch.idle(minute);
    const soon = watch.share(1, 10_000);
    for (let hour = 0; hour < 60; hour += 1) watch.idle(minute);
    expect(watch.share(1, 10_000)).toBeGreaterThan(10 * soon);
  });

  it('never count tracks that were read often', () => {
    const watch = createStrayWatch();
    watch.idle(minute);
    watch.ended(strayCells + 1);
    watch.ended(0);
    expect(watch.state()).toEqual({ strays: 0, idleMs: minute });
  });

  it('leave a share between nothing and all, the smaller the longer the passage', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 30 })), {
          minLength: 1,
        }),
        fc.integer({ min: 0, max: 20_000 }),
        (idles, passageMs) => {
          const watch = createStrayWatch();
          for (const [idle, strays] of idles) {
            watch.idle(idle);
            for (let stray = 0; stray < strays; stray += 1) watch.ended(1);
          }
          const share = watch.share(1, passageMs);
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(1);
          expect(watch.share(1, passageMs + 1000)).toBeLessThanOrEqual(share);
        },
      ),
    );
  });

  it('are known again after they were told', () => {
    const watch = createStrayWatch();
    watch.idle(minute);
    for (let stray = 0; stray < 9; stray += 1) watch.ended(2);
    const again = createStrayWatch();
    again.restore(watch.state());
    expect(again.share(1, 5000)).toBe(watch.share(1, 5000));
  });
});
