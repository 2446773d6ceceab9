/**
 * What a renderer may ask of a node: procedures with their schemas and who may call them. No Node, no DOM.
 * The same contract is served over the Electron message port and over the loopback WebSocket.
 */
import { devicesContract } from './devices.ts';
import { evidenceGateContract } from './evidence-gate.ts';
import { evidenceItemsContract } from './evidence-items.ts';
import { evidenceOrdersContract } from './evidence-orders.ts';
import { evidenceStatisticsContract } from './evidence-statistics.ts';
import { identityContract } from './identity.ts';
import { importsContract } from './imports.ts';
import { storageContract } from './storage.ts';
import { systemContract } from './system.ts';
import { virtualRoomContract } from './virtual-room.ts';

export const contract = {
  system: systemContract,
  identity: identityContract,
  storage: storageContract,
  evidence: {
    ...evidenceItemsContract,
    ...evidenceOrdersContract,
    ...evidenceGateContract,
    ...evidenceStatisticsContract,
  },
  devices: devicesContract,
  imports: importsContract,
  virtualRoom: virtualRoomContract,
};
export type StationContract = typeof contract;

/** Data of a refused or failed call as it reaches the renderer (`ORPCError.data`). */
export interface FailureData {
  /** Key under `errors` of the message tables. */
  readonly code: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}
