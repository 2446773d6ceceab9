import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const line = (text: string, afterMs = 500) => ({ line: text, afterMs });

describe('a KERN, Sartorius or Ohaus balance', () => {
  it('shows the value while it moves, and the first one at rest is the result', async () => {
    const scene = await instrumentScene(driver, [
      [line('+00041.75 G U', 1000), line('+00065.50 G S'), line('+00070.00 G S')],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(4000);
    expect(scene.readings()).toMatchObject([
      { unsolicited: false, reading: { values: { weight: 41.75, weightStable: false } } },
      { unsolicited: false, reading: { text: { weight: '65.50' }, values: { weightStable: true } } },
      { unsolicited: true, reading: { text: { weight: '70.00' } } },
    ]);
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    await scene.device.stop();
  });

  it('tells overload, underload and device errors, and takes none of them for a weight', async () => {
    const scene = await instrumentScene(driver, [
      [
        line('+         G E', 1000),
        line('-         G E'),
        line('      High    '),
        line('     Err 54   '),
        line('+00000.00 G S'),
        line('+00065.50 G S'),
      ],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(6000);
    const told = scene.readings();
    expect(
      told.map(({ reading }) => ('error' in reading ? reading.error.code : reading.text?.weight)),
    ).toEqual(['E', 'E', 'High', '54', '0.00', '65.50']);
    expect(told.slice(0, 3).map(({ reading }) => reading.flags)).toEqual([
      ['overLimit'],
      ['underLimit'],
      ['overLimit'],
    ]);
    expect(told.every(({ unsolicited }) => !unsolicited)).toBe(true);
    await scene.device.stop();
  });

  it('says in words that only garbage comes, and that nothing comes', async () => {
    const scene = await instrumentScene(driver, [
      [{ raw: 'F7'.repeat(60), afterMs: 100 }, line('+00065.50 G S')],
    ]);
    await scene.clock.advance(400);
    expect(scene.states()).toEqual(['connecting', 'ready', 'degraded line.garbage']);
    await scene.clock.advance(1000);
    expect(scene.states().at(-1)).toBe('ready');
    await scene.clock.advance(11_000);
    expect(scene.states().at(-1)).toBe('degraded line.silent');
    await scene.device.stop();
    expect(scene.clock.pending).toBe(0);
  });

  it.each([
    ['sbi', '+   417.25 g  ', '+     0.00 g  ', '\x1bT', '\x1bP'],
    ['sics', 'S S     417.25 g', 'S S       0.00 g', 'T', 'SI'],
    ['ohaus', '    417.25 g     ', '      0.00 g     ', 'T', 'IP'],
  ])(
    'is asked and tared with %s: sent, then watched until it shows zero',
    async (commands, loaded, empty, tare, poll) => {
      const scene = await instrumentScene(driver, [[line(loaded, 100), line(empty, 8000)]], {
        settings: { commands },
      });
      await scene.clock.advance(3000);
      expect(scene.readings().at(-1)?.reading).toMatchObject({ text: { weight: '417.25' } });
      expect(await scene.ask('tare', {}, 9000)).toEqual({ zero: true });
      const heard = scene.done.filter(({ did }) => did === 'heard').map(({ command }) => command);
      expect(heard).toContain(tare);
      expect(heard).toContain(poll);
      await scene.device.stop();
    },
  );

  it('has no zero and no tare while nobody says whose commands it obeys', async () => {
    const scene = await instrumentScene(driver, [[]]);
    expect(await scene.ask('tare', {}, 100)).toBe('device.unsupported');
    await scene.device.stop();
    await expect(instrumentScene(driver, [[]], { settings: { commands: 'kern' } })).rejects.toMatchObject({
      code: 'input.invalid',
      detail: { setting: 'commands' },
    });
  });
});

describeFaults('scale-kern', driver, {
  one: [{ line: '+00065.50 G S' }],
  other: [{ line: '+00071.20 G S' }],
  isOne: ({ weight }) => weight === 65.5,
  isOther: ({ weight }) => weight === 71.2,
});

describeFaults('scale-kern that is asked', driver, {
  settings: { commands: 'sbi' },
  first: [{ line: '+    0.000 kg ' }],
  one: [{ line: '+   65.500 kg ' }],
  other: [{ line: '+   71.200 kg ' }],
  isOne: ({ weight }) => weight === 65.5,
  isOther: ({ weight }) => weight === 71.2,
  asksAgain: true,
});
