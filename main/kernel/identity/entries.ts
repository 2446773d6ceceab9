import * as z from 'zod/mini';
import { roles, unitLevels } from '../../contract/identity.ts';
import { entryType } from '../entry-type.ts';

const id = z.string();
const instant = z.string();

/** Ledger entries of identity and organisation (单位、部门、人员、岗位). Secrets never enter the ledger. */
export const identityEntries = {
  'identity.unit-added': entryType(
    1,
    z.object({
      code: z.string(),
      name: z.string(),
      level: z.enum(unitLevels),
      parent: z.nullable(z.string()),
    }),
  ),
  'identity.unit-renamed': entryType(1, z.object({ code: z.string(), name: z.string() })),
  'identity.department-added': entryType(1, z.object({ id, unit: z.string(), name: z.string() })),
  'identity.person-added': entryType(
    1,
    z.object({ id, name: z.string(), badgeNumber: z.string(), unit: z.string(), department: z.nullable(id) }),
  ),
  'identity.person-left': entryType(1, z.object({ person: id, reason: z.string() })),
  'identity.card-added': entryType(
    1,
    z.object({
      id,
      person: id,
      kind: z.enum(['card-number', 'uhf-badge']),
      /** Keyed hash of the canonical number; the number itself is personal data and is not kept. */
      lookup: z.string(),
      masked: z.string(),
      /** Badges only: an opaque EPC that the portal must recognise without a key. */
      epc: z.nullable(z.string()),
    }),
  ),
  'identity.card-ended': entryType(1, z.object({ id, reason: z.string() })),
  'identity.post-granted': entryType(
    1,
    z.object({
      id,
      person: id,
      role: z.enum(roles),
      unit: z.string(),
      validFrom: instant,
      validUntil: z.nullable(instant),
    }),
  ),
  'identity.post-ended': entryType(1, z.object({ id, reason: z.string() })),
  'identity.account-opened': entryType(1, z.object({ person: id, account: z.string() })),
  'identity.account-locked': entryType(1, z.object({ person: id, until: instant })),
  'identity.account-unlocked': entryType(1, z.object({ person: id })),
  'identity.credential-changed': entryType(1, z.object({ person: id, what: z.enum(['password', 'pin']) })),
  'identity.logged-in': entryType(
    1,
    z.object({ person: id, post: id, method: z.enum(['password', 'card-pin']) }),
  ),
  'identity.logged-out': entryType(1, z.object({ person: id, reason: z.string() })),
};
