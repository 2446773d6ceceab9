import { DeviceError } from '../../errors.ts';
import type { DriverModule } from '../../manifest.ts';
import { createCameraDevice } from './device.ts';

export { createCameraDevice, type FramesAround } from './device.ts';
export { discover, type FoundCamera } from './discovery.ts';
export { networkCameraManifest } from './manifest.ts';
export { type CameraFault, type CameraSimulator, startCameraSimulator } from './simulator.ts';

/** HTTP has no byte stream of its own to decode or to answer on: README "What differs". */
function unsupported(what: string): never {
  throw new DeviceError('device.unsupported', `a network camera has no ${what}: use startCameraSimulator`, {
    detail: { what },
  });
}

export const cameraDriver: DriverModule = {
  createDecoder: () => unsupported('frame decoder'),
  createDevice: ({ clock, log, settings }) => createCameraDevice({ clock, log, settings }),
  attachSimulator: () => unsupported('simulator on a byte line'),
};
