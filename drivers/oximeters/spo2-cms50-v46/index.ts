import type { DriverModule } from '../../manifest.ts';
import { createCms50V46Device } from './device.ts';
import { createCms50V46Decoder } from './frame.ts';
import { attachCms50V46Simulator } from './simulator.ts';

export { spo2Cms50V46Manifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createCms50V46Decoder,
  createDevice: createCms50V46Device,
  attachSimulator: attachCms50V46Simulator,
};
