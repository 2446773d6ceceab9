import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readPressureSettings } from '../pressure-settings.ts';
import { MicrolifeSession } from './session.ts';

/** The public program takes 100 ms of silence for the end of an answer. */
const GAP_MS = 250;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createMicrolifeDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readPressureSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    silenceMs: GAP_MS,
    createSession: (line) => new MicrolifeSession({ line, clock, log, settings }),
  });
}
