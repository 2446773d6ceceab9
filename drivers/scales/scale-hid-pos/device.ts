import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readScaleSettings } from '../scale-settings.ts';
import { createHidScaleSession } from './session.ts';

/** Reports come several times a second while the scale is on. */
const SILENCE_MS = 5000;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createHidScaleDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readScaleSettings(options.settings, { silenceMs: SILENCE_MS });
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => createHidScaleSession({ line, clock, log }, settings),
  });
}
