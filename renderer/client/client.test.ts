import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import type { StationEvent } from '../../main/contract/system.ts';
import { reconnectDelay } from './back-off.ts';
import { DisconnectedError, keepConnected } from './connection.ts';
import { createEventFeed, isConcerned } from './events.ts';
import { failureOf, isUndecided } from './failures.ts';
import { createIntention } from './intention.ts';
import type { Line } from './line.ts';
import { afterEvent, type Live } from './live.ts';

describe('one intention, one command id', () => {
  function counting(): () => string {
    let count = 0;
    return () => `id-${++count}`;
  }

  it('keeps the id for a repeat after a lost answer', () => {
    const intention = createIntention(counting());
    expect(intention.idFor({ item: 1 })).toBe('id-1');
    expect(intention.idFor({ item: 1 })).toBe('id-1');
  });
  it('takes a new id once it was answered, and for another input', () => {
    const intention = createIntention(counting());
    intention.idFor({ item: 1 });
    expect(intention.idFor({ item: 2 })).toBe('id-2');
    intention.settled();
    expect(intention.idFor({ item: 2 })).toBe('id-3');
  });
});

describe('failures', () => {
  it('carry the code of the refusal', () => {
    const data = { code: 'evidence.tag_taken', detail: { epc: '30' } };
    expect(failureOf(new ORPCError('CONFLICT', { data }))).toEqual(data);
  });
  it('tell not sent from not answered, and both from refused', () => {
    expect(failureOf(new DisconnectedError()).code).toBe('client.disconnected');
    expect(failureOf(new Error('closed')).code).toBe('client.no_answer');
    expect(failureOf(new ORPCError('INTERNAL_SERVER_ERROR')).code).toBe('generic');
    expect(isUndecided(failureOf(new Error('closed')))).toBe(true);
    expect(isUndecided(failureOf(new ORPCError('FORBIDDEN')))).toBe(false);
  });
});

describe('events', () => {
  const changed: StationEvent = { kind: 'changed', sequence: 7, topics: ['items'], ids: ['a'] };

  it('ask a query again only when its topic and its thing are concerned', () => {
    expect(isConcerned({ topics: ['items'] }, changed)).toBe(true);
    expect(isConcerned({ topics: ['items'], id: 'a' }, changed)).toBe(true);
    expect(isConcerned({ topics: ['items'], id: 'b' }, changed)).toBe(false);
    expect(isConcerned({ topics: ['orders'] }, changed)).toBe(false);
    expect(isConcerned({ topics: [] }, { kind: 'resync', sequence: 8 })).toBe(true);
  });

  it('resume after the last one that came', async () => {
    const asked: (number | undefined)[] = [];
    const feed = createEventFeed(async (after) => {
      asked.push(after);
      return (async function* () {
        yield changed;
      })();
    });
    const seen: number[] = [];
    feed.subscribe((event) => seen.push(event.sequence));
    const first = new AbortController();
    feed.subscribe(() => first.abort());
    await feed.follow(first.signal);
    const second = new AbortController();
    feed.subscribe(() => second.abort());
    await feed.follow(second.signal);
    expect(asked).toEqual([undefined, 7]);
    expect(seen).toEqual([7, 7]);
  });
});

describe('the room as it is', () => {
  const alarm = {
    id: '1',
    number: 'A-1',
    at: '2026-11-23T06:05:00.000Z',
    door: 'north',
    reason: 'unauthorised-exit',
    state: 'alarm' as const,
    items: [],
    person: null,
    doorClosed: true,
    drill: false,
  };
  const empty: Live = { lamps: [], doors: {}, alarms: [] };

  it('keeps an alarm until it is settled', () => {
    const ringing = afterEvent(empty, { kind: 'alarm', sequence: 1, alarm });
    expect(ringing.alarms).toEqual([alarm]);
    const settled = { ...alarm, state: 'resolved' as const };
    expect(afterEvent(ringing, { kind: 'alarm', sequence: 2, alarm: settled }).alarms).toEqual([]);
  });
  it('is the same picture after an event that is none of its business', () => {
    expect(afterEvent(empty, { kind: 'resync', sequence: 1 })).toBe(empty);
  });
});

describe('connection', () => {
  it('waits longer after each failure, but never more than five seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(reconnectDelay)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('sends over the newest line and says when there is none', async () => {
    const lines: { readonly line: Line; readonly cut: () => void }[] = [];
    const connection = keepConnected(() => {
      const { promise: closed, resolve: cut } = Promise.withResolvers<void>();
      const name = `line ${lines.length + 1}`;
      const line = { link: { call: () => Promise.resolve(name) }, closed };
      lines.push({ line, cut });
      return Promise.resolve(line);
    });
    const states: string[] = [];
    connection.subscribe(() => states.push(connection.state().kind));
    expect(await connection.link.call([], {}, { context: {} })).toBe('line 1');
    lines[0]?.cut();
    const { promise: reconnected, resolve } = Promise.withResolvers<void>();
    connection.subscribe(() => {
      if (connection.state().kind === 'connected') resolve();
    });
    await reconnected;
    expect(await connection.link.call([], {}, { context: {} })).toBe('line 2');
    expect(states).toEqual(['connected', 'lost', 'connected']);
    connection.stop();
  });
});
