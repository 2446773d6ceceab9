import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createTypedDevice } from '../../typed-device.ts';
import { createHandheldSession, HandheldIntake } from './session.ts';
import { readHandheldSettings } from './settings.ts';

/**
 * With `input: 'typed'` no line is opened: the page's burst detector sends `request('typed', {text})`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createHandheldDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readHandheldSettings(options.settings);
  if (settings.input === 'typed')
    return createTypedDevice((emit) => new HandheldIntake({ clock, log, settings, emit }));
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) =>
      createHandheldSession({ clock, log, settings, emit: (event) => line.emit(event) }),
  });
}
