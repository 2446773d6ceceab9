import { describe, expect, it } from 'vitest';
import type { DriverModule } from '../manifest.ts';
import { type Script, scene } from './scale-scene.testing.ts';
import { driver as hidPos } from './scale-hid-pos/index.ts';
import { driver as kern } from './scale-kern/index.ts';
import { driver as textScale } from './scale-text/index.ts';

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
