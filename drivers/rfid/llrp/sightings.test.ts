import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReaderClock } from './reader-clock.ts';

const HOUR_US = 3_600_000_000;

describe('the clock offset of a reader', () => {
  it('is the least of arrival minus reader time, since delay only adds', () => {
    const clock = new ReaderClock();
    for (const [at, delay] of [
      [0, 40],
      [100, 5],
      [200, 300],
    ] as const) {
      expect(clock.observe('utc', at * 1000, 10_000 + at + delay, at)).toBe(false);
    }
    expect(clock.offsetOf('utc')).toBe(10_005);
    expect(clock.offsetOf('uptime')).toBeUndefined();
  });

  it('forgets what is older than three minutes, so that a slow clock is followed', () => {
    const clock = new ReaderClock();
    clock.observe('utc', 0, 1_000, 0);
    for (let at = 10_000; at <= 200_000; at += 10_000) clock.observe('utc', at * 1000, at + 1_050, at);
    expect(clock.offsetOf('utc')).toBe(1_050);
  });

  it.each([HOUR_US, -HOUR_US])('sees a step of the reader by %d µs at once', (step) => {
    const clock = new ReaderClock();
    clock.observe('utc', HOUR_US * 10, 0, 0);
    expect(clock.observe('utc', HOUR_US * 10 + 1_000_000 + step, 1_000, 1_000)).toBe(true);
    expect(clock.offsetOf('utc')).toBe(-36_000_000 - step / 1000);
  });

  it('takes three seconds of stalled socket for delay, and three seconds that stay for a step', () => {
    const stalled = new ReaderClock();
    stalled.observe('utc', 0, 0, 0);
    for (let read = 0; read < 30; read += 1) {
      expect(stalled.observe('utc', read * 100_000, 3_000 + read, 3_000 + read)).toBe(false);
    }
    expect(stalled.offsetOf('utc')).toBe(0);
    const stepped = new ReaderClock();
    stepped.observe('utc', 0, 0, 0);
    const verdicts = [0, 500, 1_000, 1_500].map((at) => stepped.observe('utc', at * 1000, at + 3_000, at));
    expect(verdicts).toEqual([false, false, true, false]);
    expect(stepped.offsetOf('utc')).toBe(3_000);
  });

  it('never lies above the least delay of the window', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_900), { minLength: 1, maxLength: 100 }), (delays) => {
        const clock = new ReaderClock();
        delays.forEach((delay, index) => {
          expect(clock.observe('utc', index * 1_000_000, index * 1000 + delay, index * 1000)).toBe(false);
        });
        expect(clock.offsetOf('utc')).toBe(Math.min(...delays));
      }),
      { numRuns: 100 },
    );
  });
});
