import { describe, expect, it } from 'vitest';
import { latchCell } from './cells.ts';
import { DoorStates } from './door-states.ts';

const asked = (): boolean => true;
const unasked = (): boolean => false;
const reading = (...closed: readonly boolean[]) => closed.map((each, at) => latchCell(at + 1, each));

describe('states of doors', () => {
  it('believes a contact after two equal readings', () => {
    const doors = new DoorStates(2);
    expect(doors.observe(reading(true, true), asked)).toBeUndefined();
    expect(doors.observe(reading(true, true), asked)?.changed).toEqual([1, 2]);
    expect(doors.observe(reading(false, true), asked)).toBeUndefined();
    expect(doors.observe(reading(true, true), asked)).toBeUndefined();
    expect(doors.observe(reading(false, true), asked)).toBeUndefined();
    expect(doors.observe(reading(false, true), asked)).toMatchObject({ changed: [1], unasked: [] });
  });

  it('tells at once that a door opened unasked, but waits for its shutting', () => {
    const doors = new DoorStates(1);
    doors.observe(reading(true), asked);
    doors.observe(reading(true), asked);
    expect(doors.observe(reading(false), unasked)).toMatchObject({ changed: [1], unasked: [1] });
    expect(doors.observe(reading(true), unasked)).toBeUndefined();
    expect(doors.observe(reading(true), unasked)?.changed).toEqual([1]);
  });

  it('knows nothing without a fresh reading, and needs two again afterwards', () => {
    const doors = new DoorStates(1);
    doors.observe(reading(true), asked);
    doors.observe(reading(true), asked);
    expect(doors.lose()?.cells).toEqual([latchCell(1, null)]);
    expect(doors.lose()).toBeUndefined();
    expect(doors.observe(reading(true), asked)).toBeUndefined();
    expect(doors.cell(1)?.closed).toBeNull();
    expect(doors.observe(reading(true), asked)?.cells).toEqual([latchCell(1, true)]);
  });
});
