import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createOximeterDevice } from '../oximeter-session.ts';
import { cms50Protocol } from './session.ts';

/**
 * Actions: `start`, `stop`, `readMemory` (`{readings}`).
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createCms50Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createOximeterDevice(options, cms50Protocol);
}
