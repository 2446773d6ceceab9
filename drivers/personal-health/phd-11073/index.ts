import type { DriverModule } from '../../manifest.ts';
import { createPhdDecoder } from './decoder.ts';
import { createPhdDevice } from './device.ts';
import { attachPhdSimulator } from './simulator.ts';

export { phdManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createPhdDecoder,
  createDevice: createPhdDevice,
  attachSimulator: attachPhdSimulator,
};
