import { describe, expect, it } from 'vitest';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { running } from './device-scene.testing.ts';

describe('the clock of the device', () => {
  it('is set when the device asks for it', async () => {
    const { device, clock, events } = await running([
      { clockOffsetMs: 3_600_000, afterMs: 0 },
      { wantsClock: true, afterMs: 0 },
      { associate: true, afterMs: 0 },
    ]);
    await clock.advance(2000);
    const offsets = events.flatMap((event) => (event.kind === 'clock' ? [event.offsetMs] : []));
    expect(offsets[0]).toBeGreaterThan(3_590_000);
    expect(Math.abs(offsets.at(-1) ?? Number.NaN)).toBeLessThan(2000);
    await device.stop();
  });

  it.each([
    ['never', 1],
    ['whenAsked', 1],
    ['whenWrong', 2],
  ])('that is wrong and does not ask: %s', async (setClock, told) => {
    const { device, clock, events } = await running(
      [
        { clockOffsetMs: -600_000, afterMs: 0 },
        { associate: true, afterMs: 0 },
      ],
      { setClock },
    );
    await clock.advance(2000);
    expect(events.filter((event) => event.kind === 'clock')).toHaveLength(told);
    await device.stop();
  });

  it('is set by hand', async () => {
    const { device, clock } = await running([{ associate: true, afterMs: 0 }]);
    await clock.advance(1000);
    const set = device.request('setClock', {});
    await clock.advance(100);
    await expect(set).resolves.toEqual({ at: wallTimeOf(clock.now() - 100) });
    await device.stop();
  });
});

describe('the memory of the device', () => {
  const store = [
    { glucose: 104, at: '2026-03-15T09:42:07' },
    { glucose: 131, at: '2026-03-15T11:15:10' },
    { glucose: 'LO', at: '2026-03-15T12:00:00' },
  ];
  const start = () =>
    running([
      { profile: 'glucose', afterMs: 0 },
      { store, entriesPerEvent: 2, afterMs: 0 },
      { associate: true, afterMs: 0 },
    ]);

  it('is read segment by segment, never as a new measurement, and nothing is deleted', async () => {
    const { device, clock, readings, phases, done } = await start();
    await clock.advance(1000);
    await device.request('start', {});
    const reading = device.request('readMemory', {});
    await clock.advance(1000);
    await expect(reading).resolves.toEqual({ segments: [{ store: 2, segment: 1, results: 3, refused: 0 }] });
    expect(readings()).toEqual([
      { glucose: 104, unsolicited: true },
      { glucose: 131, unsolicited: true },
      { error: 'belowRange', unsolicited: true },
    ]);
    expect(phases()).toEqual(['armed']);
    expect(done).toContainEqual({ did: 'transferred', entries: 3 });
    await device.stop();
  });

  it('that stops coming ends with an error, and is read from its beginning the next time', async () => {
    const { device, clock, done, readings } = await running([
      { profile: 'glucose', afterMs: 0 },
      { store, entriesPerEvent: 2, silentAfterEvents: 1, afterMs: 0 },
      { associate: true, afterMs: 0 },
      { associate: true, afterMs: 9000 },
    ]);
    await clock.advance(1000);
    const first = expect(device.request('readMemory', {})).rejects.toMatchObject({ code: 'device.timeout' });
    await clock.advance(7000);
    await first;
    expect(readings()).toHaveLength(2);
    expect(done).toContainEqual({ did: 'abortedByManager', reason: 2 });
    await clock.advance(3000);
    const again = device.request('readMemory', {});
    await clock.advance(1000);
    await expect(again).resolves.toMatchObject({ segments: [{ results: 3 }] });
    expect(readings()).toHaveLength(5);
    await device.stop();
  });

  it('is cut off with the line', async () => {
    const { device, clock, lines } = await start();
    await clock.advance(1000);
    const cut = expect(device.request('readMemory', {})).rejects.toMatchObject({ code: 'transport.closed' });
    await lines[0]?.close();
    await clock.advance(10);
    await cut;
    await device.stop();
  });

  it('of an empty store, of a device without store, and of none at all', async () => {
    const empty = await running([
      { profile: 'glucose', afterMs: 0 },
      { associate: true, afterMs: 0 },
    ]);
    await empty.clock.advance(1000);
    const nothing = empty.device.request('readMemory', {});
    await empty.clock.advance(1000);
    await expect(nothing).resolves.toEqual({ segments: [] });
    await empty.device.stop();
    const pressure = await running([]);
    await expect(pressure.device.request('readMemory', {})).rejects.toMatchObject({ code: 'device.away' });
    await pressure.clock.advance(5000);
    await expect(pressure.device.request('readMemory', {})).rejects.toMatchObject({
      code: 'device.unsupported',
    });
    await pressure.device.stop();
  });

  it('is deleted only when the operator says so', async () => {
    const { device, clock } = await start();
    await clock.advance(1000);
    await expect(device.request('clearMemory', {})).rejects.toMatchObject({ code: 'input.invalid' });
    const cleared = device.request('clearMemory', { confirm: true });
    await clock.advance(100);
    await expect(cleared).resolves.toEqual({ stores: 1 });
    await device.stop();
  });
});
