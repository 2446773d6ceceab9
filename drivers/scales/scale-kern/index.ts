import type { DriverModule } from '../../manifest.ts';
import { createKernDevice } from './device.ts';
import { createKernDecoder } from './frame.ts';
import { attachKernSimulator } from './simulator.ts';

export { scaleKernManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createKernDecoder,
  createDevice: createKernDevice,
  attachSimulator: attachKernSimulator,
};
