import type { DriverModule } from '../../manifest.ts';
import { createMtSicsDevice } from './device.ts';
import { createMtSicsDecoder } from './frame.ts';
import { attachMtSicsSimulator } from './simulator.ts';

export { scaleMtSicsManifest } from './manifest.ts';
export type { WeighedValue, WeighingRecord } from './procedure.ts';

export const driver: DriverModule = {
  createDecoder: createMtSicsDecoder,
  createDevice: createMtSicsDevice,
  attachSimulator: attachMtSicsSimulator,
};
