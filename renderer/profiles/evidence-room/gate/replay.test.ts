import { describe, expect, it } from 'vitest';
import { advanced } from './replay-player.ts';
import { frameAt, type PassageReplay, sceneAt } from './replay-scene.ts';

const step = (at: number, place: number): PassageReplay['steps'][number] => ({
  at,
  antennas: [{ antenna: 1, rssi: -50, reads: 4 }],
  groups: [{ key: 'p', person: null, items: ['E1'], path: [place] }],
  tags: [{ epc: 'E1', out: 0.9, in: 0 }],
  beams: [],
  contact: 'open',
});
const replay: PassageReplay = {
  door: { id: 'd', name: '一号库门', antennas: [{ antenna: 1, side: 'inside' }] },
  coefficients: '2026-11-28',
  agrees: true,
  reads: 8,
  steps: [step(1000, -1), step(1200, 0.5)],
  names: [{ epc: 'E1', name: '手机', order: null }],
  today: [],
  todayAlarms: [],
};

describe('a replay', () => {
  it('shows the last moment that has come', () => {
    expect(sceneAt(replay, 0).groups[0]?.path).toEqual([-1]);
    expect(sceneAt(replay, 199).groups[0]?.path).toEqual([-1]);
    expect(sceneAt(replay, 200).groups[0]?.path).toEqual([0.5]);
    expect(sceneAt(replay, 0).tags[0]?.name).toBe('手机');
  });

  it('runs at its speed and stops at the end', () => {
    expect(advanced(0, 16, 0.25, 1000)).toBe(4);
    expect(advanced(900, 100, 8, 1000)).toBe(1000);
  });

  it('stands beside the nearest picture', () => {
    const frame = (at: number) => ({ at: new Date(at).toISOString(), hash: String(at), camera: 'c' });
    expect(frameAt([frame(1000), frame(3000)], 1900)?.hash).toBe('1000');
    expect(frameAt([frame(1000), frame(3000)], 2100)?.hash).toBe('3000');
    expect(frameAt([], 2100)).toBeUndefined();
  });
});
