import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readScaleSettings } from '../scale-settings.ts';
import { createStandSession } from './session.ts';
import { readStandSettings } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createStandDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  // A stand is silent until somebody stands on it.
  const settings = readScaleSettings(options.settings, { silenceMs: 0 });
  const stand = readStandSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => createStandSession({ line, clock, log }, settings, stand),
  });
}
