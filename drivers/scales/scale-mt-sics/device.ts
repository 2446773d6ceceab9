import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readScaleSettings } from '../scale-settings.ts';
import { createMtSicsSession } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createMtSicsDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readScaleSettings(options.settings, { silenceMs: 0 });
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => createMtSicsSession({ line, clock, log }, settings),
  });
}
