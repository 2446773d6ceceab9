import { describe, expect, it } from 'vitest';
import { describeModuleDuties } from '../serial-uhf/testing/module-duties.ts';
import { EPC, OTHER_EPC, OTHER_TID, startBench, TID } from '../serial-uhf/testing/bench.ts';
import { driver } from './index.ts';

const settings = { powerDbm: 18.5, region: 'prc' };

describeModuleDuties('uhf-thingmagic', driver, {
  settings,
  applied: { powerDbm: 18.5, region: 'prc', identity: { hardware: '30.00.00.02' } },
});

describe('uhf-thingmagic device', () => {
  it('is stopped and set although a crash has left it reading', async () => {
    const bench = await startBench(driver, [{ place: EPC, tid: TID }, { flooding: true }], settings);
    expect(bench.states()).toEqual(['connecting', 'ready']);
    expect(await bench.ask('readTags', { milliseconds: 50 })).toMatchObject([{ epc: EPC, tid: TID }]);
    await bench.device.stop();
  });

  it('fetches a buffer that does not go into one frame', async () => {
    const script = Array.from({ length: 9 }, (_, index) => ({
      place: `${EPC.slice(0, -2)}${String(index).padStart(2, '0')}`,
      tid: TID,
    }));
    const bench = await startBench(driver, script, settings);
    expect(await bench.ask('inventory')).toHaveLength(9);
    await bench.device.stop();
  });

  it('says while reading that the antenna is bad or the module hot, until it reads again', async () => {
    const bench = await startBench(
      driver,
      [
        { trouble: 'returnLoss', afterMs: 4000 },
        { trouble: 'hot', afterMs: 500 },
        { place: OTHER_EPC, tid: OTHER_TID, afterMs: 500 },
      ],
      { ...settings, role: 'handheld' },
    );
    await bench.clock.advance(4000);
    expect(bench.states()).toEqual([
      'connecting',
      'ready',
      'degraded uhf.antenna_missing',
      'degraded uhf.too_hot',
      'ready',
    ]);
    expect(bench.sightings()[0]).toMatchObject({ epc: OTHER_EPC, antenna: 1, rssi: -55 });
    await bench.device.stop();
    expect(bench.clock.pending).toBe(0);
  });
});
