import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { ConfigurationBook } from './configuration-book.ts';
import { PhdSession } from './session.ts';
import { readPhdSettings } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createPhdDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readPhdSettings(options.settings);
  const book = new ConfigurationBook();
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => new PhdSession({ line, clock, log, settings, book }),
  });
}
