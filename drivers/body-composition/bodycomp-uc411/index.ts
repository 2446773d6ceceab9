import type { DriverModule } from '../../manifest.ts';
import { createUc411Device } from './device.ts';
import { createUc411Decoder } from './frame.ts';
import { attachUc411Simulator } from './simulator.ts';

export { bodycompUc411Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createUc411Decoder,
  createDevice: createUc411Device,
  attachSimulator: attachUc411Simulator,
};
