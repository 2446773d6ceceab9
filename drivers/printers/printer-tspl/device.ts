import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPrinter } from '../printer-device.ts';
import { createTsplSession } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createTsplPrinter(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPrinter({ ...options, language: 'tspl', createSession: createTsplSession });
}
