import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createTypedDevice } from '../../typed-device.ts';
import { createGirthSession, GirthIntake } from './session.ts';
import { readGirthSettings } from './settings.ts';

/**
 * With `input: 'typed'` (default) no line is opened: the page sends `request('typed', …)`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createGirthDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const { input } = readGirthSettings(options.settings);
  if (input === 'typed') return createTypedDevice((emit) => new GirthIntake({ clock, emit }));
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => createGirthSession({ clock, emit: (event) => line.emit(event) }),
  });
}
