import type { DriverModule } from '../../manifest.ts';
import { createScannerDevice } from './device.ts';
import { createScannerDecoder } from './frame.ts';
import { attachScannerSimulator } from './simulator.ts';

export { scannerHidPosManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createScannerDecoder,
  createDevice: createScannerDevice,
  attachSimulator: attachScannerSimulator,
};
