import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadingContent } from '../decoded.ts';
import { reading } from '../measurement/reading.ts';
import { Settling } from './settling.ts';

const values = (spo2: number, pulse: number): ReadingContent =>
  reading({
    values: { spo2: { value: spo2, unit: '%' }, pulseRate: { value: pulse, unit: '/min' } },
    raw: new Uint8Array(0),
  });

describe('settling of a stream', () => {
  it('takes values that hold for the whole time', () => {
    const settling = new Settling(8000);
    const results = [0, 4000, 7999, 8000].map((now) => settling.take(values(97, 72), now));
    expect(results).toEqual([false, false, false, true]);
  });

  it('begins anew when a value wanders off, even slowly, and after a restart', () => {
    const settling = new Settling(3000);
    expect([90, 91, 92, 93, 94].map((spo2, index) => settling.take(values(spo2, 72), index * 1000))).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
    settling.restart();
    expect(settling.take(values(94, 72), 10_000)).toBe(false);
    expect(settling.take(values(94, 72), 13_000)).toBe(true);
  });

  it('never settles on values further apart than the accuracy of the devices', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 70, max: 100 }), { minLength: 2, maxLength: 30 }), (series) => {
        const settling = new Settling(1000);
        let since = 0;
        for (const [index, spo2] of series.entries()) {
          const window = series.slice(since, index + 1);
          const settled = settling.take(values(spo2, 72), index * 500);
          if (Math.max(...window) - Math.min(...window) > 2) since = index;
          if (settled) expect(index - since).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });
});
