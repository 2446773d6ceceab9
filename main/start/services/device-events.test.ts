import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../drivers/transport/manual-clock.ts';
import type { DeviceLive } from '../../contract/device-work.ts';
import { nothingLive } from '../../devices/live.ts';
import type { EventToPublish } from '../../kernel/events/event-bus.ts';
import { showDevices } from './device-events.ts';

const says = (tail: string): DeviceLive => ({
  ...nothingLive,
  card: { at: '2026-03-15T09:42:00.000Z', tail },
});

function shownDevices() {
  const clock = createManualClock();
  const published: EventToPublish[] = [];
  let live: (device: string, live: DeviceLive) => void = () => {};
  let plugs: () => void = () => {};
  const ends = showDevices(
    {
      onLive: (listener) => {
        live = listener;
        return () => {};
      },
      onPlugs: (listener) => {
        plugs = listener;
        return () => {};
      },
      isTraining: (device) => device === 't',
    },
    { publish: (event) => published.push(event) },
    clock,
  );
  const tails = (): unknown[] =>
    published.map((event) => (event.kind === 'device-live' ? event.live.card?.tail : event.kind));
  return {
    clock,
    published,
    tails,
    live: (device: string, said: DeviceLive) => live(device, said),
    plugs: () => plugs(),
    end: () => {
      for (const end of ends) end();
    },
  };
}

describe('device events for the screens', () => {
  it('come at once, then at most ten a second, the newest last', async () => {
    const { clock, published, tails, live, plugs, end } = shownDevices();
    live('a', says('1'));
    live('a', says('2'));
    live('t', says('x'));
    live('a', says('3'));
    expect(tails()).toEqual(['1', 'x']);
    await clock.advance(100);
    expect(tails()).toEqual(['1', 'x', '3']);
    await clock.advance(1000);
    expect(tails()).toHaveLength(3);
    plugs();
    expect(published.at(-1)).toEqual({ kind: 'changed', topics: ['plugged'], ids: [] });
    expect(published[1]).toMatchObject({ device: 't', training: true });
    end();
    expect(clock.pending).toBe(0);
  });

  it('show a result at once that follows the beginning of its measurement', async () => {
    const { clock, published, live, end } = shownDevices();
    const reading = (systolic: string): DeviceLive['reading'] => ({
      at: '2026-03-15T09:42:00.000Z',
      values: [{ name: 'systolic', text: systolic, unit: 'mm[Hg]' }],
      error: null,
      flags: [],
      person: null,
      deviceTime: null,
      unsolicited: false,
    });
    const values = (): unknown[] =>
      published.map((event) => event.kind === 'device-live' && event.live.reading?.values[0]?.text);
    const before = { ...nothingLive, reading: reading('120') };
    live('a', before);
    await clock.advance(1000);
    const measuring: DeviceLive = {
      ...before,
      measurement: { at: '2026-03-15T09:43:00.000Z', phase: 'measuring', reason: null },
    };
    live('a', measuring);
    live('a', { ...measuring, reading: reading('131') });
    expect(values()).toEqual(['120', '120', '131']);
    live('a', { ...measuring, reading: reading('132') });
    live('a', { ...measuring, reading: reading('133') });
    expect(values()).toHaveLength(3);
    await clock.advance(100);
    expect(values()).toEqual(['120', '120', '131', '133']);
    end();
  });
});
