import { describe, expect, it } from 'vitest';
import type { GateEvent } from '../gate/types.ts';
import { DoorEngine } from './engine.ts';
import { Eyesight } from './eyesight.ts';
import type { PortalRecords } from './records.ts';

const minute = 60_000;

function createEyes() {
  let now = 1_000_000;
  const pushed: GateEvent[] = [];
  const recorded: unknown[] = [];
  const engine = new DoorEngine({ door: 'door-1', antennas: [{ antenna: 1, side: 'inside' }] });
  const records = {
    write(_what: string, run: (store: unknown, options: unknown) => Promise<unknown>) {
      const store = {
        execute: (_name: string, input: { from: string; until: string; reason: string }) => {
          recorded.push([Date.parse(input.until) - Date.parse(input.from), input.reason]);
          return Promise.resolve({});
        },
      };
      return run(store, {}).then(() => undefined);
    },
  } as unknown as PortalRecords;
  const eyes = new Eyesight({
    door: 'door-1',
    name: '一号库门',
    now: () => now,
    log: { info() {}, warn() {} },
    records,
    push(event) {
      pushed.push(event);
      engine.push(event);
    },
  });
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { eyes, engine, pushed, recorded, pass, now: () => now };
}

describe('when a door cannot judge', () => {
  it('learns its shelf from the moment its reader is there, once, and has it on record', () => {
    const { eyes, engine, recorded, pass, now } = createEyes();
    expect(engine.learningUntil(now())).toBeNull();
    eyes.reader('ready', undefined);
    expect(engine.learningUntil(now())).toBe(now() + 15_000);
    pass(10_000);
    eyes.seen();
    expect(engine.learningUntil(now())).toBe(now() + 5000);
    pass(5000);
    expect(engine.learningUntil(now())).toBeNull();
    expect(recorded).toEqual([[15_000, 'learning_shelf']]);
  });

  it('knows its shelf after a short absence of the reader, and learns it anew after a long one', () => {
    const { eyes, engine, pushed, recorded, pass, now } = createEyes();
    eyes.reader('ready', undefined);
    pass(minute);
    eyes.reader('away', 'llrp.link_lost');
    expect(eyes.blindReason).toBe('reader_away');
    pass(minute);
    eyes.reader('ready', undefined);
    expect(eyes.blindReason).toBeNull();
    expect(engine.learningUntil(now())).toBeNull();
    eyes.reader('away', 'llrp.link_lost');
    pass(40 * minute);
    eyes.reader('ready', undefined);
    expect(engine.learningUntil(now())).toBe(now() + 15_000);
    expect(recorded.map((one) => (one as [number, string])[1])).toEqual([
      'learning_shelf',
      'reader_away',
      'reader_away',
      'learning_shelf',
    ]);
    expect(pushed.filter((event) => event.kind === 'blind')).toHaveLength(4);
  });

  it('need not learn what it knew before the station was started anew', () => {
    const { eyes, engine, recorded, now } = createEyes();
    eyes.knows(now());
    eyes.reader('ready', undefined);
    expect(engine.learningUntil(now())).toBeNull();
    expect(recorded).toEqual([]);
  });
});
