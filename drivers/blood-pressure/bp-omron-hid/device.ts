import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPressureDevice } from '../pressure-device.ts';
import { OmronHidSession } from './session.ts';

/** Answers end by themselves; a meter that thinks must not lose the reports it has sent. */
const GAP_MS = 500;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createOmronHidDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPressureDevice(options, GAP_MS, (session) => new OmronHidSession(session));
}
