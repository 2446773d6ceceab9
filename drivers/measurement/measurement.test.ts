import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../manifest.ts';
import { createManualClock } from '../transport/manual-clock.ts';
import { MeasurementState } from './measurement-state.ts';
import { deviceTime, isPlausiblePressure, reading, readingError } from './reading.ts';

function scene() {
  const clock = createManualClock();
  const told: string[] = [];
  const state = new MeasurementState({
    clock,
    limitMs: 180_000,
    emit: (event: DeviceEvent) => {
      if (event.kind === 'measurement')
        told.push(event.reason === undefined ? event.phase : `${event.phase} ${event.reason}`);
      if (event.kind === 'reading') told.push(event.unsolicited ? 'unsolicited' : 'result');
    },
  });
  return { clock, state, told };
}
const good = reading({ values: { pulse: { value: 71, unit: '/min' } }, raw: Uint8Array.of(1) });

describe('course of a measurement', () => {
  it('goes from armed over measuring to the result', () => {
    const { clock, state, told } = scene();
    state.arm();
    state.measuring();
    state.result(good);
    expect(told).toEqual(['armed', 'measuring', 'result']);
    expect(clock.pending).toBe(0);
  });

  it('keeps a result apart that nobody asked for', () => {
    const { state, told } = scene();
    state.result(readingError('E44', 'arm moved', Uint8Array.of()));
    expect(told).toEqual(['unsolicited']);
  });

  it('ends as interrupted when the line is lost, and only when something was under way', () => {
    const { state, told } = scene();
    state.interrupted('transport.closed');
    state.arm();
    state.interrupted('transport.closed');
    expect(told).toEqual(['armed', 'interrupted transport.closed']);
  });

  it('times out as a whole', async () => {
    const { clock, state, told } = scene();
    state.arm();
    await clock.advance(180_000);
    expect(told).toEqual(['armed', 'timed-out']);
    expect(() => state.arm()).not.toThrow();
    expect(() => state.arm()).toThrow(expect.objectContaining({ code: 'device.refused' }));
  });
});

describe('parts of a reading', () => {
  it('keeps the text of a number whose zeros carry meaning', () => {
    expect(
      reading({ values: { weight: { value: 83.2, unit: 'g', text: '83.20' } }, raw: Uint8Array.of(0xab) }),
    ).toEqual({
      kind: 'reading',
      values: { weight: 83.2 },
      units: { weight: 'g' },
      text: { weight: '83.20' },
      flags: [],
      person: null,
      at: null,
      raw: 'AB',
    });
  });

  it('takes only dates that exist', () => {
    expect(deviceTime(2026, 3, 15, 9, 42)).toBe('2026-03-15T09:42');
    expect(deviceTime(2024, 2, 29, 23, 59, 59)).toBe('2024-02-29T23:59:59');
    for (const wrong of [
      [2026, 2, 29, 0, 0],
      [2026, 13, 1, 0, 0],
      [2026, 1, 1, 24, 0],
      [2026, 0, 1, 0, 0],
    ] as const) {
      const [year, month, day, hour, minute] = wrong;
      expect(deviceTime(year, month, day, hour, minute)).toBeUndefined();
    }
  });

  it('knows what a blood pressure can be', () => {
    expect(isPlausiblePressure(128, 82, 71)).toBe(true);
    expect(isPlausiblePressure(80, 80, 71)).toBe(false);
    expect(isPlausiblePressure(300, 82, 71)).toBe(false);
    expect(isPlausiblePressure(128, 82, 39)).toBe(false);
  });
});
