import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPushDevice } from '../push-session.ts';
import { hbp9020Protocol } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createHbp9020Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPushDevice(options, hbp9020Protocol);
}
