import type { DriverModule } from '../../manifest.ts';
import { ModbusDecoder } from './decoder.ts';
import { createRelayDevice } from './device.ts';
import { attachRelaySimulator } from './simulator.ts';

export type { RelayStatus } from './device.ts';
export type { ReleaseOutcome } from './door.ts';
export { modbusRtuManifest } from './manifest.ts';
export { type BoardChange, type BoardFault, RelayBoard, type RelayBoardOptions } from './relay-board.ts';
export { connectBoard } from './simulator.ts';

export const modbusRtuDriver: DriverModule = {
  createDecoder: () => new ModbusDecoder(),
  createDevice: createRelayDevice,
  attachSimulator: attachRelaySimulator,
};
