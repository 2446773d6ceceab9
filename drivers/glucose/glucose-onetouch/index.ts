import type { DriverModule } from '../../manifest.ts';
import { createOneTouchDevice } from './device.ts';
import { createOneTouchDecoder } from './frame.ts';
import { attachOneTouchSimulator } from './simulator.ts';

export { glucoseOneTouchManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createOneTouchDecoder,
  createDevice: createOneTouchDevice,
  attachSimulator: attachOneTouchSimulator,
};
