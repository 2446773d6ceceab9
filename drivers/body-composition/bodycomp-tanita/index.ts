import type { DriverModule } from '../../manifest.ts';
import { createTanitaDevice } from './device.ts';
import { createTanitaDecoder } from './frame.ts';
import { attachTanitaSimulator } from './simulator.ts';

export { bodycompTanitaManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createTanitaDecoder,
  createDevice: createTanitaDevice,
  attachSimulator: attachTanitaSimulator,
};
