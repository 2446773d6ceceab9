import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { driver } from './index.ts';

const line = (text: string, afterMs = 500) => ({ line: text, afterMs });
const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

describe('a scale that sends text', () => {
  it('shows the value while it moves, and the first one at rest is the result', async () => {
    const scene = await instrumentScene(driver, [
      [line('US,GS,   41.7 kg', 1000), line('ST,GS,   65.5 kg'), line('ST,GS,   70.0 kg')],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(4000);
    expect(scene.readings()).toMatchObject([
      { unsolicited: false, reading: { values: { weight: 41.7, weightStable: false } } },
      { unsolicited: false, reading: { text: { weight: '65.5' }, values: { weightStable: true } } },
      { unsolicited: true, reading: { text: { weight: '70.0' } } },
    ]);
    expect(scene.phases()).toEqual(['armed', 'measuring']);
    await scene.device.stop();
  });

  it('tells overload, underload and error answers, and takes none of them for a weight', async () => {
    const scene = await instrumentScene(driver, [
      [
        line('OL,+9999999E+19', 1000),
        line('OL,-9999999E+19'),
        line('OL,GS,+------kg'),
        line('EC,E11'),
        line('ST,+00000.00  g'),
        line('ST,+00065.50  g'),
      ],
    ]);
    await scene.ask('start', {}, 100);
    await scene.clock.advance(6000);
    const told = scene.readings();
    expect(
      told.map(({ reading }) => ('error' in reading ? reading.error.code : reading.text?.weight)),
    ).toEqual(['OL', 'OL', 'OL', 'E11', '0.00', '65.50']);
    expect(told.slice(0, 3).map(({ reading }) => reading.flags)).toEqual([
      ['overLimit'],
      ['underLimit'],
      ['overLimit'],
    ]);
    expect(told.every(({ unsolicited }) => !unsolicited)).toBe(true);
    await scene.device.stop();
  });

  it('takes nothing of an indicator frame with a wrong check, and goes on with the next', async () => {
    const good = { raw: hex('\x02+00655021F\x03'), afterMs: 500 };
    const wrong = { raw: hex('\x02+00655021E\x03'), afterMs: 1000 };
    const scene = await instrumentScene(driver, [[wrong, good, good]], { settings: { equalSamples: 2 } });
    await scene.ask('start', {}, 100);
    await scene.clock.advance(1400);
    expect(scene.readings()).toEqual([]);
    await scene.clock.advance(3000);
    expect(scene.readings().at(-1)).toMatchObject({
      unsolicited: false,
      reading: { text: { weight: '65.50' } },
    });
    expect(await scene.ask('last', {}, 100)).toMatchObject({ phase: 'idle' });
    await scene.device.stop();
  });

  it('says in words that only garbage comes, and that nothing comes', async () => {
    const scene = await instrumentScene(driver, [
      [{ raw: 'F7'.repeat(60), afterMs: 100 }, line('ST,GS,   65.5 kg')],
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

  it('asks an A&D balance who it is, weighs, and zeroes', async () => {
    const scene = await instrumentScene(driver, [[line('ST,+00012.34  g', 100)]], {
      settings: { commands: 'a-and-d' },
    });
    await scene.clock.advance(3000);
    expect(scene.events.find((event) => event.kind === 'identity')).toMatchObject({
      identity: { model: 'STATION-VIRTUAL', serial: 'SIM0000001' },
    });
    expect(await scene.ask('weigh', {}, 3000)).toMatchObject({ text: { weight: '12.34' } });
    expect(await scene.ask('zero', {}, 3000)).toEqual({ done: true });
    expect(await scene.ask('tare', {}, 3000)).toEqual({ done: true });
    await scene.device.stop();
  });

  it('passes on why an A&D balance refuses', async () => {
    const scene = await instrumentScene(driver, [[line('EC,E11', 100)]], {
      settings: { commands: 'a-and-d' },
    });
    await scene.clock.advance(3000);
    expect(await scene.ask('weigh', {}, 3000)).toBe('device.refused');
    await scene.device.stop();
  });

  it('has no commands while nobody says whose it obeys', async () => {
    const scene = await instrumentScene(driver, [[]]);
    expect(await scene.ask('zero', {}, 100)).toBe('device.unsupported');
    await scene.device.stop();
    await expect(instrumentScene(driver, [[]], { settings: { commands: 'cas' } })).rejects.toMatchObject({
      code: 'input.invalid',
      detail: { setting: 'commands' },
    });
  });
});

describeFaults('scale-text', driver, {
  one: [{ line: 'ST,GS,   65.5 kg' }],
  other: [{ line: 'ST,GS,   71.2 kg' }],
  isOne: ({ weight }) => weight === 65.5,
  isOther: ({ weight }) => weight === 71.2,
});

describeFaults('scale-text that is asked', driver, {
  settings: { commands: 'a-and-d' },
  first: [{ line: 'ST,+0000.000 kg' }],
  one: [{ line: 'ST,+0065.500 kg' }],
  other: [{ line: 'ST,+0071.200 kg' }],
  isOne: ({ weight }) => weight === 65.5,
  isOther: ({ weight }) => weight === 71.2,
  asksAgain: true,
});
