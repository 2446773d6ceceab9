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

describe('device events for the screens', () => {
  it('come at once, then at most ten a second, the newest last', async () => {
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
    for (const end of ends) end();
  });
});
