import type { DeviceState } from '../../drivers/manifest.ts';
import type { DeviceLive, TrainingFault } from '../contract/device-work.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { nothingLive } from './live.ts';

export interface DeviceStatus {
  readonly position: DevicePosition;
  readonly state: DeviceState | 'process-down';
  readonly reason: string | null;
  /** UTC milliseconds. */
  readonly since: number;
  readonly identity: Readonly<Record<string, string>>;
  readonly clockOffsetMs: number | null;
  readonly readsPerSecond: number;
  readonly lastEventAt: number | null;
  readonly live: DeviceLive;
  readonly training: { readonly fault: TrainingFault } | null;
  /** The file that raw bytes go into. */
  readonly recording: string | null;
}

/** What the hub remembers of one device. */
export interface Kept {
  position: DevicePosition;
  state: DeviceState | 'process-down';
  reason: string | null;
  since: number;
  identity: Readonly<Record<string, string>>;
  clockOffsetMs: number | null;
  /** Reads in each of the last seconds, for the rate on screen. */
  reads: { second: number; count: number };
  rate: number;
  lastEventAt: number | null;
  live: DeviceLive;
  fault: TrainingFault;
  recording: string | null;
}

export function newlyKept(position: DevicePosition, now: number): Kept {
  return {
    position,
    state: position.enabled ? 'connecting' : 'stopped',
    reason: null,
    since: now,
    identity: {},
    clockOffsetMs: null,
    reads: { second: 0, count: 0 },
    rate: 0,
    lastEventAt: null,
    live: nothingLive,
    fault: 'none',
    recording: null,
  };
}

export function countReads(kept: Kept, count: number, second: number): void {
  if (kept.reads.second === second) kept.reads.count += count;
  else {
    kept.rate = second - kept.reads.second === 1 ? kept.reads.count : 0;
    kept.reads = { second, count };
  }
}

/** Reads a second now; a rate of long ago is none. Pure. */
export function readsPerSecond(kept: Kept, second: number): number {
  return second - kept.reads.second <= 1 ? Math.max(kept.rate, kept.reads.count) : 0;
}
