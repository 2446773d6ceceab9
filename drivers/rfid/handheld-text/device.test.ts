import { describe, expect, it } from 'vitest';
import { EPC, OTHER_EPC, startBench, TID } from '../serial-uhf/testing/bench.ts';
import { driver } from './index.ts';

describe('handheld-text device', () => {
  it('tells tags in batches and bar codes one by one', async () => {
    const bench = await startBench(driver, [
      { scan: EPC, tid: TID, rssi: -61 },
      { scan: OTHER_EPC, separator: ';' },
      { barcode: '6901234567892' },
    ]);
    expect(bench.states()).toEqual(['connecting', 'ready']);
    expect(bench.sightings()).toMatchObject([
      { epc: EPC, tid: TID, rssi: -61, count: 1 },
      { epc: OTHER_EPC, rssi: undefined },
    ]);
    expect(bench.events.find((event) => event.kind === 'barcode')).toMatchObject({ text: '6901234567892' });
    await bench.device.stop();
    expect(bench.clock.pending).toBe(0);
  });

  it('gives a desk what was scanned while it waited', async () => {
    const bench = await startBench(driver, [
      { scan: EPC, tid: TID, afterMs: 3200 },
      { scan: EPC, tid: TID, afterMs: 100 },
    ]);
    expect(await bench.ask('readTags', { milliseconds: 1000 })).toMatchObject([{ epc: EPC, tid: TID }]);
    await expect(bench.ask('writeEpc', { tid: TID, epcHex: EPC })).rejects.toMatchObject({
      code: 'device.unsupported',
    });
    await expect(bench.ask('readTags', {})).rejects.toMatchObject({ code: 'input.invalid' });
    await bench.device.stop();
  });

  it('counts the same tag once within the time that was set', async () => {
    const script = [0, 100, 100, 2000].map((afterMs) => ({ scan: EPC, afterMs }));
    const bench = await startBench(driver, script, { repeatWindowMs: 500 });
    expect(bench.sightings()).toHaveLength(2);
    await bench.device.stop();
  });

  it('never makes a tag of a broken or half line', async () => {
    const bench = await startBench(driver, [
      { misbehave: 'half' },
      { scan: EPC },
      { raw: '0D0A' },
      { scan: OTHER_EPC },
    ]);
    expect(bench.sightings().map((seen) => seen.epc)).toEqual([OTHER_EPC]);
    await bench.device.stop();
  });

  it('interrupts a wait when the line is lost', async () => {
    const bench = await startBench(driver, []);
    const waiting = bench.device.request('readTags', { milliseconds: 20_000 });
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'transport.closed' });
    await bench.far().close();
    await bench.clock.advance(1000);
    await outcome;
    expect(bench.states()).toEqual(['connecting', 'ready', 'away transport.closed', 'ready']);
    await bench.device.stop();
  });

  it('takes what a page has caught from the keyboard', async () => {
    const bench = await startBench(driver, [], { input: 'typed', prefix: '~' });
    expect(bench.states()).toEqual(['ready']);
    expect(await bench.ask('typed', { text: `~${EPC}` })).toEqual({ accepted: true });
    expect(await bench.ask('typed', { text: EPC })).toEqual({ accepted: false });
    await expect(bench.ask('typed', {})).rejects.toMatchObject({ code: 'input.invalid' });
    expect(bench.sightings()).toMatchObject([{ epc: EPC }]);
    await bench.device.stop();
    expect(bench.states()).toEqual(['ready', 'stopped']);
    await expect(bench.ask('typed', { text: `~${EPC}` })).rejects.toMatchObject({ code: 'device.away' });
  });
});
