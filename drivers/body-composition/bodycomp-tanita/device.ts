import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createCompositionDevice } from '../composition-session.ts';
import { createTanitaSession } from './session.ts';

/**
 * Actions: `start`, `stop`, `enterPerson` (see `session.ts`).
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createTanitaDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createCompositionDevice(options, createTanitaSession);
}
