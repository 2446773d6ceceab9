import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../transport/manual-clock.ts';
import { silentLog } from '../../transport/transport.ts';
import { createCameraDevice } from './device.ts';
import { cameraDriver } from './index.ts';
import { startCameraSimulator } from './simulator.ts';
import { collectEvents, tinyJpeg } from './testing.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function start(settings: Readonly<Record<string, unknown>> = {}) {
  const clock = createManualClock();
  let taken = 0;
  const camera = await startCameraSimulator({
    scene: () => tinyJpeg(640, 480, (taken += 1)),
    now: clock.now,
  });
  const device = createCameraDevice({
    clock,
    log: silentLog,
    settings: { url: camera.url, kind: 'dahua', username: 'station', password: 'station-2026', ...settings },
  });
  const { events, until } = collectEvents(device);
  stops.push(() => device.stop(), camera.stop);
  device.start();
  const frames = (): number => events.filter((event) => event.kind === 'frame').length;
  /** Lets time pass picture by picture, waiting for the real exchange each time. */
  const run = async (pictures: number, stepMs: number): Promise<void> => {
    for (let turn = 0; turn < pictures; turn += 1) {
      const before = frames();
      await clock.advance(stepMs);
      await until(() => frames() > before);
    }
  };
  await until((event) => event.kind === 'frame' || (event.kind === 'state' && event.state !== 'connecting'));
  return { clock, camera, device, events, until, run };
}

describe('an armed camera', () => {
  it('takes pictures at its rate and says that it is ready', async () => {
    const { events, run, until } = await start();
    await until((event) => event.kind === 'frame');
    await run(3, 500);
    expect(events.filter((event) => event.kind !== 'frame')).toEqual([
      { kind: 'state', state: 'connecting' },
      { kind: 'state', state: 'ready' },
    ]);
    const times = events.flatMap((event) => (event.kind === 'frame' ? [event.at] : []));
    expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 500, 1000, 1500]);
  });

  it('gives the pictures around a moment once the time after it has passed', async () => {
    const { clock, device, run, until } = await start();
    await until((event) => event.kind === 'frame');
    await run(4, 500);
    const at = clock.now();
    let answer: unknown;
    const asked = device.request('framesAround', { at, beforeMs: 1000, afterMs: 1000 }).then((result) => {
      answer = result;
    });
    await run(1, 500);
    expect(answer).toBeUndefined();
    await run(1, 500);
    await run(1, 500);
    await asked;
    const { frames } = answer as { readonly frames: readonly { readonly at: number }[] };
    expect(frames.map((frame) => frame.at - at)).toEqual(expect.arrayContaining([-1000, -500, 0, 500]));
    expect(frames.every((frame) => Math.abs(frame.at - at) <= 1000)).toBe(true);
  });

  it('says why there is no picture', async () => {
    const { clock, device, camera, until } = await start();
    await until((event) => event.kind === 'frame');
    camera.misbehave('truncated');
    await clock.advance(500);
    await until((event) => event.kind === 'state' && event.reason === 'camera.bad_picture');
    const at = clock.now() + 1;
    expect(await device.request('framesAround', { at: at - 1, beforeMs: 0, afterMs: 0 })).toEqual({
      frames: [],
      reason: 'camera.bad_picture',
    });
  });

  it('comes back after failures', async () => {
    const { clock, camera, events, until } = await start();
    await until((event) => event.kind === 'frame');
    camera.misbehave('reset', 1);
    await clock.advance(500);
    await until((event) => event.kind === 'state' && event.state === 'away');
    const away = events.length;
    await clock.advance(1000);
    await until(
      (event) => event.kind === 'state' && event.state === 'ready' && events.indexOf(event) >= away,
    );
    expect(events.at(-1)?.kind).toBe('frame');
  });
});

describe('a camera that refuses', () => {
  it('the password is left alone until somebody changes the settings', async () => {
    const { clock, events, device } = await start({ password: 'wrong' });
    expect(events.at(-1)).toEqual({ kind: 'state', state: 'fault', reason: 'camera.login_refused' });
    expect(clock.pending).toBe(0);
    await expect(device.request('snapshot', undefined)).rejects.toMatchObject({ code: 'device.refused' });
  });
});

describe('an unarmed camera', () => {
  it('takes a picture when asked and looks every half minute whether it is there', async () => {
    const { device, run, until } = await start({ armed: false });
    await until((event) => event.kind === 'frame');
    expect(await device.request('snapshot', undefined)).toMatchObject({ width: 640, height: 480 });
    await run(1, 30_000);
    expect(await device.request('framesAround', { at: 0, beforeMs: 0, afterMs: 0 })).toEqual({
      frames: [],
      reason: 'camera.not_armed',
    });
    expect(await device.request('status', undefined)).toMatchObject({ state: 'ready', armed: false });
  });
});

describe('stopping', () => {
  it('ends everything that waits and leaves no timer', async () => {
    const { clock, device, until } = await start();
    await until((event) => event.kind === 'frame');
    const waiting = device.request('framesAround', { at: clock.now() + 5000, beforeMs: 0, afterMs: 1000 });
    await clock.advance(0);
    await device.stop();
    await device.stop();
    expect(await waiting).toEqual({ frames: [], reason: 'camera.stopped' });
    expect(clock.pending).toBe(0);
    await expect(device.request('snapshot', undefined)).rejects.toMatchObject({ code: 'device.away' });
  });
});

describe('settings and actions that cannot be', () => {
  it.each([
    { url: 'ftp://camera' },
    { url: 'http://user:secret@camera' },
    { kind: 'other' },
    { framesPerSecond: 100 },
    { fingerprint: 'AB:CD' },
    { channel: 1.5 },
  ])('%j is refused', (settings) => {
    const options = { clock: createManualClock(), log: silentLog };
    expect(() =>
      createCameraDevice({ ...options, settings: { url: 'http://camera', kind: 'axis', ...settings } }),
    ).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  it('unknown actions and a byte-line simulator are refused', async () => {
    const { device } = await start();
    await expect(device.request('zoom', {})).rejects.toMatchObject({ code: 'device.unsupported' });
    await expect(device.request('framesAround', { at: 1 })).rejects.toMatchObject({ code: 'input.invalid' });
    expect(() => cameraDriver.createDecoder()).toThrow(
      expect.objectContaining({ code: 'device.unsupported' }),
    );
  });
});
