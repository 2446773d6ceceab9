import type { DriverModule } from '../../manifest.ts';
import { createSamvDevice } from './device.ts';
import { createSamvDecoder } from './frame.ts';
import { attachSamvSimulator } from './simulator.ts';

export { idSamvManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createSamvDecoder,
  createDevice: createSamvDevice,
  attachSimulator: attachSamvSimulator,
};
