import type { DriverModule } from '../../manifest.ts';
import { createKerongDevice } from './device.ts';
import { createKerongDecoder } from './frame.ts';
import { attachKerongSimulator } from './simulator.ts';

export { lockKerongManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => createKerongDecoder(),
  createDevice: createKerongDevice,
  attachSimulator: attachKerongSimulator,
};
