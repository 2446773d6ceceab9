import type { DriverModule } from '../../manifest.ts';
import { createUa767Device } from './device.ts';
import { createUa767Decoder } from './frame.ts';
import { attachUa767Simulator } from './simulator.ts';

export { ua767Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createUa767Decoder,
  createDevice: createUa767Device,
  attachSimulator: attachUa767Simulator,
};
