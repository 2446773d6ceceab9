import { DeviceError } from '../../errors.ts';
import type { DriverModule } from '../../manifest.ts';
import { createCameraDevice } from './device.ts';
import { attachCameraSimulator } from './line-simulator.ts';

export { createCameraDevice, type FramesAround } from './device.ts';
export { discover, type FoundCamera } from './discovery.ts';
export { networkCameraManifest } from './manifest.ts';
export { type CameraFault, type CameraSimulator, startCameraSimulator } from './simulator.ts';

/** HTTP has no frames of its own to cut: README "What differs". */
function unsupported(what: string): never {
  throw new DeviceError('device.unsupported', `a network camera has no ${what}`, { detail: { what } });
}

export const cameraDriver: DriverModule = {
  createDecoder: () => unsupported('frame decoder'),
  createDevice: (options) => createCameraDevice(options),
  attachSimulator: attachCameraSimulator,
};
