import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readPressureSettings } from '../pressure-settings.ts';
import { MicrolifeSession } from './session.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createMicrolifeDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readPressureSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => new MicrolifeSession({ line, clock, log, settings }),
  });
}
