import { importsModule } from '../devices/imports/record/module.ts';
import { devicesModule } from '../devices/record/module.ts';
import { evidenceModule } from '../evidence/module.ts';
import { identityModule } from '../kernel/identity/module.ts';
import { referenceModule } from '../kernel/reference/module.ts';

/** The domains of a station by name, for typed callers. */
export const stationDomains = {
  identity: identityModule,
  reference: referenceModule,
  evidence: evidenceModule,
  imports: importsModule,
  devices: devicesModule,
} as const;
export type StationDomains = typeof stationDomains;

/** Loaded by the store's worker threads, in the order in which an entry is projected. */
export default [identityModule, referenceModule, evidenceModule, importsModule, devicesModule] as const;
