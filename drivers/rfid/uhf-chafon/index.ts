import type { DriverModule } from '../../manifest.ts';
import { createChafonDevice } from './device.ts';
import { createChafonDecoder } from './frame.ts';
import { attachChafonSimulator } from './simulator.ts';

export { uhfChafonManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createChafonDecoder,
  createDevice: createChafonDevice,
  attachSimulator: attachChafonSimulator,
};
