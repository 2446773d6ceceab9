import type { DriverModule } from '../../manifest.ts';
import { createHbp9030Device } from './device.ts';
import { createHbp9030Decoder } from './frame.ts';
import { attachHbp9030Simulator } from './simulator.ts';

export { hbp9030Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createHbp9030Decoder,
  createDevice: createHbp9030Device,
  attachSimulator: attachHbp9030Simulator,
};
