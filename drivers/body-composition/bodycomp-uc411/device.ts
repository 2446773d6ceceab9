import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createCompositionDevice } from '../composition-session.ts';
import { createUc411Session } from './session.ts';

/**
 * Actions: `start`, `stop`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createUc411Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createCompositionDevice(options, createUc411Session);
}
