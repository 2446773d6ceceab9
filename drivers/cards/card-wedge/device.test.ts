import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../manifest.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog, type Transport } from '../../transport/transport.ts';
import { driver } from './index.ts';
import { typedReports } from './simulator.ts';

type Step = Readonly<Record<string, unknown>>;

function scene(settings: Record<string, unknown> = { input: 'reports' }) {
  const clock = createManualClock();
  const ends: Transport[] = [];
  const events: DeviceEvent[] = [];
  let isPlugged = true;
  const reader = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      // HID hands over one report at a time.
      const [line, end] = createMemoryPair({ clock, toDriver: { split: 8, delayMs: 1 } });
      if (!isPlugged) void line.close();
      ends.push(end);
      return line;
    },
  });
  reader.onEvent((event) => events.push(event));
  const play = (script: readonly Step[]): unknown[] => {
    const done: unknown[] = [];
    const transport = ends.at(-1);
    if (transport === undefined) throw new Error('the reader has not connected');
    driver.attachSimulator({
      transport,
      clock,
      script: script.map((step) => ({ afterMs: 0, ...step })),
      report: (what) => done.push(what),
    });
    return done;
  };
  return {
    clock,
    reader,
    events,
    ends,
    play,
    cards: () => events.flatMap((event) => (event.kind === 'card' ? [event.cardId] : [])),
    states: () => events.flatMap((event) => (event.kind === 'state' ? [event.state] : [])),
    plugged: (is: boolean): void => {
      isPlugged = is;
    },
  };
}

describe('a card reader that plays keyboard, by its reports', () => {
  it('tells each tap once however often the card repeats, and another card at once', async () => {
    const { clock, reader, play, cards, events } = scene();
    reader.start();
    await clock.advance(0);
    const done = play([
      { card: '9A3C51E7', times: 8, everyMs: 400 },
      { card: '045B7E8A1C6F80', afterMs: 200 },
      { card: '9A3C51E7', afterMs: 5000 },
    ]);
    await clock.advance(12_000);
    expect(cards()).toEqual(['9A3C51E7', '045B7E8A1C6F80', '9A3C51E7']);
    expect(done).toHaveLength(10);
    expect(events.find((event) => event.kind === 'card')).toMatchObject({
      raw: '9A3C51E7',
      encoding: 'hexMsb',
    });
    await reader.stop();
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['dec10Msb', '2587644391'],
    ['hexMsb', '9A3C51E7'],
  ])('knows the notation %s by itself', async (preset, raw) => {
    const { clock, reader, play, events } = scene();
    reader.start();
    await clock.advance(0);
    play([{ card: '9A3C51E7', preset }]);
    await clock.advance(1000);
    expect(events.filter((event) => event.kind === 'card')).toMatchObject([
      { cardId: '9A3C51E7', raw, encoding: preset },
    ]);
    await reader.stop();
  });

  it('decides by silence when the release behind the end key does not come', async () => {
    const { clock, reader, play, cards } = scene();
    reader.start();
    await clock.advance(0);
    const reports = Buffer.from(typedReports('9A3C51E7'));
    play([{ raw: reports.subarray(0, -8).toString('hex') }]);
    await clock.advance(80);
    expect(cards()).toEqual([]);
    await clock.advance(200);
    expect(cards()).toEqual(['9A3C51E7']);
    await reader.stop();
  });

  it('takes half a number, a foreign key and noise for no card, and the next tap counts', async () => {
    const { clock, reader, play, cards } = scene();
    reader.start();
    await clock.advance(0);
    const half = Buffer.from(typedReports('9A3C51')).subarray(0, 40).toString('hex');
    // 3A is F1: no reader types it.
    const foreign = `00003A0000000000${'00'.repeat(8)}${Buffer.from(typedReports('9A3C51E7')).toString('hex')}`;
    play([
      { raw: half },
      { raw: 'FF01FF01FF' },
      { raw: foreign, afterMs: 500 },
      { card: '5D20B84F', afterMs: 500 },
    ]);
    await clock.advance(3000);
    expect(cards().at(-1)).toBe('5D20B84F');
    expect(cards()).not.toContain('9A3C51');
    await reader.stop();
  });

  it('pulled out in the middle of a number: away, no card, and ready by itself when it is back', async () => {
    const { clock, reader, play, cards, states, ends, plugged } = scene();
    reader.start();
    await clock.advance(0);
    play([{ raw: Buffer.from(typedReports('9A3C51E7')).subarray(0, 48).toString('hex') }]);
    await clock.advance(20);
    plugged(false);
    await ends.at(-1)?.close();
    await clock.advance(5000);
    expect(states()).toEqual(['connecting', 'ready', 'away']);
    plugged(true);
    await clock.advance(4000);
    expect(states().at(-1)).toBe('ready');
    // The rest of the number that was begun before belongs to nothing.
    play([
      { raw: Buffer.from(typedReports('9A3C51E7')).subarray(48).toString('hex') },
      { card: '5D20B84F', afterMs: 500 },
    ]);
    await clock.advance(2000);
    expect(cards()).not.toContain('9A3C51E7');
    expect(cards().at(-1)).toBe('5D20B84F');
    await reader.stop();
  });

  it('two alike are two readers: each tells its own taps', async () => {
    const [left, right] = [scene(), scene()];
    left.reader.start();
    right.reader.start();
    await left.clock.advance(0);
    await right.clock.advance(0);
    left.play([{ card: '9A3C51E7' }]);
    right.play([{ card: '9A3C51E7' }]);
    await left.clock.advance(500);
    await right.clock.advance(500);
    expect([left.cards(), right.cards()]).toEqual([['9A3C51E7'], ['9A3C51E7']]);
    await left.reader.stop();
    await right.reader.stop();
  });
});

describe('a card reader whose keys the page catches', () => {
  it('opens no line, is ready at once, and tells what the page hands over', async () => {
    const { clock, reader, ends, events, states } = scene({});
    reader.start();
    expect(states()).toEqual(['ready']);
    expect(await reader.request('typed', { text: ' 9a3c51e7 ' })).toEqual({
      cardId: '9A3C51E7',
      random: false,
    });
    await reader.request('typed', { text: '9A3C51E7' });
    expect(events.filter((event) => event.kind === 'card')).toHaveLength(1);
    await clock.advance(3000);
    await reader.request('typed', { text: '9A3C51E7' });
    expect(events.filter((event) => event.kind === 'card')).toHaveLength(2);
    expect(ends).toEqual([]);
    await reader.stop();
    expect(clock.pending).toBe(0);
  });

  it('says that a random number is none to remember a card by', async () => {
    const { reader } = scene({});
    expect(await reader.request('typed', { text: '08A1B2C3' })).toMatchObject({ random: true });
  });

  it('refuses what is no card number, other actions and settings that cannot be', async () => {
    const { reader } = scene({});
    for (const input of [{ text: '123' }, { text: 'HELLO WORLD' }, {}, null, { text: 7 }]) {
      await expect(reader.request('typed', input)).rejects.toMatchObject({ code: 'input.invalid' });
    }
    await expect(reader.request('open', {})).rejects.toMatchObject({ code: 'device.unsupported' });
    for (const settings of [
      { input: 'mind' },
      { minimumLength: 0 },
      { encoding: 'morse' },
      { repeatWindowMs: -1 },
    ]) {
      expect(() => scene(settings)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    }
  });
});
