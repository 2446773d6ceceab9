import type { DriverModule } from '../../manifest.ts';
import { createThingmagicDevice } from './device.ts';
import { createThingmagicDecoder } from './frame.ts';
import { attachThingmagicSimulator } from './simulator.ts';

export { uhfThingmagicManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createThingmagicDecoder,
  createDevice: createThingmagicDevice,
  attachSimulator: attachThingmagicSimulator,
};
