import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readPressureSettings } from '../pressure-settings.ts';
import { OmronHidSession } from './session.ts';

/** Answers end by themselves; a meter that thinks must not lose the reports it has sent. */
const GAP_MS = 500;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createOmronHidDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readPressureSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    silenceMs: GAP_MS,
    createSession: (line) => new OmronHidSession({ line, clock, log, settings }),
  });
}
