import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createCompositionDevice } from '../composition-session.ts';
import { createTanitaFramer } from './frame.ts';

/**
 * Actions: `start`, `stop`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createTanitaDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createCompositionDevice(options, createTanitaFramer);
}
