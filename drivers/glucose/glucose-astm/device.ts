import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createMeterDevice } from '../meter-session.ts';
import { AstmDialogue } from './session.ts';
import { readLink } from './settings.ts';

/**
 * Actions: `start`, `stop`, `readMemory` (`{readings}`).
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createAstmDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const link = readLink(options.settings);
  return createMeterDevice(options, (tools) => new AstmDialogue(tools, link));
}
