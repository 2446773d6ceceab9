import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createLockDevice } from '../lock-device.ts';
import { LOCK_8A_LIMITS, lock8aProtocol } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createLock8aDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createLockDevice(options, LOCK_8A_LIMITS, lock8aProtocol);
}
