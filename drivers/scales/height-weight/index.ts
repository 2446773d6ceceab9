import type { DriverModule } from '../../manifest.ts';
import { createStandDevice } from './device.ts';
import { createStandDecoder } from './frame.ts';
import { attachStandSimulator } from './simulator.ts';

export { heightWeightManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createStandDecoder,
  createDevice: createStandDevice,
  attachSimulator: attachStandSimulator,
};
