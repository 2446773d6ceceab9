import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorSession } from '../../manifest.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog, type Transport } from '../../transport/transport.ts';
import { drawJpeg } from './drawn-jpeg.ts';
import { checkJpeg } from './frame.ts';
import { cameraDriver } from './index.ts';
import { collectEvents } from './testing.ts';
import { drawTrainingScene } from './training-scene.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(script: readonly Readonly<Record<string, unknown>>[] = []) {
  const clock = createManualClock();
  const sessions: SimulatorSession[] = [];
  let isPlugged = true;
  let line: Transport | undefined;
  const device = cameraDriver.createDevice({
    clock,
    log: silentLog,
    settings: { kind: 'onvif', username: 'station', password: 'station-2026' },
    factory: () => {
      const [near, far] = createMemoryPair({ clock });
      line = far;
      if (isPlugged)
        sessions.push(cameraDriver.attachSimulator({ transport: far, clock, script, report: () => {} }));
      else void far.close();
      return near;
    },
  });
  const { events, until } = collectEvents(device);
  stops.push(() => device.stop());
  device.start();
  const pictures = () => events.flatMap((event) => (event.kind === 'frame' ? [event.jpeg] : []));
  const lastState = () => events.findLast((event) => event.kind === 'state');
  /** HTTP takes turns of Node that the clock does not see. */
  const pass = async (milliseconds: number): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += 20) await clock.advance(20);
  };
  const perform = (step: Readonly<Record<string, unknown>>): void => sessions.at(-1)?.perform?.([step]);
  const unplug = async (): Promise<void> => {
    isPlugged = false;
    await line?.close();
  };
  const plug = (): void => {
    isPlugged = true;
  };
  return { device, events, until, pictures, lastState, pass, perform, unplug, plug };
}

describe('a camera at the end of a line', () => {
  it('logs in by ONVIF and gives whole pictures, each another', async () => {
    const { pass, pictures, lastState, device } = await start();
    await pass(4000);
    expect(lastState()).toMatchObject({ state: 'ready' });
    const [first, second] = pictures();
    expect(checkJpeg(first ?? new Uint8Array())).toMatchObject({ width: 640, height: 480 });
    expect(second).not.toEqual(first);
    const taken = device.request('snapshot', {});
    await pass(1000);
    expect(await taken).toMatchObject({
      width: 640,
      height: 480,
      clockOffsetMs: expect.any(Number) as unknown,
    });
  });

  it('takes further steps while it runs: another scene, broken pictures, well again', async () => {
    const { pass, pictures, lastState, perform } = await start([{ afterMs: 0, scene: 'dark' }]);
    await pass(2000);
    const dark = pictures().at(-1);
    perform({ afterMs: 0, scene: 'person' });
    await pass(2000);
    expect(pictures().at(-1)?.length).not.toBe(dark?.length);
    perform({ afterMs: 0, fault: 'truncated', times: 1000 });
    await pass(3000);
    expect(lastState()).toMatchObject({ reason: 'camera.bad_picture' });
    perform({ afterMs: 0, fault: 'none' });
    await pass(40_000);
    expect(lastState()).toMatchObject({ state: 'ready' });
  });

  it('is away while it is unplugged and back by itself', async () => {
    const { pass, lastState, unplug, plug } = await start();
    await pass(2000);
    await unplug();
    await pass(3000);
    expect(lastState()).toMatchObject({ state: 'away' });
    plug();
    await pass(40_000);
    expect(lastState()).toMatchObject({ state: 'ready' });
  });

  it.each([
    { dance: true },
    { scene: 'nowhere' },
    { fault: 'fire' },
    { scene: 'dark', afterMs: -1 },
    { fault: 'slow', times: 0 },
  ])('refuses %j', (step) => {
    const clock = createManualClock();
    const [, transport] = createMemoryPair({ clock });
    expect(() =>
      cameraDriver.attachSimulator({ transport, clock, script: [step], report: () => {} }),
    ).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

describe('a drawn picture', () => {
  it('is a baseline JPEG of the size that was asked, with its data stuffed', () => {
    const checked = drawJpeg(9, 4, (column, row) => (column * 37 + row * 91) % 256);
    expect(checkJpeg(checked)).toMatchObject({ width: 72, height: 32 });
    const data = checked.subarray(checked.lastIndexOf(0xda) + 9, -2);
    for (const [index, byte] of data.entries()) if (byte === 0xff) expect(data[index + 1]).toBe(0);
  });

  it('has the codes of T.81: a mean of 128, 129 and 127', () => {
    const bits = (...means: number[]): string => {
      const bytes = drawJpeg(means.length, 1, (column) => means[column] ?? 0);
      return Buffer.from(bytes.subarray(bytes.lastIndexOf(0xda) + 9, -2)).toString('hex');
    };
    // 00 0 | 1…: no difference, end of block, filled with ones.
    expect(bits(128)).toBe('1f');
    // 010 1 0 | 011 01 0 | 111111: +1, then −2.
    expect(bits(129, 127)).toBe('535f');
  });

  it('never repeats itself in training', () => {
    expect(drawTrainingScene('empty', 1)).not.toEqual(drawTrainingScene('empty', 2));
  });
});
