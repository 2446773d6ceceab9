import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPrinter } from '../printer-device.ts';
import { createZplSession } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createZplPrinter(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPrinter({ ...options, language: 'zpl', createSession: createZplSession });
}
