import { createLineDevice, type LineSession } from '../line-device.ts';
import type { DriverModule, RunningDevice } from '../manifest.ts';
import type { PressureCourseOptions } from './pressure-course.ts';
import { readPressureSettings } from './pressure-settings.ts';

/**
 * A monitor on a line with the settings of its family. @param silenceMs longest pause inside a frame
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createPressureDevice(
  options: Parameters<DriverModule['createDevice']>[0],
  silenceMs: number,
  createSession: (options: PressureCourseOptions) => LineSession,
): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readPressureSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    silenceMs,
    createSession: (line) => createSession({ line, clock, log, settings }),
  });
}
