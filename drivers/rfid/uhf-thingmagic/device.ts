import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createUhfDevice } from '../serial-uhf/uhf-device.ts';
import { thingmagicProtocol } from './session.ts';
import { THINGMAGIC_LIMITS } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createThingmagicDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  return createUhfDevice(options, THINGMAGIC_LIMITS, () => thingmagicProtocol);
}
