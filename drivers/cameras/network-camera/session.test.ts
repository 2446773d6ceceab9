import { X509Certificate } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../transport/manual-clock.ts';
import type { CameraKind } from './commands.ts';
import { CameraSession, type CameraSessionOptions } from './session.ts';
import { type CameraSimulatorOptions, startCameraSimulator } from './simulator.ts';
import { selfSignedCertificate, tinyJpeg } from './testing.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function connect(
  options: Partial<CameraSimulatorOptions> = {},
  changes: Partial<CameraSessionOptions> = {},
) {
  const clock = createManualClock();
  const requests: string[] = [];
  const camera = await startCameraSimulator({
    scene: () => tinyJpeg(),
    now: clock.now,
    report: (what) => requests.push(`${String(what['status'])} ${String(what['target'])}`),
    ...options,
  });
  stops.push(camera.stop);
  const session = new CameraSession({
    clock,
    base: new URL(camera.url),
    kind: 'hikvision',
    channel: 1,
    username: 'station',
    password: 'station-2026',
    fingerprint: undefined,
    allowBasic: false,
    ...changes,
  });
  stops.push(async () => session.close());
  return { clock, requests, camera, session };
}

const outcome = (taken: Promise<unknown>): Promise<unknown> =>
  taken.then(
    () => 'picture',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('a picture from', () => {
  it.each<CameraKind>(['hikvision', 'dahua', 'axis', 'uniview', 'onvif'])('%s', async (kind) => {
    const { session } = await connect({}, { kind });
    expect(await session.snapshot()).toMatchObject({ width: 1920, height: 1080 });
  });

  it('a camera whose clock is wrong and which names an internal address', async () => {
    const { session, requests, clock } = await connect({ clockOffsetMs: -3_600_000 }, { kind: 'onvif' });
    const snapshot = await session.snapshot();
    expect(snapshot.at).toBe(clock.now());
    expect(snapshot.clockOffsetMs).toBe(-3_600_000);
    expect(requests.at(-1)).toBe('200 /onvif/snapshot?profile=Profile_1&size=full');
  });

  it('a camera with MD5 only', async () => {
    const { session } = await connect({ algorithms: ['MD5'] });
    expect(await outcome(session.snapshot())).toBe('picture');
  });
});

describe('login', () => {
  it('asks once and then counts the nonce up', async () => {
    const { session, requests } = await connect();
    await session.snapshot();
    await session.snapshot();
    await session.snapshot();
    expect(requests.map((request) => request.slice(0, 3))).toEqual(['401', '200', '200', '200']);
  });

  it('tries a stale nonce once more', async () => {
    const { session, camera, requests } = await connect();
    await session.snapshot();
    camera.misbehave('stale-nonce', 1);
    expect(await outcome(session.snapshot())).toBe('picture');
    expect(requests.map((request) => request.slice(0, 3))).toEqual(['401', '200', '401', '200']);
  });

  it('stops at the second 401 and for good, since cameras lock accounts', async () => {
    const { session, requests } = await connect({}, { password: 'wrong' });
    expect(await outcome(session.snapshot())).toBe('device.refused');
    expect(await outcome(session.snapshot())).toBe('device.refused');
    expect(requests).toHaveLength(2);
  });

  it('stops after one try when ONVIF refuses the token', async () => {
    const { session, requests } = await connect({}, { kind: 'onvif', password: 'wrong' });
    expect(await outcome(session.snapshot())).toBe('device.refused');
    expect(await outcome(session.snapshot())).toBe('device.refused');
    expect(requests).toHaveLength(2);
  });

  it('does not show the password to a camera that offers nothing but Basic on an open line', async () => {
    const { session } = await connect({ algorithms: [] });
    expect(await outcome(session.snapshot())).toBe('device.refused');
  });
});

describe('a misbehaving camera', () => {
  it.each([
    ['truncated', 'protocol.malformed'],
    ['wrong-type', 'protocol.unexpected'],
    ['too-large', 'protocol.length'],
    ['reset', 'transport.closed'],
    ['always-401', 'device.refused'],
    ['no-permission', 'device.refused'],
  ] as const)('%s gives %s', async (fault, expected) => {
    const { session, camera } = await connect();
    camera.misbehave(fault);
    expect(await outcome(session.snapshot())).toBe(expected);
  });

  it('is given up after five seconds however slowly it goes on', async () => {
    let served: () => void = () => {};
    const serving = new Promise<void>((resolve) => {
      served = resolve;
    });
    const { session, camera, clock } = await connect({
      scene: () => {
        served();
        return tinyJpeg();
      },
    });
    camera.misbehave('slow', 1);
    const taken = outcome(session.snapshot());
    const second = outcome(session.snapshot());
    await serving;
    await clock.advance(5000);
    expect(await taken).toBe('device.timeout');
    expect(await second).toBe('picture');
  });

  it('that is not there is unreachable, and a closed session says so', async () => {
    const { session, camera } = await connect();
    await camera.stop();
    expect(await outcome(session.snapshot())).toBe('transport.open_failed');
    session.close();
    expect(await outcome(session.snapshot())).toBe('transport.closed');
  });
});

describe('HTTPS', () => {
  const tls = selfSignedCertificate();
  const fingerprint = new X509Certificate(tls.cert).fingerprint256;

  it('takes the pinned certificate of the camera', async () => {
    const { session } = await connect({ tls }, { fingerprint });
    expect(await outcome(session.snapshot())).toBe('picture');
  });

  it('sends nothing to another certificate', async () => {
    const { session, requests } = await connect({ tls: selfSignedCertificate() }, { fingerprint });
    expect(await outcome(session.snapshot())).toBe('protocol.foreign');
    expect(requests).toEqual([]);
  });

  it('trusts no self-signed certificate without a pin', async () => {
    const { session } = await connect({ tls });
    expect(await outcome(session.snapshot())).toBe('transport.open_failed');
  });
});
