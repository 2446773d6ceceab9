import type { BoardDoors } from '../../drivers/decoded.ts';
import type { DeviceEvent } from '../../drivers/manifest.ts';
import type { TrainingFault } from '../contract/device-work.ts';
import type { DevicePosition } from '../contract/devices.ts';

/** One step of a simulator's script. */
export type TrainingStep = Readonly<Record<string, unknown>>;

/** 培训设备: the simulator of a driver, played in the devices process. */
export interface TrainingDevice {
  readonly id: string;
  readonly driver: string;
  readonly script: readonly TrainingStep[];
}

export interface PositionedByDevice {
  readonly device: string;
  readonly event: DeviceEvent;
}

/** Between the station and the devices process (structured clone, so bytes stay bytes). */
export type ToDevices =
  | {
      readonly kind: 'positions';
      readonly positions: readonly DevicePosition[];
      /** How the doors of lock boards were last seen, by position; only those of which something is known. */
      readonly doorsBefore?: Readonly<Record<string, readonly BoardDoors[]>>;
    }
  /** Sent before the positions that lead to them. */
  | { readonly kind: 'training'; readonly devices: readonly TrainingDevice[] }
  | {
      readonly kind: 'training-play';
      readonly id: number;
      readonly device: string;
      readonly steps: readonly TrainingStep[];
    }
  | {
      readonly kind: 'training-fault';
      readonly id: number;
      readonly device: string;
      readonly fault: TrainingFault;
    }
  | { readonly kind: 'restart'; readonly device: string }
  /** Raw bytes of a device go into the file; null = no more. */
  | { readonly kind: 'record'; readonly id: number; readonly device: string; readonly file: string | null }
  /** Listens on the serial port as the drivers would. */
  | { readonly kind: 'listen'; readonly id: number; readonly path: string }
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly device: string;
      readonly action: string;
      readonly input: unknown;
    }
  | { readonly kind: 'trace'; readonly id: number; readonly device: string }
  | { readonly kind: 'plugged'; readonly id: number }
  | { readonly kind: 'check'; readonly id: number; readonly position: DevicePosition }
  | { readonly kind: 'stop' };

export interface TraceLine {
  /** UTC milliseconds. */
  readonly at: number;
  readonly direction: 'in' | 'out' | 'event';
  readonly text: string;
}

export type FromDevices =
  | { readonly kind: 'hello' }
  /** In wire order. */
  | { readonly kind: 'events'; readonly events: readonly PositionedByDevice[] }
  /** Something was plugged in or pulled out. */
  | { readonly kind: 'plugs-changed' }
  /** A recording ended by itself (full, or the disk refused). */
  | { readonly kind: 'recording-ended'; readonly device: string; readonly code: string }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly detail: Readonly<Record<string, unknown>>;
    };
