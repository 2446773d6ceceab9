import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../manifest.ts';
import { bytesOf } from '../../testing/decoder-properties.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { createSeededRandom } from '../../transport/seeded-random.ts';
import { createTcpTransport, listenTcp } from '../../transport/tcp.ts';
import { silentLog, systemClock, type Transport } from '../../transport/transport.ts';
import { driver } from './index.ts';
import { play, PRESSURE, running, scene } from './device-scene.testing.ts';

describe('bad lines', () => {
  it('that bring only rubbish are told in words, and a device that speaks puts them right', async () => {
    const { device, clock, states, done } = await running([
      ...Array.from({ length: 4 }, () => ({ raw: '00FF7F013355AA'.repeat(4), afterMs: 200 })),
      { measure: PRESSURE, afterMs: 500 },
    ]);
    await clock.advance(1000);
    expect(states().at(-1)).toBe('degraded line.garbage');
    await clock.advance(3000);
    expect(states().at(-1)).toBe('ready');
    expect(done.at(-1)).toMatchObject({ did: 'confirmed' });
    await device.stop();
  });

  it('over which half a frame comes lose nothing of the next', async () => {
    const { device, clock, readings } = await running([
      { associate: true, afterMs: 0 },
      { misbehave: 'half', afterMs: 1000 },
      { measure: { ...PRESSURE, systolic: 111 }, afterMs: 0 },
      { measure: PRESSURE, afterMs: 1000 },
    ]);
    await clock.advance(15_000);
    expect(readings()).toEqual([{ ...PRESSURE, unsolicited: true }]);
    await device.stop();
  });

  it('with any bytes changed never throw, and the device works on afterwards', async () => {
    const { device, clock, lines, readings } = scene();
    device.start();
    await clock.advance(0);
    const random = createSeededRandom(11_073);
    const frames = [
      'E2000032 80000000 0001002A 50790026 80000000 8000 80000000 00000000 00800000 0008 0011223344556677 4007 0001 0100 00000000',
      'E7000044 0042 0005 0101 003C 0000 FFFFFFFF 0D1C 0032 4007 0001002C 0006 0001 00040024 092F0004 00024B5C 0A460002 8040 09960002 17A0 0A55000C 00020008 0A4C0002 09900008',
      'E7000028 0026 000A 0101 0020 0000 FFFFFFFF 0D1D 0016 F000 0000 0001000E 0001000A F16F 2026031509420700',
      'E7000034 0032 000D 0101 002C 0002 FFFFFFFF 0D21 0022 0001 00000000 00000002 C000 0014 20260315094207000068 20260315111510000083',
    ].map(bytesOf);
    for (let round = 0; round < 400; round += 1) {
      const frame = Uint8Array.from(frames[round % frames.length] ?? []);
      for (let changes = Math.floor(random() * 3); changes > 0; changes -= 1) {
        frame[Math.floor(random() * frame.length)] = Math.floor(random() * 256);
      }
      await lines[0]?.write(frame);
      await clock.advance(20);
    }
    await clock.advance(15_000);
    const before = readings().length;
    play(lines[0], clock, [
      { abort: 0, afterMs: 0 },
      { measure: PRESSURE, afterMs: 100 },
    ]);
    await clock.advance(2000);
    expect(readings().length - before).toBe(1);
    await device.stop();
  });

  it('scripts and settings that cannot be are refused before anything happens', () => {
    const clock = createManualClock();
    const [, line] = createMemoryPair({ clock });
    for (const step of [
      { profile: 'toaster' },
      { measure: { weight: 3 } },
      { measure: { systolic: 'many' } },
      { measure: PRESSURE, at: 'noon' },
      { store: [{ systolic: 1 }] },
      { nothing: true },
    ]) {
      expect(() => play(line, clock, [step])).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    }
    for (const settings of [
      { systemId: '00' },
      { setClock: 'often' },
      { askConfiguration: 'no' },
      { settleSeconds: 0 },
    ]) {
      expect(() => scene(settings)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    }
  });
});

describe('on USB', () => {
  function usbScene() {
    const clock = createManualClock();
    const asked: number[] = [];
    const lines: Transport[] = [];
    const events: DeviceEvent[] = [];
    const device = driver.createDevice({
      clock,
      log: silentLog,
      settings: {},
      factory: () => {
        const [near, far] = createMemoryPair({ clock });
        lines.push(far);
        const controlIn = async ({ request }: { readonly request: number }): Promise<Uint8Array> => {
          asked.push(request);
          return Uint8Array.of(0, 0);
        };
        return Object.assign(near, { controlIn });
      },
    });
    device.onEvent((event) => events.push(event));
    device.start();
    const state = () => events.flatMap((event) => (event.kind === 'state' ? [event.reason] : [])).at(-1);
    return { clock, asked, lines, device, state };
  }

  it('asks for the status first, and says when a device that was left in has to be plugged in again', async () => {
    const { clock, asked, lines, device, state } = usbScene();
    await clock.advance(14_000);
    expect(asked).toEqual([0]);
    expect(state()).toBe('phd.waiting');
    await clock.advance(2000);
    expect(state()).toBe('phd.replug');
    play(lines[0], clock, [{ associate: true, afterMs: 0 }]);
    await clock.advance(1000);
    expect(state()).toBeUndefined();
    await device.stop();
  });
});

describe('over a real socket', () => {
  it('two identical devices at once are each heard on their own line', async () => {
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, (transport) => {
      driver.attachSimulator({
        transport,
        clock: systemClock,
        script: [{ measure: PRESSURE, afterMs: 0 }],
        report: () => {},
      });
    });
    const port = Number(new URL(listener.url).port);
    const devices = [1, 2].map(() =>
      driver.createDevice({
        factory: () => createTcpTransport({ host: '127.0.0.1', port }),
        clock: systemClock,
        log: silentLog,
        settings: {},
      }),
    );
    const heard = devices.map(
      (device) =>
        new Promise<DeviceEvent>((resolve) => {
          device.onEvent((event) => {
            if (event.kind === 'reading') resolve(event);
          });
        }),
    );
    for (const device of devices) device.start();
    for (const event of await Promise.all(heard))
      expect(event).toMatchObject({ reading: { values: PRESSURE } });
    await Promise.all(devices.map((device) => device.stop()));
    await listener.close();
  });
});
