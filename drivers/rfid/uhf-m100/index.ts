import type { DriverModule } from '../../manifest.ts';
import { createM100Device } from './device.ts';
import { createM100Decoder } from './frame.ts';
import { attachM100Simulator } from './simulator.ts';

export { uhfM100Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createM100Decoder,
  createDevice: createM100Device,
  attachSimulator: attachM100Simulator,
};
