import type { DriverModule } from '../../manifest.ts';
import { createGirthDevice } from './device.ts';
import { createGirthDecoder } from './frame.ts';
import { attachGirthSimulator } from './simulator.ts';

export { girthKeypadManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => createGirthDecoder(),
  createDevice: createGirthDevice,
  attachSimulator: attachGirthSimulator,
};
