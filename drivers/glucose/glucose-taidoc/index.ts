import type { DriverModule } from '../../manifest.ts';
import { createTaidocDevice } from './device.ts';
import { createTaidocDecoder } from './frame.ts';
import { attachTaidocSimulator } from './simulator.ts';

export { glucoseTaidocManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createTaidocDecoder,
  createDevice: createTaidocDevice,
  attachSimulator: attachTaidocSimulator,
};
