import type { DriverModule } from '../../manifest.ts';
import { ModbusDecoder } from './decoder.ts';
import { createRelayDevice } from './device.ts';
import { attachRelaySimulator } from './simulator.ts';

export { modbusRtuManifest } from './manifest.ts';

export const driver: DriverModule = {
  createDecoder: () => new ModbusDecoder(),
  createDevice: createRelayDevice,
  attachSimulator: attachRelaySimulator,
};
