import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createUhfDevice } from '../serial-uhf/uhf-device.ts';
import { m100Protocol } from './session.ts';
import { M100_LIMITS } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createM100Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createUhfDevice(options, M100_LIMITS, () => m100Protocol);
}
