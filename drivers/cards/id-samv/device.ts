import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { SamvSession } from './session.ts';
import { readSamvSettings } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createSamvDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readSamvSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => new SamvSession({ line, clock, log, settings }),
  });
}
