import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceEvent, DriverModule, RunningDevice } from '../manifest.ts';
import { createManualClock } from '../transport/manual-clock.ts';
import { createMemoryPair } from '../transport/memory.ts';
import { silentLog, type Transport } from '../transport/transport.ts';
import { driver as hidPos } from './scale-hid-pos/index.ts';
import { driver as kern } from './scale-kern/index.ts';
import { driver as mtSics } from './scale-mt-sics/index.ts';
import { driver as textScale } from './scale-text/index.ts';
import { driver as stand } from './height-weight/index.ts';

type Script = readonly Record<string, unknown>[];
const running: RunningDevice[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((device) => device.stop()));
});

/** A device and the simulator of its own driver on every connection; each connection plays the next script. */
function scene(driver: DriverModule, scripts: readonly Script[], settings: Record<string, unknown> = {}) {
  const clock = createManualClock();
  const far: Transport[] = [];
  const events: DeviceEvent[] = [];
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [line, end] = createMemoryPair({ clock });
      const script = scripts[far.length] ?? [];
      far.push(end);
      driver.attachSimulator({ transport: end, clock, script, report: () => {} });
      return line;
    },
  });
  device.onEvent((event) => events.push(event));
  running.push(device);
  const readings = () => events.flatMap((event) => (event.kind === 'reading' ? [event] : []));
  const results = () => readings().filter(({ unsolicited }) => !unsolicited);
  const phases = () =>
    events.flatMap((event) =>
      event.kind === 'measurement'
        ? [event.reason === undefined ? event.phase : `${event.phase} ${event.reason}`]
        : [],
    );
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
    );
  return { clock, device, events, far, readings, results, phases, states };
}

const families: readonly (readonly [string, DriverModule, Script, Script, Record<string, unknown>])[] = [
  [
    'scale-hid-pos',
    hidPos,
    [
      { status: 'inMotion', weight: 40, afterMs: 500 },
      { weight: 65.5, afterMs: 500 },
    ],
    [{ status: 'stableAtZero', afterMs: 300 }],
    {},
  ],
  [
    'scale-kern',
    kern,
    [
      { line: '+00041.75 G U', afterMs: 500 },
      { line: '+00065.50 G S', afterMs: 500 },
    ],
    [],
    {},
  ],
  [
    'scale-text',
    textScale,
    [
      { line: 'US,GS,   41.7 kg', afterMs: 500 },
      { line: 'ST,GS,   65.5 kg', afterMs: 500 },
    ],
    [],
    {},
  ],
];

describe.each(families)('%s', (_name, driver, steps, before, settings) => {
  it('takes the first value at rest as the result, nothing that moves', async () => {
    const { device, clock, results, phases } = scene(driver, [[...before, ...steps]], settings);
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(3000);
    expect(results().at(-1)?.reading).toMatchObject({ values: { weight: 65.5, weightStable: true } });
    expect(phases()[0]).toBe('armed');
    expect(await device.request('last', {})).toMatchObject({ phase: 'idle' });
  });

  it('keeps apart what nobody has asked for, and refuses a second start', async () => {
    const { device, clock, readings, results } = scene(driver, [[...before, ...steps]], settings);
    device.start();
    await clock.advance(3000);
    expect(readings().length).toBeGreaterThan(0);
    expect(results()).toEqual([]);
    await device.request('start', {});
    await expect(device.request('start', {})).rejects.toMatchObject({ code: 'device.refused' });
    expect(await device.request('stop', {})).toEqual({ armed: false });
  });

  it('ends as interrupted when the cable is pulled, and is there again', async () => {
    const script = [...before, ...steps.slice(0, 1), { hangUp: true, afterMs: 200 }];
    const { device, clock, phases, states, results } = scene(
      driver,
      [script, [...before, ...steps]],
      settings,
    );
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(2500);
    expect(phases().at(-1)).toBe('interrupted transport.closed');
    expect(
      results().filter(({ reading }) => !('error' in reading) && reading.values.weightStable === true),
    ).toEqual([]);
    expect(states()).toContain('away transport.closed');
    expect(states().at(-1)).toBe('ready');
  });

  it('says in words that only garbage comes, and that nothing comes', async () => {
    const script = [{ raw: 'F7'.repeat(60), afterMs: 100 }, ...before, ...steps];
    const { device, clock, states } = scene(driver, [script], settings);
    device.start();
    await clock.advance(350);
    expect(states()).toEqual(['connecting', 'ready', 'degraded line.garbage']);
    await clock.advance(3000);
    expect(states().at(-1)).toBe('ready');
    await clock.advance(20_000);
    expect(states().at(-1)).toBe('degraded line.silent');
  });

  it.each(['silence', 'garbage', 'half', 'wrongChecksum'])(
    'gives no result from a frame that goes wrong (%s)',
    async (misbehave) => {
      const script = [...before, { misbehave, times: steps.length, afterMs: 0 }, ...steps];
      const { device, clock, results, phases } = scene(driver, [script], { ...settings, limitMs: 20_000 });
      device.start();
      await clock.advance(100);
      await device.request('start', {});
      await clock.advance(25_000);
      const values = results().map(({ reading }) => ('error' in reading ? 'error' : reading.values.weight));
      expect(values).not.toContain(65.5);
      expect(phases().at(-1)).toMatch(/timed-out|armed|measuring/);
    },
  );

  it('takes a late line for what it is', async () => {
    const script = [...before, { misbehave: 'late', times: 2, lateMs: 5000, afterMs: 0 }, ...steps];
    const { device, clock, results } = scene(driver, [script], settings);
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(8000);
    expect(results().at(-1)?.reading).toMatchObject({ values: { weight: 65.5 } });
  });

  it('knows no action it has no command for', async () => {
    const { device, clock } = scene(driver, [[]], settings);
    device.start();
    await clock.advance(10);
    await expect(device.request('dance', {})).rejects.toMatchObject({ code: 'device.unsupported' });
  });
});

describe('an HID scale', () => {
  it('drops the first report after opening: it may be old', async () => {
    const { device, clock, readings } = scene(hidPos, [
      [
        { weight: 77, afterMs: 100 },
        { weight: 65.5, afterMs: 100 },
      ],
    ]);
    device.start();
    await clock.advance(1000);
    expect(readings().map(({ reading }) => ('error' in reading ? '' : reading.text?.weight))).toEqual([
      '65.50',
    ]);
  });

  it('asks for zero and waits until the scale shows it', async () => {
    const { device, clock } = scene(hidPos, [[{ weight: 1, afterMs: 0 }]]);
    device.start();
    await clock.advance(500);
    const zero = device.request('zero', {});
    await clock.advance(500);
    expect(await zero).toEqual({ zero: true });
  });

  it('tells overload and an empty pan, and takes neither for a result', async () => {
    const { device, clock, results } = scene(hidPos, [
      [
        { weight: 1, afterMs: 0 },
        { status: 'overLimit', afterMs: 500 },
        { status: 'stableAtZero', afterMs: 500 },
      ],
    ]);
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(3000);
    expect(results().map(({ reading }) => reading.flags)).toEqual([['overLimit'], ['zero']]);
    expect(await device.request('last', {})).toMatchObject({ phase: 'measuring' });
  });
});

describe('a line that had begun before the port was opened', () => {
  it('does not become a value, but somebody’s print key does', async () => {
    const rest = scene(kern, [
      [
        { line: '18 g', afterMs: 50 },
        { line: '    52.18 g     ', afterMs: 200 },
      ],
    ]);
    rest.device.start();
    await rest.clock.advance(1000);
    expect(rest.readings().map(({ reading }) => ('error' in reading ? '' : reading.text?.weight))).toEqual([
      '52.18',
    ]);
    const key = scene(kern, [[{ line: '    52.18 g     ', afterMs: 2000 }]]);
    key.device.start();
    await key.clock.advance(3000);
    expect(key.readings()).toHaveLength(1);
  });
});

describe('a scale that never says whether it is at rest', () => {
  const line = { line: 'ww0065.50kg', afterMs: 200, times: 4 };

  it('never gives a result by itself', async () => {
    const { device, clock, phases } = scene(textScale, [[line]], { limitMs: 5000 });
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(6000);
    expect(phases().at(-1)).toBe('timed-out');
  });

  it('gives one after equal lines where the position allows it', async () => {
    const { device, clock, results } = scene(textScale, [[line]], { equalSamples: 3 });
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(3000);
    expect(results().at(-1)?.reading).toMatchObject({ values: { weight: 65.5 } });
    expect(await device.request('last', {})).toMatchObject({ phase: 'idle' });
  });
});

describe('an MT-SICS balance', () => {
  it('says who it is, and shows the live value by asking', async () => {
    const { device, clock, events, readings } = scene(mtSics, [[{ load: 12.3456, afterMs: 500 }]]);
    device.start();
    await clock.advance(4000);
    expect(events).toContainEqual({
      kind: 'identity',
      identity: { model: 'STATION-VIRTUAL 220.0000 g', serial: 'SIM0000001' },
    });
    expect(readings().at(-1)?.reading).toMatchObject({ text: { weight: '12.3456' } });
  });

  it('weighs drugs in order and keeps every raw line', async () => {
    const { device, clock } = scene(mtSics, [
      [
        { load: 0, afterMs: 0 },
        { load: 10, afterMs: 30_000 },
        { load: 12.5, afterMs: 20_000 },
        { load: 0.0004, afterMs: 40_000 },
      ],
    ]);
    device.start();
    await clock.advance(5000);
    const step = async (name: string, input: unknown = {}): Promise<unknown> => {
      const asked = device.request(`procedure.${name}`, input);
      asked.catch(() => {});
      await clock.advance(6000);
      return asked;
    };
    await expect(step('weigh')).rejects.toMatchObject({ code: 'device.refused' });
    await expect(step('begin', { serial: 'OTHER' })).rejects.toMatchObject({
      detail: { code: 'scale.wrong_balance' },
    });
    expect(await step('begin', { serial: 'SIM0000001' })).toMatchObject({ serial: 'SIM0000001' });
    await step('zero');
    await clock.advance(2000);
    expect(await step('tare')).toMatchObject({ text: '10.0000', unit: 'g' });
    await clock.advance(15_000);
    expect(await step('weigh')).toMatchObject({ text: '2.5000', unit: 'g' });
    expect(await step('weigh')).toMatchObject({ text: '2.5000' });
    await clock.advance(40_000);
    const record = await step('finish');
    expect(record).toMatchObject({
      serial: 'SIM0000001',
      tare: { text: '10.0000' },
      weighings: [{ text: '2.5000' }, { text: '2.5000' }],
      drift: { text: '0.0004', unit: 'g' },
    });
    await expect(step('finish')).rejects.toMatchObject({ detail: { code: 'scale.wrong_step' } });
  });

  it('refuses to weigh what does not come to rest, with the balance’s own letter', async () => {
    const { device, clock } = scene(mtSics, [[{ load: 5, moving: true, afterMs: 100 }]]);
    device.start();
    await clock.advance(3000);
    const weighing = device.request('weigh', {});
    weighing.catch(() => {});
    await clock.advance(3000);
    await expect(weighing).rejects.toMatchObject({
      code: 'device.refused',
      retryable: true,
      detail: { code: 'I' },
    });
  });

  it('gives the line up when three polls stay without answer', async () => {
    const { device, clock, states } = scene(mtSics, [[{ misbehave: 'silence', times: 50, afterMs: 1000 }]]);
    device.start();
    await clock.advance(20_000);
    expect(states()).toContain('degraded line.silent');
    expect(states()).toContain('away device.timeout');
    expect(states().at(-1)).toBe('ready');
  });
});

describe('balances that are asked', () => {
  it('A&D: identity, live value, tare acknowledged by zero', async () => {
    const { device, clock, events, readings } = scene(
      textScale,
      [[{ line: 'ST,+00012.34  g', afterMs: 100 }]],
      { commands: 'a-and-d' },
    );
    device.start();
    await clock.advance(3000);
    expect(events).toContainEqual({
      kind: 'identity',
      identity: { model: 'STATION-VIRTUAL', serial: 'SIM0000001' },
    });
    expect(readings().at(-1)?.reading).toMatchObject({ text: { weight: '12.34' } });
    const tare = device.request('tare', {});
    await clock.advance(2000);
    expect(await tare).toEqual({ done: true });
  });

  it('Sartorius: the live value is asked with ESC P', async () => {
    const { device, clock, readings } = scene(kern, [[{ line: '+   417.25 g  ', afterMs: 100 }]], {
      commands: 'sbi',
    });
    device.start();
    await clock.advance(3000);
    expect(readings().at(-1)?.reading).toMatchObject({ text: { weight: '417.25' } });
  });
});

describe('a height and weight stand', () => {
  it('gives the result of the person who stands on it', async () => {
    const { device, clock, results, phases } = scene(stand, [[{ line: 'W:065.5 H:172.3', afterMs: 1000 }]], {
      confirmed: true,
    });
    device.start();
    await clock.advance(100);
    await device.request('start', {});
    await clock.advance(2000);
    expect(results().at(-1)?.reading).toMatchObject({ values: { weight: 65.5, height: 172.3 }, flags: [] });
    expect(phases()).toEqual(['armed', 'measuring']);
  });

  it('marks every reading until the profile is confirmed', async () => {
    const { device, clock, readings } = scene(stand, [[{ line: 'W:065.5 H:172.3', afterMs: 100 }]]);
    device.start();
    await clock.advance(1000);
    expect(readings()[0]?.reading.flags).toEqual(['unconfirmedProfile']);
    expect(readings()[0]?.unsolicited).toBe(true);
  });

  it('is learnt from its raw bytes and commissioned with a known weight', async () => {
    const { device, clock } = scene(stand, [[{ line: '\x02168.2,71.4,,,25.2', end: '\x03', afterMs: 100 }]], {
      profile: 'gl-list',
    });
    device.start();
    await clock.advance(1000);
    expect(await device.request('learn', {})).toMatchObject({
      raw: expect.stringContaining('3136382E32'),
      profiles: expect.arrayContaining([expect.objectContaining({ profile: 'gl-list' })]),
    });
    expect(await device.request('commission', { weightKg: 71.2, heightCm: 168 })).toMatchObject({
      agrees: true,
      weightDifferenceKg: 0.2,
    });
    await expect(device.request('commission', { weightKg: 60 })).rejects.toMatchObject({
      detail: { code: 'stand.differs' },
    });
  });

  it('takes a profile of one’s own and refuses what is none', () => {
    const make = (profile: unknown) => () =>
      stand.createDevice({
        clock: createManualClock(),
        log: silentLog,
        settings: { profile },
        factory: () => createMemoryPair()[0],
      });
    expect(make({ name: 'ours', weight: { pattern: 'KG(\\d+)', exponent: -1 } })).not.toThrow();
    expect(make('{"name":"ours","weight":["KG(\\\\d+)"]}')).not.toThrow();
    for (const wrong of [
      'nobody',
      { name: 'ours' },
      { name: 'ours', weight: '(' },
      { name: 'ours', weight: '((a+)+)b' },
      { name: 'ours', weight: { pattern: '(\\d)', unit: 'mmol/L' } },
      { name: 'ours', starts: ['\x02'], weight: '(\\d)' },
    ]) {
      expect(make(wrong)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    }
  });
});
