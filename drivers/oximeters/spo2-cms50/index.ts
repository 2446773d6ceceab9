import type { DriverModule } from '../../manifest.ts';
import { createCms50Device } from './device.ts';
import { createCms50Decoder } from './frame.ts';
import { attachCms50Simulator } from './simulator.ts';

export { spo2Cms50Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createCms50Decoder,
  createDevice: createCms50Device,
  attachSimulator: attachCms50Simulator,
};
