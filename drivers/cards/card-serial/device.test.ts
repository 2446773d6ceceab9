import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../manifest.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { createTcpTransport, listenTcp } from '../../transport/tcp.ts';
import { silentLog, systemClock, type Transport } from '../../transport/transport.ts';
import { driver } from './index.ts';

function scene(settings: Record<string, unknown> = {}) {
  const clock = createManualClock();
  const devices: Transport[] = [];
  const events: DeviceEvent[] = [];
  const reader = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [line, device] = createMemoryPair({ clock, toDriver: { split: 1, delayMs: 1 } });
      devices.push(device);
      return line;
    },
  });
  reader.onEvent((event) => events.push(event));
  const taps = () => events.flatMap((event) => (event.kind === 'card' ? [event.cardId] : []));
  const states = () => events.flatMap((event) => (event.kind === 'state' ? [event.state] : []));
  return { clock, devices, events, reader, taps, states };
}

function simulate(
  transport: Transport | undefined,
  clock: ReturnType<typeof createManualClock>,
  script: Record<string, unknown>[],
) {
  const done: unknown[] = [];
  if (transport === undefined) throw new Error('the reader has not connected');
  driver.attachSimulator({ transport, clock, script, report: (what) => done.push(what) });
  return done;
}

describe('serial card reader', () => {
  it('tells each tap once however often the card repeats while it lies there', async () => {
    const { clock, devices, reader, events, taps } = scene();
    reader.start();
    await clock.advance(0);
    const done = simulate(devices[0], clock, [
      { card: '9A3C51E7', afterMs: 0, times: 20, everyMs: 1000 },
      { card: '045B7E8A1C6F80', preset: 'stx-line', afterMs: 100 },
      { card: '9A3C51E7', afterMs: 100 },
      { card: '9A3C51E7', afterMs: 2500 },
    ]);
    await clock.advance(25_000);
    expect(taps()).toEqual(['9A3C51E7', '045B7E8A1C6F80', '9A3C51E7', '9A3C51E7']);
    expect(done).toHaveLength(23);
    expect(events.find((event) => event.kind === 'card')).toMatchObject({
      raw: '9A3C51E7',
      encoding: 'hex-line',
    });
    await reader.stop();
    expect(clock.pending).toBe(0);
  });

  it('reads a line that ends with CR alone after a moment of silence', async () => {
    const { clock, devices, reader, taps } = scene();
    reader.start();
    await clock.advance(0);
    simulate(devices[0], clock, [{ card: '3C51E7', preset: 'bit-count', afterMs: 0 }]);
    await clock.advance(300);
    expect(taps()).toEqual(['3C51E7']);
    await reader.stop();
  });

  it('keeps quiet about noise and refused lines', async () => {
    const { clock, devices, reader, taps } = scene();
    reader.start();
    await clock.advance(0);
    simulate(devices[0], clock, [
      { raw: '00FF 02 324630303343353145374134 03', afterMs: 0 },
      { card: '9A3C51E7', afterMs: 10 },
    ]);
    await clock.advance(1000);
    expect(taps()).toEqual(['9A3C51E7']);
    await reader.stop();
  });

  it('is away when the line is lost and ready again when it is back', async () => {
    const { clock, devices, reader, states, taps } = scene();
    reader.start();
    await clock.advance(0);
    simulate(devices[0], clock, [{ hangUp: true, afterMs: 10 }]);
    await clock.advance(20);
    expect(states()).toEqual(['connecting', 'ready', 'away']);
    await clock.advance(500);
    expect(states()).toEqual(['connecting', 'ready', 'away', 'ready']);
    simulate(devices[1], clock, [{ card: '9A3C51E7', afterMs: 0 }]);
    await clock.advance(100);
    expect(taps()).toEqual(['9A3C51E7']);
    await reader.stop();
    await reader.stop();
    expect(states().at(-1)).toBe('stopped');
  });

  it('goes on trying, at most four seconds apart, while there is no port', async () => {
    const clock = createManualClock();
    const events: DeviceEvent[] = [];
    let tries = 0;
    const reader = driver.createDevice({
      clock,
      log: silentLog,
      settings: {},
      factory: () => {
        tries += 1;
        const [line] = createMemoryPair({ clock });
        void line.close();
        return line;
      },
    });
    reader.onEvent((event) => events.push(event));
    reader.start();
    await clock.advance(20_000);
    expect(tries).toBeGreaterThanOrEqual(6);
    expect(events).toEqual([
      { kind: 'state', state: 'connecting' },
      { kind: 'state', state: 'away', reason: 'transport.closed' },
    ]);
    await reader.stop();
    expect(clock.pending).toBe(0);
  });

  it('reads the simulator over a real socket', async () => {
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, (transport) => {
      const script = [{ card: '2F003C51E7', preset: 'em4100', afterMs: 0 }];
      driver.attachSimulator({ transport, clock: systemClock, script, report: () => {} });
    });
    const port = Number(new URL(listener.url).port);
    const reader = driver.createDevice({
      factory: () => createTcpTransport({ host: '127.0.0.1', port }),
      clock: systemClock,
      log: silentLog,
      settings: {},
    });
    const card = new Promise<DeviceEvent>((resolve) => {
      reader.onEvent((event) => {
        if (event.kind === 'card') resolve(event);
      });
    });
    reader.start();
    expect(await card).toMatchObject({ cardId: '2F003C51E7', raw: '2F003C51E7A5', encoding: 'em4100' });
    await reader.stop();
    await listener.close();
  });

  it('knows no actions and refuses scripts it cannot play', async () => {
    const { clock, reader } = scene();
    await expect(reader.request('open', {})).rejects.toMatchObject({ code: 'device.unsupported' });
    const [, device] = createMemoryPair({ clock });
    for (const step of [
      {},
      { card: 'XYZ' },
      { card: '9A3C51E7', preset: 'none' },
      { raw: '1' },
      { hangUp: true, afterMs: -1 },
    ]) {
      expect(() => simulate(device, clock, [step])).toThrow(
        expect.objectContaining({ code: 'input.invalid' }),
      );
    }
  });
});
