import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPressureDevice } from '../pressure-device.ts';
import { Tm2657Session } from './session.ts';

/** Longest pause inside a frame (blood-pressure.md section 9). */
const GAP_MS = 500;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createTm2657Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPressureDevice(options, GAP_MS, (session) => new Tm2657Session(session));
}
