import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createUhfDevice } from '../serial-uhf/uhf-device.ts';
import { createChafonProtocol } from './session.ts';
import { CHAFON_LIMITS } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createChafonDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createUhfDevice(options, CHAFON_LIMITS, createChafonProtocol);
}
