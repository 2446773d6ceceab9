import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { throughCp2110 } from '../cp2110.ts';
import { createMeterDevice } from '../meter-session.ts';
import { TaidocDialogue } from './session.ts';

const UART_BAUD = 19_200;

/**
 * Actions: `start`, `stop`, `readMemory` (`{readings}`), `setClock`. Over HID the meter sits behind a CP2110 bridge.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createTaidocDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const factory = throughCp2110(options.factory, UART_BAUD);
  return createMeterDevice({ ...options, factory }, (tools) => new TaidocDialogue(tools));
}
