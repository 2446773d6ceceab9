import type { DriverModule } from '../../manifest.ts';
import { createAstmDevice } from './device.ts';
import { createAstmDecoder } from './frame.ts';
import { attachAstmSimulator } from './simulator.ts';

export { glucoseAstmManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createAstmDecoder,
  createDevice: createAstmDevice,
  attachSimulator: attachAstmSimulator,
};
