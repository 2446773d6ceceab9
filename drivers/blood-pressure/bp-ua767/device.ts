import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPushDevice } from '../push-session.ts';
import { ua767Protocol } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createUa767Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPushDevice(options, ua767Protocol);
}
