import type { DriverModule } from '../../manifest.ts';
import { createLock8aDevice } from './device.ts';
import { createLock8aDecoder } from './frame.ts';
import { attachLock8aSimulator } from './simulator.ts';

export { lock8aManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => createLock8aDecoder(),
  createDevice: createLock8aDevice,
  attachSimulator: attachLock8aSimulator,
};
