import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { readScaleSettings } from '../scale-settings.ts';
import { createTextScaleSession, readTextScaleSettings } from './session.ts';

/** A scale that sends by itself does so several times a second. */
const SILENCE_MS = 10_000;

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createTextScaleDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readScaleSettings(options.settings, { silenceMs: SILENCE_MS });
  const own = readTextScaleSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => createTextScaleSession({ line, clock, log }, settings, own),
  });
}
