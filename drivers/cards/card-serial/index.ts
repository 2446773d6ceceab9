import type { DriverModule } from '../../manifest.ts';
import { createCardSerialDevice } from './device.ts';
import { createCardSerialDecoder } from './frame.ts';
import { attachCardSerialSimulator } from './simulator.ts';

export { cardSerialManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => createCardSerialDecoder(),
  createDevice: createCardSerialDevice,
  attachSimulator: attachCardSerialSimulator,
};
