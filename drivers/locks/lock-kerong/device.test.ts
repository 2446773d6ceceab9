import { describe, expect, it } from 'vitest';
import { describeLockDuties } from '../testing/lock-duties.ts';
import { startBench } from '../testing/bench.ts';
import { driver } from './index.ts';

describeLockDuties('lock-kerong', driver, {
  board: 0,
  otherBoard: 2,
  openPrefix: '020431',
  canHold: false,
});
describeLockDuties('lock-kerong, the kind with commands 60/61/75', driver, {
  board: 0,
  otherBoard: 2,
  openPrefix: '02000461',
  settings: { dialect: 'variant' },
  script: [{ dialect: 'variant' }],
  canHold: false,
});

describe('lock-kerong device', () => {
  it('tells goods where the board has sensors, and nothing about them where it has none', async () => {
    const bench = await startBench(driver, [{ goods: 3 }], { boards: [0] });
    expect(bench.door(3)).toMatchObject({ closed: true, occupied: true });
    expect(bench.door(4)).toMatchObject({ closed: true, occupied: false });
    await bench.device.stop();
    const bare = await startBench(driver, [], { boards: [0] });
    expect(bare.door(3)).toMatchObject({ occupied: null });
    await bare.device.stop();
  });

  it('refuses a kind of board that it does not know', () => {
    expect(() =>
      driver.createDevice({
        factory: () => {
          throw new Error('never opened');
        },
        clock: { now: () => 0, monotonic: () => 0, after: () => () => {} },
        log: { debug() {}, info() {}, warn() {} },
        settings: { dialect: 'other' },
      }),
    ).toThrow(expect.objectContaining({ detail: { setting: 'dialect' } }));
  });
});
