import type { DriverModule } from '../../manifest.ts';
import { createMicrolifeDevice } from './device.ts';
import { createMicrolifeDecoder } from './frame.ts';
import { attachMicrolifeSimulator } from './simulator.ts';

export { microlifeManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createMicrolifeDecoder,
  createDevice: createMicrolifeDevice,
  attachSimulator: attachMicrolifeSimulator,
};
