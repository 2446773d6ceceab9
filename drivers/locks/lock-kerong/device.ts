import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createLockDevice } from '../lock-device.ts';
import { KERONG_LIMITS, kerongProtocol, variantProtocol } from './session.ts';
import { readKerongDialect } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createKerongDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const isVariant = readKerongDialect(options.settings) === 'variant';
  return createLockDevice(options, KERONG_LIMITS, isVariant ? variantProtocol : kerongProtocol);
}
