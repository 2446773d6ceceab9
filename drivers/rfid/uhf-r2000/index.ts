import type { DriverModule } from '../../manifest.ts';
import { createR2000Device } from './device.ts';
import { createR2000Decoder } from './frame.ts';
import { attachR2000Simulator } from './simulator.ts';

export { uhfR2000Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createR2000Decoder,
  createDevice: createR2000Device,
  attachSimulator: attachR2000Simulator,
};
