import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPressureDevice } from '../pressure-device.ts';
import { MicrolifeSession } from './session.ts';

/** The public program takes 100 ms of silence for the end of an answer. */
const GAP_MS = 250;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createMicrolifeDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPressureDevice(options, GAP_MS, (session) => new MicrolifeSession(session));
}
