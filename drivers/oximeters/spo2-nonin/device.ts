import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createOximeterDevice } from '../oximeter-session.ts';
import { noninProtocol } from './session.ts';
import { readNoninFormat } from './settings.ts';

/**
 * Actions: `start`, `stop`, `setClock` (`{at}`).
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createNoninDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createOximeterDevice(options, noninProtocol(readNoninFormat(options.settings)));
}
