import type { DriverModule } from '../../manifest.ts';
import { createHandheldDevice } from './device.ts';
import { createHandheldDecoder } from './frame.ts';
import { attachHandheldSimulator } from './simulator.ts';

export { handheldTextManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => createHandheldDecoder(),
  createDevice: createHandheldDevice,
  attachSimulator: attachHandheldSimulator,
};
