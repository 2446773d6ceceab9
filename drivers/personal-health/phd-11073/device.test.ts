import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../manifest.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { bytesOf } from '../../testing/decoder-properties.ts';
import { createManualClock, type ManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { createSeededRandom } from '../../transport/seeded-random.ts';
import { createTcpTransport, listenTcp } from '../../transport/tcp.ts';
import { silentLog, systemClock, type Transport } from '../../transport/transport.ts';
import { driver } from './index.ts';

type Step = Record<string, unknown>;

function scene(settings: Record<string, unknown> = {}) {
  const clock = createManualClock();
  const lines: Transport[] = [];
  const events: DeviceEvent[] = [];
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [near, far] = createMemoryPair({ clock, toDriver: { split: 'random', delayMs: 1 } });
      lines.push(far);
      return near;
    },
  });
  device.onEvent((event) => events.push(event));
  const readings = () =>
    events.flatMap((event) =>
      event.kind === 'reading'
        ? [
            {
              ...('error' in event.reading ? { error: event.reading.error.code } : event.reading.values),
              unsolicited: event.unsolicited,
            },
          ]
        : [],
    );
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state'
        ? [event.reason === undefined ? event.state : `${event.state} ${event.reason}`]
        : [],
    );
  const phases = () => events.flatMap((event) => (event.kind === 'measurement' ? [event.phase] : []));
  return { clock, lines, events, device, readings, states, phases };
}

function play(line: Transport | undefined, clock: ManualClock, script: Step[]): Step[] {
  if (line === undefined) throw new Error('the device has not connected');
  const done: Step[] = [];
  driver.attachSimulator({ transport: line, clock, script, report: (what) => done.push({ ...what }) });
  return done;
}

async function running(script: Step[], settings: Record<string, unknown> = {}) {
  const all = scene(settings);
  all.device.start();
  await all.clock.advance(0);
  const done = play(all.lines[0], all.clock, script);
  const did = (): unknown[] => done.map((step) => step['did']);
  return { ...all, done, did };
}

const PRESSURE = { systolic: 128, diastolic: 82, map: 97, pulse: 71 };

describe('a measurement', () => {
  it('of blood pressure is the result of the session, confirmed after it was handed over', async () => {
    const { device, clock, readings, phases, done, states, events } = await running([
      { measure: PRESSURE, afterMs: 60_000 },
    ]);
    await device.request('start', {});
    await clock.advance(62_000);
    expect(readings()).toEqual([{ ...PRESSURE, unsolicited: false }]);
    expect(phases()).toEqual(['armed']);
    expect(done.at(-1)).toMatchObject({ did: 'confirmed' });
    expect(states()).toEqual(['connecting', 'ready phd.waiting', 'ready']);
    expect(events.find((event) => event.kind === 'clock')).toEqual({
      kind: 'clock',
      offsetMs: expect.any(Number),
      stepped: false,
    });
    expect(
      Object.assign({}, ...events.flatMap((event) => (event.kind === 'identity' ? [event.identity] : []))),
    ).toEqual({
      systemId: '001C5A00000000A1',
      configuration: '02BC',
      manufacturer: 'VIRTUAL',
      model: 'BP-100',
      serial: 'SIM00001',
      specializations: 'bloodPressure',
    });
    await device.stop();
    // What was under way on the wire.
    await clock.advance(10);
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['scale', { weight: '65.50' }, { weight: 65.5 }],
    [
      'body-composition',
      { weight: 65.5, bmi: 22.1, bodyFat: 18.4, water: 38 },
      { weight: 65.5, bmi: 22.1, bodyFat: 18.4, water: 38 },
    ],
    ['thermometer', { temperature: '36.7' }, { temperature: 36.7 }],
    ['glucose', { glucose: 104 }, { glucose: 104 }],
    ['peak-flow', { pef: 412, fev1: '3.12' }, { pef: 412, fev1: 3.12 }],
  ])('of a %s comes with its own configuration', async (profile, measure, values) => {
    const { device, clock, readings } = await running([
      { profile, afterMs: 0 },
      { measure, afterMs: 2000 },
    ]);
    await device.request('start', {});
    await clock.advance(5000);
    expect(readings()).toEqual([{ ...values, unsolicited: false }]);
    await device.stop();
  });

  it('that nobody asked for is kept apart, with the person the device names', async () => {
    const { device, clock, events } = await running([{ measure: PRESSURE, person: 2, afterMs: 10 }]);
    await clock.advance(1000);
    expect(events.find((event) => event.kind === 'reading')).toMatchObject({
      unsolicited: true,
      reading: { person: '2' },
    });
    await device.stop();
  });

  it('older than the session does not end it, whatever the device clock shows', async () => {
    const { device, clock, readings, phases } = await running([
      { clockOffsetMs: -86_400_000, afterMs: 0 },
      { measure: PRESSURE, at: '2026-01-14T00:00:00', afterMs: 10 },
      { measure: { ...PRESSURE, systolic: 131 }, afterMs: 20_000 },
    ]);
    await device.request('start', {});
    await clock.advance(1000);
    expect(readings()).toEqual([{ ...PRESSURE, unsolicited: true }]);
    await clock.advance(25_000);
    expect(readings().at(-1)).toMatchObject({ systolic: 131, unsolicited: false });
    expect(phases()).toEqual(['armed']);
    await device.stop();
  });

  it('without a value ends as the device’s error', async () => {
    const { device, clock, readings } = await running([
      { profile: 'glucose', afterMs: 0 },
      { measure: { glucose: 'HI' }, afterMs: 10 },
    ]);
    await device.request('start', {});
    await clock.advance(1000);
    expect(readings()).toEqual([{ error: 'aboveRange', unsolicited: false }]);
    await device.stop();
  });

  it('that no body can have is told as an error with its bytes', async () => {
    const { device, clock, readings } = await running([
      { measure: { ...PRESSURE, systolic: 300 }, afterMs: 10 },
    ]);
    await clock.advance(1000);
    expect(readings()).toEqual([{ error: 'range', unsolicited: true }]);
    await device.stop();
  });

  it('of a streaming oximeter settles, and every report on the way is live', async () => {
    const stream = Array.from({ length: 12 }, () => ({
      measure: { spo2: 97, pulseRate: 72 },
      confirmed: false,
      afterMs: 1000,
    }));
    const { device, clock, readings, phases } = await running(
      [{ profile: 'oximeter', afterMs: 0 }, ...stream],
      { settleSeconds: 5 },
    );
    await device.request('start', {});
    await clock.advance(14_000);
    expect(phases()).toEqual(['armed', 'measuring']);
    expect(readings().filter(({ unsolicited }) => !unsolicited).length).toBeGreaterThan(5);
    await expect(device.request('start', {})).resolves.toEqual({});
    await device.stop();
  });

  it('refuses a second start while one runs', async () => {
    const { device } = await running([]);
    await device.request('start', {});
    await expect(device.request('start', {})).rejects.toMatchObject({ code: 'device.refused' });
    await device.request('stop', {});
    await expect(device.request('start', {})).resolves.toEqual({});
    await device.stop();
  });
});

describe('an association', () => {
  it('is interrupted when the line is lost, and made anew', async () => {
    const { device, clock, lines, phases, states, readings } = await running([
      { associate: true, afterMs: 10 },
      { hangUp: true, afterMs: 1000 },
    ]);
    await device.request('start', {});
    await clock.advance(1100);
    expect(phases()).toEqual(['armed', 'interrupted']);
    expect(states().at(-1)).toBe('away transport.closed');
    await clock.advance(500);
    play(lines[1], clock, [{ measure: PRESSURE, afterMs: 0 }]);
    await clock.advance(1000);
    expect(readings()).toHaveLength(1);
    await device.stop();
  });

  it.each(['apdu', 'octets', 'service'])(
    'is aborted over a wrong length of the %s, and nothing is taken',
    async (wrongLength) => {
      const { device, clock, readings, states, did } = await running([
        { associate: true, afterMs: 10 },
        { wrongLength, afterMs: 1000 },
        { measure: PRESSURE, afterMs: 10 },
      ]);
      await clock.advance(2000);
      expect(readings()).toEqual([]);
      expect(did()).toContain('abortedByManager');
      expect(states().at(-1)).toBe('degraded phd.protocol');
      await device.stop();
    },
  );

  it('that the device aborts or releases in the middle is told, and the next one works', async () => {
    const { device, clock, states, readings } = await running([
      { associate: true, afterMs: 10 },
      { abort: 1, afterMs: 500 },
      { associate: true, afterMs: 500 },
      { release: true, afterMs: 500 },
      { measure: PRESSURE, afterMs: 500 },
    ]);
    await clock.advance(5000);
    expect(states()).toEqual([
      'connecting',
      'ready phd.waiting',
      'ready',
      'degraded phd.aborted',
      'ready',
      'ready phd.released',
      'ready',
    ]);
    expect(readings()).toHaveLength(1);
    await device.stop();
  });

  it('ends with abort reason 2 when the device does not answer', async () => {
    const { device, clock, done, states } = await running([
      { ignore: 'get', afterMs: 0 },
      { associate: true, afterMs: 10 },
    ]);
    await clock.advance(4000);
    expect(done).toContainEqual({ did: 'abortedByManager', reason: 2 });
    expect(states().at(-1)).toBe('degraded phd.silent');
    await device.stop();
  });

  it('holds a report until it knows the device clock, but not until the device gives up', async () => {
    const { device, clock, readings, done } = await running([
      { associate: true, afterMs: 10 },
      { ignore: 'get', afterMs: 0 },
      { measure: PRESSURE, afterMs: 0 },
    ]);
    await clock.advance(100);
    expect(readings()).toHaveLength(1);
    expect(done.at(-1)).toMatchObject({ did: 'confirmed' });
    await device.stop();
  });

  it('does not store a report twice that the device repeats', async () => {
    const { device, clock, lines, readings } = scene();
    device.start();
    await clock.advance(0);
    const line = lines[0];
    const heard: Uint8Array[] = [];
    line?.onBytes((bytes) => heard.push(bytes));
    const say = async (hex: string, pauseMs: number): Promise<void> => {
      await line?.write(bytesOf(hex));
      await clock.advance(pauseMs);
    };
    await say(
      'E2000032 80000000 0001002A 50790026 80000000 8000 80000000 00000000 00800000 0008 0011223344556677 02BC 0001 0100 00000000',
      1600,
    );
    const report =
      'E700003E 003C 0007 0101 0036 0000 FFFFFFFF 0D1D 002C F000 0000 00020024 00010012 00030006 0080 0052 0061 2026031509420700 0002000A 0047 2026031509420700';
    await say(report, 300);
    await say(report, 300);
    expect(readings()).toHaveLength(1);
    const confirmations = heard.filter((bytes) => bytes.length === 22);
    expect(confirmations).toHaveLength(2);
    await device.stop();
  });

  it('is released by us on request and on stopping', async () => {
    const { device, clock, done, did } = await running([{ associate: true, afterMs: 10 }]);
    await clock.advance(1000);
    const released = device.request('release', {});
    await clock.advance(100);
    await expect(released).resolves.toEqual({});
    expect(did()).toContain('releaseAnswer');
    done.length = 0;
    await device.stop();
    await clock.advance(10);
    expect(clock.pending).toBe(0);
  });
});

describe('the clock of the device', () => {
  it('is set when the device asks for it', async () => {
    const { device, clock, events } = await running([
      { clockOffsetMs: 3_600_000, afterMs: 0 },
      { wantsClock: true, afterMs: 0 },
      { associate: true, afterMs: 0 },
    ]);
    await clock.advance(2000);
    const offsets = events.flatMap((event) => (event.kind === 'clock' ? [event.offsetMs] : []));
    expect(offsets[0]).toBeGreaterThan(3_590_000);
    expect(Math.abs(offsets.at(-1) ?? Number.NaN)).toBeLessThan(2000);
    await device.stop();
  });

  it.each([
    ['never', 1],
    ['whenAsked', 1],
    ['whenWrong', 2],
  ])('that is wrong and does not ask: %s', async (setClock, told) => {
    const { device, clock, events } = await running(
      [
        { clockOffsetMs: -600_000, afterMs: 0 },
        { associate: true, afterMs: 0 },
      ],
      { setClock },
    );
    await clock.advance(2000);
    expect(events.filter((event) => event.kind === 'clock')).toHaveLength(told);
    await device.stop();
  });

  it('is set by hand', async () => {
    const { device, clock } = await running([{ associate: true, afterMs: 0 }]);
    await clock.advance(1000);
    const set = device.request('setClock', {});
    await clock.advance(100);
    await expect(set).resolves.toEqual({ at: wallTimeOf(clock.now() - 100) });
    await device.stop();
  });
});

describe('the memory of the device', () => {
  const store = [
    { glucose: 104, at: '2026-03-15T09:42:07' },
    { glucose: 131, at: '2026-03-15T11:15:10' },
    { glucose: 'LO', at: '2026-03-15T12:00:00' },
  ];
  const start = () =>
    running([
      { profile: 'glucose', afterMs: 0 },
      { store, entriesPerEvent: 2, afterMs: 0 },
      { associate: true, afterMs: 0 },
    ]);

  it('is read segment by segment, never as a new measurement, and nothing is deleted', async () => {
    const { device, clock, readings, phases, done } = await start();
    await clock.advance(1000);
    await device.request('start', {});
    const reading = device.request('readMemory', {});
    await clock.advance(1000);
    await expect(reading).resolves.toEqual({ segments: [{ store: 2, segment: 1, results: 3, refused: 0 }] });
    expect(readings()).toEqual([
      { glucose: 104, unsolicited: true },
      { glucose: 131, unsolicited: true },
      { error: 'belowRange', unsolicited: true },
    ]);
    expect(phases()).toEqual(['armed']);
    expect(done).toContainEqual({ did: 'transferred', entries: 3 });
    await device.stop();
  });

  it('that stops coming ends with an error, and is read from its beginning the next time', async () => {
    const { device, clock, done, readings } = await running([
      { profile: 'glucose', afterMs: 0 },
      { store, entriesPerEvent: 2, silentAfterEvents: 1, afterMs: 0 },
      { associate: true, afterMs: 0 },
      { associate: true, afterMs: 9000 },
    ]);
    await clock.advance(1000);
    const first = expect(device.request('readMemory', {})).rejects.toMatchObject({ code: 'device.timeout' });
    await clock.advance(7000);
    await first;
    expect(readings()).toHaveLength(2);
    expect(done).toContainEqual({ did: 'abortedByManager', reason: 2 });
    await clock.advance(3000);
    const again = device.request('readMemory', {});
    await clock.advance(1000);
    await expect(again).resolves.toMatchObject({ segments: [{ results: 3 }] });
    expect(readings()).toHaveLength(5);
    await device.stop();
  });

  it('is cut off with the line', async () => {
    const { device, clock, lines } = await start();
    await clock.advance(1000);
    const cut = expect(device.request('readMemory', {})).rejects.toMatchObject({ code: 'transport.closed' });
    await lines[0]?.close();
    await clock.advance(10);
    await cut;
    await device.stop();
  });

  it('of an empty store, of a device without store, and of none at all', async () => {
    const empty = await running([
      { profile: 'glucose', afterMs: 0 },
      { associate: true, afterMs: 0 },
    ]);
    await empty.clock.advance(1000);
    const nothing = empty.device.request('readMemory', {});
    await empty.clock.advance(1000);
    await expect(nothing).resolves.toEqual({ segments: [] });
    await empty.device.stop();
    const pressure = await running([]);
    await expect(pressure.device.request('readMemory', {})).rejects.toMatchObject({ code: 'device.away' });
    await pressure.clock.advance(5000);
    await expect(pressure.device.request('readMemory', {})).rejects.toMatchObject({
      code: 'device.unsupported',
    });
    await pressure.device.stop();
  });

  it('is deleted only when the operator says so', async () => {
    const { device, clock } = await start();
    await clock.advance(1000);
    await expect(device.request('clearMemory', {})).rejects.toMatchObject({ code: 'input.invalid' });
    const cleared = device.request('clearMemory', { confirm: true });
    await clock.advance(100);
    await expect(cleared).resolves.toEqual({ stores: 1 });
    await device.stop();
  });
});

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
