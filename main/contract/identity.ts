import * as z from 'zod/mini';
import {
  allow,
  command,
  credential,
  done,
  id,
  instant,
  name,
  page,
  pageInput,
  permissions,
  shortText,
} from './common.ts';

export const unitLevels = ['province', 'city', 'county', 'station'] as const;

export const roles = [
  'system-administrator',
  'unit-administrator',
  'custodian-in-charge',
  'custodian',
  'case-officer',
  'department-head',
  'unit-head',
  'supervisor',
  'superior-reader',
  'external-reader',
  'transfer-clerk',
  'laboratory',
  'system-auditor',
] as const;
export type Role = (typeof roles)[number];

const unitCode = z.string().check(z.regex(/^\d{12}$/));

export const unit = z.object({
  code: unitCode,
  name: z.string(),
  level: z.enum(unitLevels),
  parent: z.nullable(unitCode),
  ended: z.nullable(instant),
});
export const department = z.object({ id, unit: unitCode, name: z.string(), ended: z.nullable(instant) });
export const post = z.object({
  id,
  person: id,
  role: z.enum(roles),
  unit: unitCode,
  unitName: z.string(),
  validFrom: instant,
  validUntil: z.nullable(instant),
});
export const card = z.object({
  id,
  person: id,
  kind: z.enum(['card-number', 'uhf-badge']),
  /** Masked to the last four characters. */
  masked: z.string(),
  validUntil: z.nullable(instant),
});
export const person = z.object({
  id,
  name: z.string(),
  badgeNumber: z.string(),
  unit: unitCode,
  unitName: z.string(),
  department: z.nullable(id),
  departmentName: z.nullable(z.string()),
  left: z.nullable(instant),
  account: z.nullable(z.string()),
  accountState: z.nullable(z.enum(['active', 'locked', 'ended'])),
  posts: z.array(post),
  cards: z.array(card),
});

export const session = z.object({
  person: z.object({ id, name: z.string(), badgeNumber: z.string() }),
  post,
  /** Other posts that the person may act under. */
  otherPosts: z.array(post),
  permissions: z.array(z.enum(permissions)),
  method: z.enum(['password', 'card-pin']),
  mustChangePassword: z.boolean(),
  since: instant,
});
export type Session = z.infer<typeof session>;

export const identityContract = {
  logIn: allow('public')
    .input(z.object({ credential, post: z.optional(id) }))
    .output(session),
  logOut: allow('public').input(z.object({})).output(z.object({})),
  /** Lifts the idle lock of the present session. */
  unlock: allow('public').input(z.object({ credential })).output(session),
  whoAmI: allow('public').input(z.object({})).output(z.nullable(session)),
  switchPost: allow('person')
    .input(z.object({ post: id }))
    .output(session),
  changePassword: allow('person')
    .input(command({ old: z.string(), new: z.string().check(z.maxLength(200)) }))
    .output(z.object({})),
  changePin: allow('person')
    .input(command({ password: z.string(), pin: z.string().check(z.maxLength(12)) }))
    .output(z.object({})),

  units: allow('person').input(z.object({})).output(z.array(unit)),
  addUnit: allow('identity.manage')
    .input(command({ code: unitCode, name, level: z.enum(unitLevels), parent: z.nullable(unitCode) }))
    .output(done),
  renameUnit: allow('identity.manage')
    .input(command({ code: unitCode, name }))
    .output(done),
  departments: allow('person')
    .input(z.object({ unit: z.optional(unitCode) }))
    .output(z.array(department)),
  addDepartment: allow('identity.manage')
    .input(command({ unit: unitCode, name }))
    .output(done),
  persons: allow('person')
    .input(
      z.object({
        ...pageInput,
        words: z.optional(shortText),
        unit: z.optional(unitCode),
        role: z.optional(z.enum(roles)),
      }),
    )
    .output(page(person)),
  person: allow('person').input(z.object({ id })).output(person),
  addPerson: allow('identity.manage')
    .input(command({ name, badgeNumber: shortText, unit: unitCode, department: z.nullable(id) }))
    .output(done),
  personLeft: allow('identity.manage')
    .input(command({ person: id, reason: shortText }))
    .output(done),
  addCard: allow('identity.manage')
    .input(
      command({
        person: id,
        kind: z.enum(['card-number', 'uhf-badge']),
        value: z.string().check(z.minLength(6), z.maxLength(64)),
      }),
    )
    .output(done),
  endCard: allow('identity.manage')
    .input(command({ card: id, reason: shortText }))
    .output(done),
  grantPost: allow('identity.manage')
    .input(command({ person: id, role: z.enum(roles), unit: unitCode, validUntil: z.nullable(instant) }))
    .output(done),
  endPost: allow('identity.manage')
    .input(command({ post: id, reason: shortText }))
    .output(done),
  openAccount: allow('identity.manage')
    .input(
      command({
        person: id,
        account: name,
        password: z.string().check(z.maxLength(200)),
        pin: z.optional(z.string().check(z.maxLength(12))),
      }),
    )
    .output(done),
  unlockAccount: allow('identity.manage')
    .input(command({ person: id }))
    .output(done),
};
