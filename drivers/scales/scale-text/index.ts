import type { DriverModule } from '../../manifest.ts';
import { createTextScaleDevice } from './device.ts';
import { createTextScaleDecoder } from './frame.ts';
import { attachTextScaleSimulator } from './simulator.ts';

export { scaleTextManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createTextScaleDecoder,
  createDevice: createTextScaleDevice,
  attachSimulator: attachTextScaleSimulator,
};
