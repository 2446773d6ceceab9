import { describe, expect, it } from 'vitest';
import { AntennaLive } from './live.ts';

const sighting = (antenna: number, rssi: number, count: number) => ({
  epc: 'E1',
  epcBits: 96,
  antenna,
  rssi,
  count,
  firstReaderUs: undefined,
  lastReaderUs: undefined,
  firstAt: 0,
  lastAt: 0,
  late: false,
});

describe('strength of the antennas on the live screen', () => {
  it('tells the rate of a whole second, the strength at once, and neither a second later', () => {
    const live = new AntennaLive([
      { antenna: 1, side: 'inside' },
      { antenna: 2, side: 'outside' },
    ]);
    live.read(sighting(1, -60, 3));
    live.read(sighting(1, -55, 2));
    expect(live.live()[0]).toMatchObject({ rssi: -55, reads: 0 });
    live.reset();
    live.read(sighting(1, -70, 1));
    expect(live.live()).toEqual([
      { antenna: 1, side: 'inside', rssi: -55, reads: 5, connected: true },
      { antenna: 2, side: 'outside', rssi: null, reads: 0, connected: true },
    ]);
    expect(live.readsPerSecond()).toBe(5);
    live.reset();
    live.reset();
    expect(live.live()[0]).toMatchObject({ rssi: null, reads: 0 });
    expect(live.readsPerSecond()).toBe(0);
  });
});
