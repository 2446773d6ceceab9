import type { DriverModule } from '../../manifest.ts';
import { createEscposPrinter } from './device.ts';
import { createEscposDecoder } from './frame.ts';
import { attachEscposSimulator } from './simulator.ts';

export { printerEscposManifest } from './manifest.ts';
export type { ReceiptLine } from './receipt.ts';

export const driver: DriverModule = {
  createDecoder: createEscposDecoder,
  createDevice: createEscposPrinter,
  attachSimulator: attachEscposSimulator,
};
