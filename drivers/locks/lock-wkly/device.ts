import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createLockDevice } from '../lock-device.ts';
import { WKLY_LIMITS, wklyProtocol } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createWklyDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createLockDevice(options, WKLY_LIMITS, wklyProtocol);
}
