import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createUhfDevice } from '../serial-uhf/uhf-device.ts';
import { createR2000Protocol } from './session.ts';
import { R2000_LIMITS } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createR2000Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createUhfDevice(options, R2000_LIMITS, createR2000Protocol);
}
