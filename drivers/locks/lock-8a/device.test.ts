import { describe, expect, it } from 'vitest';
import { describeLockDuties } from '../testing/lock-duties.ts';
import { startBench } from '../testing/bench.ts';
import { driver } from './index.ts';

describeLockDuties('lock-8a', driver, {
  board: 1,
  otherBoard: 2,
  openPrefix: '8A010511',
  canHold: true,
  releaseCode: '9B01',
});

describe('lock-8a device', () => {
  it('finds the byte order and the contact sense of a cabinet that is wired the other way', async () => {
    const boards = [{ address: 1, cells: 24, contactSense: 'closed-when-open', maskOrder: 'first-first' }];
    const settings = { boards: [1], cells: 24 };
    const bench = await startBench(driver, [{ boards }], { ...settings, commissioned: false });
    for (const cell of [9, 1]) await bench.ask('commissionOpen', { cell, transactionId: `c-${cell}` });
    expect(await bench.ask('commissionFindings', {})).toMatchObject({
      sense: 'closed-when-open',
      order: 'first-first',
      confirmed: [1, 9],
      problems: [],
      complete: false,
    });
    await bench.device.stop();

    const wired = { contactSense: 'closed-when-open', maskOrder: 'first-first' };
    const after = await startBench(driver, [{ boards }, { force: 3 }], { ...settings, ...wired });
    expect(after.door(3)).toMatchObject({ closed: false });
    expect(after.door(19)).toMatchObject({ closed: true });
    await after.device.stop();
  });

  it('asks again when a board tells a change by itself', async () => {
    const script = [{ tellChanges: true }, { force: 2, afterMs: 3000 }];
    const bench = await startBench(driver, script, { boards: [1], pollMs: 10_000 });
    await bench.clock.advance(2000);
    expect(bench.door(2)).toMatchObject({ closed: false });
    expect(bench.alarms()).toEqual([{ code: 'lock.opened_unasked', board: 1, cell: 2 }]);
    await bench.device.stop();
  });

  it('finds its frames behind noise of the bus', async () => {
    const bench = await startBench(driver, [{ noise: '00FF8A' }], { boards: [1] }, { split: 1 });
    expect(bench.door(5)).toMatchObject({ closed: true });
    expect(await bench.ask('open', { cell: 5, transactionId: 'n-1' })).toMatchObject({ boltMoved: true });
    await bench.device.stop();
  });

  it('tells the wrong baud rate from a board that is not there', async () => {
    const bench = await startBench(driver, [{ deaf: 500 }, { raw: '00F81CE0', afterMs: 200 }], {
      boards: [1],
    });
    await bench.clock.advance(5000);
    expect(bench.states()).toContain('degraded line.garbage');
    await bench.device.stop();
  });
});
