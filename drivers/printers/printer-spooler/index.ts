import type { DriverModule } from '../../manifest.ts';
import { createSpoolerPrinter } from './device.ts';
import { createSpoolerDecoder } from './frame.ts';
import { attachSpoolerSimulator } from './simulator.ts';

export { printerSpoolerManifest } from './manifest.ts';
export type { SpoolerResult } from './device.ts';

export const driver: DriverModule = {
  createDecoder: createSpoolerDecoder,
  createDevice: (options) => createSpoolerPrinter(options),
  attachSimulator: attachSpoolerSimulator,
};
