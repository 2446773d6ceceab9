import type { DriverModule } from '../../manifest.ts';
import { createEplPrinter } from './device.ts';
import { createEplFramer } from './frame.ts';
import { attachEplSimulator } from './simulator.ts';

export { printerEplManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createEplFramer,
  createDevice: createEplPrinter,
  attachSimulator: attachEplSimulator,
};
