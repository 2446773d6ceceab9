import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../manifest.ts';
import type { SimulatorStep } from '../../simulator/simulator-stage.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import type { Transport } from '../../transport/transport.ts';
import { driver } from './index.ts';
import { EXAMPLE_PERSON, syntheticIdNumber } from './synthetic-person.ts';

async function scene(script: readonly SimulatorStep[], settings: Record<string, unknown> = {}) {
  const clock = createManualClock();
  const far: Transport[] = [];
  const events: DeviceEvent[] = [];
  const logged: unknown[] = [];
  const note = (message: string, detail?: Record<string, unknown>): void => {
    logged.push([message, detail]);
  };
  const device = driver.createDevice({
    clock,
    log: { debug: note, info: note, warn: note },
    settings,
    factory: () => {
      const [near, end] = createMemoryPair({ clock, toDriver: { split: 100, delayMs: 1 } });
      far.push(end);
      const timed = script.map((step) => ({ afterMs: 0, ...step }));
      driver.attachSimulator({ transport: end, clock, script: timed, report: () => {} });
      return near;
    },
  });
  device.onEvent((event) => events.push(event));
  device.start();
  await clock.advance(1000);
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
    );
  const people = () => events.flatMap((event) => (event.kind === 'person' ? [event.person] : []));
  const ask = async (input: Record<string, unknown>, milliseconds = 20_000): Promise<unknown> => {
    const outcome = device.request('readPerson', input).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await clock.advance(milliseconds);
    const result = await outcome;
    if ('error' in result) throw result.error;
    return result.value;
  };
  return { ask, clock, device, events, far, logged, people, states };
}

describe('id-samv device', () => {
  it('says which module it is, and reads nothing unasked', async () => {
    const { clock, device, events, people, states } = await scene([{ card: {} }]);
    await clock.advance(30_000);
    expect(states()).toEqual(['connecting', 'ready']);
    expect(events.find((event) => event.kind === 'identity')).toMatchObject({
      identity: { model: 'SAM_V', serial: '05.01-20125487-0000012345-0000985412' },
    });
    expect(people()).toEqual([]);
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  it('reads the person when the form asks for it, and logs nothing of the person', async () => {
    const { ask, device, logged, people } = await scene([{ card: { name: '样例丁', sexCode: '2' } }]);
    expect(await ask({ milliseconds: 10_000 })).toMatchObject({
      kind: 'person',
      name: '样例丁',
      sex: 'female',
      idNumber: syntheticIdNumber({ ...EXAMPLE_PERSON, sexCode: '2' }),
      checks: { checkDigit: true, birth: true, sex: true },
    });
    expect(people()).toHaveLength(1);
    const words = JSON.stringify(logged);
    expect(words).not.toContain('样例');
    expect(words).not.toContain('19900307');
    await device.stop();
  });

  it('takes the newest address and keeps the printed one beside it', async () => {
    const { ask, device } = await scene([{ newestAddress: '样例市新样例路3号' }, { card: {} }]);
    expect(await ask({ milliseconds: 10_000 })).toMatchObject({
      address: '样例市新样例路3号',
      printedAddress: EXAMPLE_PERSON.address,
    });
    await device.stop();
  });

  it('asks to lift a card that failed, and reads it when it is put on again', async () => {
    const { ask, device, states } = await scene([
      { fail: 'select' },
      { card: {} },
      { lift: true, afterMs: 6000 },
      { card: {}, afterMs: 1000 },
    ]);
    expect(await ask({ milliseconds: 15_000 })).toMatchObject({ name: '样例甲' });
    expect(states()).toEqual(['connecting', 'ready', 'degraded idcard.lift_card', 'ready']);
    await device.stop();
  });

  it('times out when no card comes, and refuses a second wait', async () => {
    const { ask, device } = await scene([]);
    const second = device.request('readPerson', { milliseconds: 5000 });
    const outcome = expect(second).rejects.toMatchObject({ code: 'device.timeout' });
    await expect(device.request('readPerson', { milliseconds: 5000 })).rejects.toMatchObject({
      code: 'device.refused',
    });
    await expect(ask({ milliseconds: 1 }, 6000)).rejects.toMatchObject({ code: 'input.invalid' });
    await outcome;
    await device.stop();
  });

  it('can be given up', async () => {
    const { clock, device } = await scene([]);
    const waiting = device.request('readPerson', { milliseconds: 60_000 });
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'device.refused' });
    await clock.advance(1000);
    await device.request('cancel', {});
    await outcome;
    expect(await device.request('status', {})).toMatchObject({ waiting: false, mustLift: false });
    await device.stop();
  });

  it('tells every card when it is set so, each once', async () => {
    const { clock, device, people } = await scene(
      [{ card: {} }, { lift: true, afterMs: 6000 }, { card: { name: '样例戊' }, afterMs: 2000 }],
      { mode: 'always' },
    );
    await clock.advance(20_000);
    expect(people().map((person) => person.name)).toEqual(['样例甲', '样例戊']);
    await device.stop();
  });

  it('ends the wait when the line is lost in the middle, and works again afterwards', async () => {
    const { ask, clock, device, far, states } = await scene([{ card: {}, afterMs: 3000 }]);
    const lost = device.request('readPerson', { milliseconds: 60_000 });
    const outcome = expect(lost).rejects.toMatchObject({ code: 'transport.closed' });
    await clock.advance(3000);
    await far[0]?.close();
    await clock.advance(2000);
    await outcome;
    expect(states()).toEqual(['connecting', 'ready', 'away transport.closed', 'ready']);
    expect(await ask({ milliseconds: 15_000 })).toMatchObject({ name: '样例甲' });
    await device.stop();
  });

  it.each(['wrongChecksum', 'half', 'garbage', 'silence'])(
    'never half accepts a card: %s',
    async (misbehave) => {
      const { ask, device, people } = await scene(
        [
          { card: {} },
          { misbehave, afterMs: 2300 },
          { lift: true, afterMs: 8000 },
          { card: {}, afterMs: 1000 },
        ],
        {},
      );
      const read = await ask({ milliseconds: 60_000 }, 70_000).catch((error: unknown) => error);
      for (const person of people()) expect(person).toMatchObject({ checks: { checkDigit: true } });
      expect(read).toMatchObject({ name: '样例甲' });
      await device.stop();
    },
  );

  it('says that what stands on a card cannot be understood, and takes nothing of it', async () => {
    const { ask, device, people, states } = await scene([{ card: { birth: '19900231' } }]);
    await expect(ask({ milliseconds: 10_000 })).rejects.toMatchObject({ code: 'device.timeout' });
    expect(people()).toEqual([]);
    expect(states()).toContain('degraded idcard.unreadable');
    await device.stop();
  });

  it('says that the module failed its self-test', async () => {
    const { device, states } = await scene([{ broken: true }]);
    expect(states()).toEqual(['connecting', 'fault idcard.self_test_failed']);
    await device.stop();
  });

  it.each([
    [true, 'line.garbage'],
    [false, 'line.silent'],
  ])('tells garbage (%s) from silence', async (noise, reason) => {
    const clock = createManualClock();
    const device = driver.createDevice({
      clock,
      log: { debug() {}, info() {}, warn() {} },
      settings: {},
      factory: () => {
        const [near, end] = createMemoryPair({ clock });
        if (noise) end.onBytes(() => void end.write(Uint8Array.of(0xf8, 0x1c, 0xe0)));
        return near;
      },
    });
    const states: string[] = [];
    device.onEvent((event) => {
      if (event.kind === 'state') states.push(`${event.state} ${event.reason ?? ''}`.trim());
    });
    device.start();
    await clock.advance(10_000);
    expect(states).toEqual(['connecting', `degraded ${reason}`]);
    await expect(device.request('readPerson', {})).rejects.toMatchObject({ code: 'device.away' });
    await device.stop();
    expect(clock.pending).toBe(0);
  });
});
