import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createCardReaderDevice } from '../card-reader-device.ts';
import { createCardSerialSession } from './session.ts';
import { readCardSerialSettings } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createCardSerialDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const settings = readCardSerialSettings(options.settings);
  return createCardReaderDevice({
    factory: options.factory,
    clock: options.clock,
    log: options.log,
    repeatWindowMs: settings.repeatWindowMs,
    createSession: () => createCardSerialSession(settings),
  });
}
