import { describe, expect, it } from 'vitest';
import type { StationEvent } from '../../contract/system.ts';
import { EventBus } from './event-bus.ts';

const changed = (topic: 'items' | 'orders') => ({ kind: 'changed' as const, topics: [topic], ids: [] });
const all = () => true;

async function take(events: AsyncGenerator<StationEvent>, count: number): Promise<StationEvent[]> {
  const taken: StationEvent[] = [];
  while (taken.length < count) {
    const next = await events.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

describe('event stream', () => {
  it('goes on where a client was', async () => {
    const bus = new EventBus();
    for (let round = 0; round < 5; round++) bus.publish(changed('items'));
    const stream = bus.listen({ after: 3, signal: undefined, wanted: all });
    expect((await take(stream, 2)).map((event) => event.sequence)).toEqual([4, 5]);
  });

  it('tells a client to ask again when it missed more than is kept', async () => {
    const bus = new EventBus();
    for (let round = 0; round < 1500; round++) bus.publish(changed('items'));
    const [first] = await take(bus.listen({ after: 3, signal: undefined, wanted: all }), 1);
    expect(first?.kind).toBe('resync');
  });

  it('tells a client of another run of the station to ask again', async () => {
    const bus = new EventBus();
    const [first] = await take(bus.listen({ after: 77, signal: undefined, wanted: all }), 1);
    expect(first?.kind).toBe('resync');
  });

  it('does not hoard events for a client that does not read', async () => {
    const bus = new EventBus();
    const stream = bus.listen({ after: undefined, signal: undefined, wanted: all });
    const pending = stream.next();
    for (let round = 0; round < 2000; round++) bus.publish(changed('orders'));
    expect((await pending).value?.kind).toBe('resync');
  });

  it('ends with its signal', async () => {
    const bus = new EventBus();
    const abort = new AbortController();
    const pending = bus.listen({ after: undefined, signal: abort.signal, wanted: all }).next();
    abort.abort();
    expect((await pending).done).toBe(true);
  });
});
