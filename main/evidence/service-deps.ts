import type { DeviceAccess } from '../kernel/device-access.ts';
import type { Attachments } from '../kernel/attachments/attachments.ts';
import type { EventBus } from '../kernel/events/event-bus.ts';
import type { Credential } from '../contract/common.ts';
import type { identityModule } from '../kernel/identity/module.ts';
import type { Procedures } from '../kernel/sessions/procedures.ts';
import type { Store } from '../kernel/store/store.ts';
import type { VerifiedPerson } from './items/commands.ts';
import type { evidenceModule } from './module.ts';
import type { Portal } from './portal/portal.ts';

export type EvidenceStore = Store<{
  readonly evidence: typeof evidenceModule;
  readonly identity: typeof identityModule;
}>;

/** What the evidence services work with; the start list puts it together. */
export interface EvidenceServiceOptions {
  readonly os: Procedures;
  readonly store: EvidenceStore;
  readonly devices: DeviceAccess;
  readonly attachments: Attachments;
  readonly bus: EventBus;
  readonly portals: ReadonlyMap<string, Portal>;
  /** Checks a second person's secret. */
  readonly verify: (credential: Credential) => Promise<VerifiedPerson>;
  /** Three characters: the block of evidence codes leased to this workstation. */
  readonly block: string;
  /** 1 to 255, the same for all stations of a county: marks our own tags to readers. */
  readonly applicationFamily: number;
  readonly now: () => number;
}
