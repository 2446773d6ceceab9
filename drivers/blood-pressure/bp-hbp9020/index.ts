import type { DriverModule } from '../../manifest.ts';
import { createHbp9020Device } from './device.ts';
import { createHbp9020Decoder } from './frame.ts';
import { attachHbp9020Simulator } from './simulator.ts';

export { hbp9020Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createHbp9020Decoder,
  createDevice: createHbp9020Device,
  attachSimulator: attachHbp9020Simulator,
};
