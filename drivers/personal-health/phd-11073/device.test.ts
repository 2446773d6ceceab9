import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../testing/decoder-properties.ts';
import { play, PRESSURE, running, scene } from './device-scene.testing.ts';

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
