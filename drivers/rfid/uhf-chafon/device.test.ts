import { describe, expect, it } from 'vitest';
import { describeModuleDuties } from '../serial-uhf/testing/module-duties.ts';
import { EPC, OTHER_EPC, OTHER_TID, startBench, TID } from '../serial-uhf/testing/bench.ts';
import { driver } from './index.ts';

const settings = { powerDbm: 12, region: 'eu' };

describeModuleDuties('uhf-chafon', driver, {
  settings,
  applied: { powerDbm: 12, region: 'eu', identity: { model: 'UHFReader288M', firmware: '2.22' } },
});

describe('uhf-chafon device', () => {
  it('takes model 18 for what it is and reads and writes with it', async () => {
    const bench = await startBench(driver, [{ model: 18 }, { place: EPC, tid: TID }], settings);
    expect(await bench.ask('status')).toMatchObject({ identity: { model: 'UHFReader18' } });
    expect(await bench.ask('readTags', { milliseconds: 50 })).toMatchObject([{ epc: EPC, tid: TID }]);
    expect(await bench.ask('writeEpc', { tid: TID, epcHex: OTHER_EPC })).toMatchObject({ verified: true });
    await bench.device.stop();
  });

  it('says at which antenna a tag was, and never takes the raw strength for dBm', async () => {
    const script = [
      { place: EPC, tid: TID },
      { place: OTHER_EPC, tid: OTHER_TID, antenna: 3 },
    ];
    const bench = await startBench(driver, script, { ...settings, antennas: [1, 3] });
    const tags = await bench.ask('inventory');
    expect(tags).toEqual([
      { epc: EPC, epcBits: 96, antenna: 1, count: 1 },
      { epc: OTHER_EPC, epcBits: 96, antenna: 3, count: 1 },
    ]);
    await bench.device.stop();
  });
});
