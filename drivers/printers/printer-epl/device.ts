import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPrinter } from '../printer-device.ts';
import { createEplSession } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createEplPrinter(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createPrinter({ ...options, language: 'epl', createSession: createEplSession });
}
