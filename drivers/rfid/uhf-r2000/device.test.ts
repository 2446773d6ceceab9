import { describe, expect, it } from 'vitest';
import { describeModuleDuties } from '../serial-uhf/testing/module-duties.ts';
import { EPC, OTHER_EPC, OTHER_TID, startBench, TID } from '../serial-uhf/testing/bench.ts';
import { driver } from './index.ts';

const settings = { powerDbm: 20, region: 'chn' };

describeModuleDuties('uhf-r2000', driver, {
  settings,
  applied: { powerDbm: 20, region: 'chn', identity: { firmware: '8.2' } },
  lockedResult: 'tagError',
});

describe('uhf-r2000 device', () => {
  it('goes round its antennas and says at which one a tag was', async () => {
    const script = [
      { place: EPC, tid: TID, antenna: 1, rssi: -48 },
      { place: OTHER_EPC, tid: OTHER_TID, antenna: 6, rssi: -70 },
    ];
    const bench = await startBench(driver, script, { ...settings, antennas: [1, 6] });
    expect(await bench.ask('inventory')).toMatchObject([
      { epc: EPC, antenna: 1, rssi: -48 },
      { epc: OTHER_EPC, antenna: 6, rssi: -70 },
    ]);
    await bench.device.stop();
  });

  it('says that an antenna is missing, and goes on when it is there again', async () => {
    const bench = await startBench(driver, [{ place: EPC, tid: TID }, { missingAntenna: 2 }], {
      ...settings,
      role: 'handheld',
      antennas: [1, 2],
    });
    await bench.clock.advance(5000);
    expect(bench.states()).toEqual(['connecting', 'ready', 'degraded uhf.antenna_missing']);
    expect(bench.sightings().length).toBeGreaterThan(0);
    await bench.device.stop();
    expect(bench.clock.pending).toBe(0);
  });
});
