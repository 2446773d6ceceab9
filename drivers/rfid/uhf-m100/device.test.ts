import { describe, expect, it } from 'vitest';
import { describeModuleDuties } from '../serial-uhf/testing/module-duties.ts';
import { EPC, startBench, TID } from '../serial-uhf/testing/bench.ts';
import { driver } from './index.ts';

const settings = { powerDbm: 15, region: 'eu' };

describeModuleDuties('uhf-m100', driver, {
  settings,
  applied: { powerDbm: 15, region: 'eu', identity: { model: 'M100 26dBm V1.0' } },
});

describe('uhf-m100 device', () => {
  it('is brought up although a crash has left it inventorying', async () => {
    const bench = await startBench(driver, [{ place: EPC, tid: TID }, { flooding: true }], settings);
    expect(bench.states()).toEqual(['connecting', 'ready']);
    expect(await bench.ask('readTags', { milliseconds: 100 })).toMatchObject([{ epc: EPC, tid: TID }]);
    await bench.device.stop();
  });

  it('reads memory of a tag by its EPC', async () => {
    const bench = await startBench(driver, [{ place: EPC, tid: TID }], settings);
    const asked = { epc: EPC, bank: 1, wordAddress: 1, words: 7 };
    expect(await bench.ask('readMemory', asked)).toEqual({ dataHex: `3000${EPC}` });
    await expect(bench.ask('readMemory', { ...asked, bank: 0 })).rejects.toMatchObject({
      detail: { reason: 'uhf.read_failed', result: 'overrun' },
    });
    await bench.device.stop();
  });

  it.each([{ role: 'portal' }, { powerDbm: 99 }, { region: 'mars' }, { antennas: [2] }])(
    'refuses the settings %j',
    (wrong) => {
      expect(() =>
        driver.createDevice({
          factory: () => {
            throw new Error('never opened');
          },
          clock: { now: () => 0, monotonic: () => 0, after: () => () => {} },
          log: { debug() {}, info() {}, warn() {} },
          settings: wrong,
        }),
      ).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    },
  );
});
