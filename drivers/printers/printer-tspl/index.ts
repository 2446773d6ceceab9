import type { DriverModule } from '../../manifest.ts';
import { createTsplPrinter } from './device.ts';
import { createTsplFramer } from './frame.ts';
import { attachTsplSimulator } from './simulator.ts';

export { printerTsplManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createTsplFramer,
  createDevice: createTsplPrinter,
  attachSimulator: attachTsplSimulator,
};
