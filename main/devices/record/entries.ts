import * as z from 'zod/mini';
import { entryType } from '../../kernel/entry-type.ts';

/** The position as it was called then. */
const device = { id: z.string(), title: z.string() };
const digest = z.string();
const position = { ...device, role: z.string(), driver: z.string(), url: z.string(), digest };

export const trialKinds = ['open', 'commission', 'door', 'siren', 'strobe', 'drawer'] as const;
export type TrialKind = (typeof trialKinds)[number];
/** `obeyed`: done as far as the device tells, which has no contact for it; `unknown`: it may have moved or not. */
export const trialOutcomes = ['opened', 'stayed-shut', 'obeyed', 'unknown', 'failed'] as const;
export type TrialOutcome = (typeof trialOutcomes)[number];
/** `place`: board and lock (`1-5`), empty where a device moves only one thing. */
const trial = { ...device, trial: z.string(), kind: z.enum(trialKinds), place: z.string() };
const fact = z.nullable(z.boolean());

/**
 * 设备记录: what people did with devices that somebody may have to answer for: what moved a door, and which device stands
 * where. Aggregate `device:<position>`, or `devices:file` for the devices file as a whole.
 */
export const deviceEntries = {
  'devices.position-added': entryType(1, z.object(position)),
  /** `changed`: names of what changed, settings as `settings.<name>`; values of settings may be secrets and are left out. */
  'devices.position-changed': entryType(1, z.object({ ...position, changed: z.string() })),
  'devices.position-enabled': entryType(1, z.object({ ...device, digest })),
  'devices.position-disabled': entryType(1, z.object({ ...device, digest })),
  'devices.position-removed': entryType(1, z.object({ ...device, reason: z.string(), digest })),
  /** The file was found otherwise than this program left it. */
  'devices.file-changed': entryType(1, z.object({ positions: z.int(), digest })),

  /** On record before anything moves. */
  'devices.trial-begun': entryType(1, z.object(trial)),
  /** The three facts apart, as far as the device tells them; `code` of the failure, empty when it obeyed. */
  'devices.trial-ended': entryType(
    1,
    z.object({
      ...trial,
      outcome: z.enum(trialOutcomes),
      code: z.string(),
      acknowledged: fact,
      boltMoved: fact,
      doorOpen: fact,
    }),
  ),
  'devices.cabinet-commissioned': entryType(
    1,
    z.object({
      ...device,
      sense: z.string(),
      order: z.string(),
      witness: z.string(),
      witnessName: z.string(),
      digest,
    }),
  ),
  'devices.stand-commissioned': entryType(
    1,
    z.object({
      ...device,
      weightDifferenceKg: z.nullable(z.number()),
      heightDifferenceCm: z.nullable(z.number()),
      digest,
    }),
  ),
};
export type DeviceEntryType = keyof typeof deviceEntries;
export type DeviceEntryBody<Type extends DeviceEntryType> = z.infer<(typeof deviceEntries)[Type]['schema']>;
