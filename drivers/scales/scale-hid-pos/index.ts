import type { DriverModule } from '../../manifest.ts';
import { createHidScaleDevice } from './device.ts';
import { createHidScaleDecoder } from './frame.ts';
import { attachHidScaleSimulator } from './simulator.ts';

export { scaleHidPosManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: createHidScaleDecoder,
  createDevice: createHidScaleDevice,
  attachSimulator: attachHidScaleSimulator,
};
