import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createCardReaderDevice } from '../card-reader-device.ts';
import { createCardWedgeSession } from './session.ts';
import { readCardWedgeSettings, readTypedCard } from './settings.ts';

/**
 * With `input: 'screen'` (default) no line is opened: the page's burst detector sends `request('typed', {text})`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createCardWedgeDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const settings = readCardWedgeSettings(options.settings);
  return createCardReaderDevice({
    factory: settings.input === 'reports' ? options.factory : undefined,
    clock: options.clock,
    log: options.log,
    repeatWindowMs: settings.repeatWindowMs,
    createSession: () => createCardWedgeSession(settings),
    readTyped: (text) => readTypedCard(text, settings),
  });
}
