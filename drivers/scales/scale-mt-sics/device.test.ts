import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../testing/instrument-faults.ts';
import { scene } from '../scale-scene.testing.ts';
import { driver } from './index.ts';

describe('an MT-SICS balance', () => {
  it('says who it is, and shows the live value by asking', async () => {
    const { device, clock, events, readings } = scene(driver, [[{ load: 12.3456, afterMs: 500 }]]);
    device.start();
    await clock.advance(4000);
    expect(events).toContainEqual({
      kind: 'identity',
      identity: { model: 'STATION-VIRTUAL 220.0000 g', serial: 'SIM0000001' },
    });
    expect(readings().at(-1)?.reading).toMatchObject({ text: { weight: '12.3456' } });
  });

  it('weighs drugs in order and keeps every raw line', async () => {
    const { device, clock } = scene(driver, [
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
    const { device, clock } = scene(driver, [[{ load: 5, moving: true, afterMs: 100 }]]);
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
    const { device, clock, states } = scene(driver, [[{ misbehave: 'silence', times: 50, afterMs: 1000 }]]);
    device.start();
    await clock.advance(20_000);
    expect(states()).toContain('degraded line.silent');
    expect(states()).toContain('away device.timeout');
    expect(states().at(-1)).toBe('ready');
  });
});

describeFaults('scale-mt-sics', driver, {
  one: [{ load: 65.5 }],
  other: [{ load: 71.2 }],
  isOne: ({ weight }) => weight === 65.5,
  isOther: ({ weight }) => weight === 71.2,
  waitMs: 15_000,
  asksAgain: true,
});
