import type { DriverModule } from '../../manifest.ts';
import { createLlrpDevice } from './device.ts';
import { createDecoder } from './frame.ts';
import { attachSimulator } from './simulator-script.ts';

export { createDecoder } from './frame.ts';
export { llrpManifest as manifest } from './manifest.ts';
export { REASON } from './reasons.ts';
export { createLlrpSimulator, type LlrpSimulator, type SimulatedRead } from './simulator.ts';
export { decodeTagReports } from './tag-reports.ts';

export const llrpDriver: DriverModule = { createDecoder, createDevice: createLlrpDevice, attachSimulator };
