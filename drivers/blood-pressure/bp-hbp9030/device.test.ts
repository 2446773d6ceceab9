import { describe, expect, it } from 'vitest';
import { instrumentScene } from '../../testing/instrument-scene.ts';
import { describePushMonitor, describeRubbish } from '../push-scenarios.testing.ts';
import { driver } from './index.ts';

describePushMonitor('HBP-9030', driver);
describeRubbish('HBP-9030', driver);

describe('HBP-9030', () => {
  it('asks for format 5 when the unit sends another', async () => {
    const line = Buffer.from('MMBP203N\r2026.03.15\r', 'latin1').toString('hex');
    const scene = await instrumentScene(driver, [[{ raw: line, afterMs: 0 }]]);
    await scene.clock.advance(500);
    expect(scene.states().at(-1)).toBe('degraded pressure.format');
    await scene.device.stop();
  });

  it('keeps two units apart', async () => {
    const left = await instrumentScene(driver, [
      [{ measure: { systolic: 111, diastolic: 71 }, afterMs: 20_000 }],
    ]);
    const right = await instrumentScene(driver, [
      [{ measure: { systolic: 149, diastolic: 91 }, afterMs: 20_000 }],
    ]);
    await left.ask('start');
    await left.clock.advance(30_000);
    await right.clock.advance(30_000);
    expect(left.readings()).toMatchObject([{ unsolicited: false, reading: { values: { systolic: 111 } } }]);
    expect(right.readings()).toMatchObject([{ unsolicited: true, reading: { values: { systolic: 149 } } }]);
    await left.device.stop();
    await right.device.stop();
  });
});
