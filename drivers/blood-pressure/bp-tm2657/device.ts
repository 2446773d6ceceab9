import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readPressureSettings } from '../pressure-settings.ts';
import { Tm2657Session } from './session.ts';

/** Longest pause inside a frame (blood-pressure.md section 9). */
const GAP_MS = 500;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createTm2657Device(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readPressureSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    silenceMs: GAP_MS,
    createSession: (line) => new Tm2657Session({ line, clock, log, settings }),
  });
}
