import type { DriverModule } from '../../manifest.ts';
import { createOmronHidDevice } from './device.ts';
import { createOmronHidDecoder } from './frame.ts';
import { attachOmronHidSimulator } from './simulator.ts';

export { omronHidManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createOmronHidDecoder,
  createDevice: createOmronHidDevice,
  attachSimulator: attachOmronHidSimulator,
};
