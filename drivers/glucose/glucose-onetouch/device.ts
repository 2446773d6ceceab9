import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createMeterDevice } from '../meter-session.ts';
import { BinaryDialogue, TextDialogue } from './session.ts';
import { readFamily } from './settings.ts';

/**
 * Actions: `start`, `stop`, `readMemory` (`{readings}`), `setClock`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createOneTouchDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const family = readFamily(options.settings);
  return createMeterDevice(options, (tools) =>
    family === 'ultra2' ? new TextDialogue(tools) : new BinaryDialogue(tools, family),
  );
}
