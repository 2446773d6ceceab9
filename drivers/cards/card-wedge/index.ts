import type { DriverModule } from '../../manifest.ts';
import { createCardWedgeDevice } from './device.ts';
import { createCardWedgeDecoder } from './frame.ts';
import { attachCardWedgeSimulator } from './simulator.ts';

export { cardWedgeManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => createCardWedgeDecoder(),
  createDevice: createCardWedgeDevice,
  attachSimulator: attachCardWedgeSimulator,
};
