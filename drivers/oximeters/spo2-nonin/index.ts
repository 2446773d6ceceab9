import type { DriverModule } from '../../manifest.ts';
import { createNoninDevice } from './device.ts';
import { createNoninDecoder } from './frame.ts';
import { attachNoninSimulator } from './simulator.ts';

export { spo2NoninManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createNoninDecoder,
  createDevice: createNoninDevice,
  attachSimulator: attachNoninSimulator,
};
