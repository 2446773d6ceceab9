import type { DriverModule } from '../../manifest.ts';
import { createZplPrinter } from './device.ts';
import { createZplDecoder } from './host-commands.ts';
import { attachZplSimulator } from './simulator.ts';

export type { PrintResult, StatusResult } from '../printer-device.ts';
export { printerZplManifest } from './manifest.ts';
export {
  createTagRoll,
  createVirtualPrinter,
  type PrintedLabel,
  type PrinterTrouble,
  type TagSupply,
  type VirtualPrinter,
} from './virtual-printer.ts';

export const driver: DriverModule = {
  createDecoder: createZplDecoder,
  createDevice: createZplPrinter,
  attachSimulator: attachZplSimulator,
};
