import type { DriverModule } from '../../manifest.ts';
import { createTm2657Device } from './device.ts';
import { createTm2657Decoder } from './frame.ts';
import { attachTm2657Simulator } from './simulator.ts';

export { tm2657Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createTm2657Decoder,
  createDevice: createTm2657Device,
  attachSimulator: attachTm2657Simulator,
};
