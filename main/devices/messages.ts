import type { DeviceEvent } from '../../drivers/manifest.ts';
import type { DevicePosition } from '../contract/devices.ts';

/** Between the station and the devices process (structured clone, so bytes stay bytes). */
export type ToDevices =
  | { readonly kind: 'positions'; readonly positions: readonly DevicePosition[] }
  | { readonly kind: 'restart'; readonly device: string }
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
  | { readonly kind: 'event'; readonly device: string; readonly event: DeviceEvent }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly detail: Readonly<Record<string, unknown>>;
    };
