import type { DriverModule } from '../../manifest.ts';
import { createWklyDevice } from './device.ts';
import { createWklyDecoder } from './frame.ts';
import { attachWklySimulator } from './simulator.ts';

export { lockWklyManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => createWklyDecoder(),
  createDevice: createWklyDevice,
  attachSimulator: attachWklySimulator,
};
