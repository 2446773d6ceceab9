import type { Role } from '../../contract/identity.ts';
import { Refusal } from '../errors.ts';
import type { CommandContext, ReadDatabase } from '../module.ts';
import { roleConflict } from './roles.ts';
import { cardLookup } from './secrets.ts';

/** Failed log-ins before an account locks, and for how long. */
export const failuresBeforeLock = 5;
export const lockMinutes = 15;

/** The key under which card numbers are hashed; made once per data folder. */
function lookupKey(context: CommandContext): Uint8Array {
  const row = context.database.get<{ value: Uint8Array }>(
    "select value from identity_secret where name = 'card-lookup'",
  );
  if (row !== undefined) return row.value;
  const key = context.randomBytes(32);
  context.database.run("insert into identity_secret (name, value) values ('card-lookup', ?)", key);
  return key;
}

function requirePerson(database: ReadDatabase, person: string): { name: string; left_at: string | null } {
  const row = database.get<{ name: string; left_at: string | null }>(
    'select name, left_at from identity_person where id = ?',
    person,
  );
  if (row === undefined) throw new Refusal('identity.person_unknown', { person });
  if (row.left_at !== null) throw new Refusal('identity.person_left', { name: row.name });
  return row;
}

function requireUnit(database: ReadDatabase, code: string): void {
  if (database.get('select 1 from identity_unit where code = ?', code) === undefined) {
    throw new Refusal('identity.unit_unknown', { code });
  }
}

/** The level a unit of this level must stand under. */
const levelAbove = { province: undefined, city: 'province', county: 'city', station: 'county' } as const;

export const identityCommands = {
  addUnit(
    context: CommandContext,
    input: {
      code: string;
      name: string;
      level: 'province' | 'city' | 'county' | 'station';
      parent: string | null;
    },
  ) {
    if (!/^\d{12}$/.test(input.code)) throw new Refusal('identity.unit_code_form', { code: input.code });
    if (context.database.get('select 1 from identity_unit where code = ?', input.code) !== undefined) {
      throw new Refusal('identity.unit_exists', { code: input.code });
    }
    const above = levelAbove[input.level];
    if (above === undefined ? input.parent !== null : input.parent === null) {
      throw new Refusal('identity.unit_parent', { level: input.level });
    }
    if (input.parent !== null) {
      const parent = context.database.get<{ level: string }>(
        'select level from identity_unit where code = ?',
        input.parent,
      );
      if (parent === undefined || parent.level !== above)
        throw new Refusal('identity.unit_parent', { level: input.level });
    }
    context.append({
      aggregate: `unit:${input.code}`,
      type: 'identity.unit-added',
      body: { code: input.code, name: input.name, level: input.level, parent: input.parent },
    });
    return { id: input.code };
  },

  renameUnit(context: CommandContext, input: { code: string; name: string }) {
    requireUnit(context.database, input.code);
    context.append({
      aggregate: `unit:${input.code}`,
      type: 'identity.unit-renamed',
      body: { code: input.code, name: input.name },
    });
    return { id: input.code };
  },

  addDepartment(context: CommandContext, input: { unit: string; name: string }) {
    requireUnit(context.database, input.unit);
    const id = context.newId();
    context.append({
      aggregate: `unit:${input.unit}`,
      type: 'identity.department-added',
      body: { id, unit: input.unit, name: input.name },
    });
    return { id };
  },

  addPerson(
    context: CommandContext,
    input: { name: string; badgeNumber: string; unit: string; department: string | null },
  ) {
    requireUnit(context.database, input.unit);
    if (
      context.database.get('select 1 from identity_person where badge_number = ?', input.badgeNumber) !==
      undefined
    ) {
      throw new Refusal('identity.badge_number_taken', { badgeNumber: input.badgeNumber });
    }
    const id = context.newId();
    context.append({
      aggregate: `person:${id}`,
      type: 'identity.person-added',
      body: {
        id,
        name: input.name,
        badgeNumber: input.badgeNumber,
        unit: input.unit,
        department: input.department,
      },
    });
    return { id };
  },

  /** Ends cards and posts with the person. Open loans are the evidence domain's to find: it asks for this refusal first. */
  personLeft(context: CommandContext, input: { person: string; reason: string }) {
    requirePerson(context.database, input.person);
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.person-left',
      body: { person: input.person, reason: input.reason },
    });
    return { id: input.person };
  },

  addCard(
    context: CommandContext,
    input: { person: string; kind: 'card-number' | 'uhf-badge'; value: string },
  ) {
    requirePerson(context.database, input.person);
    const canonical = input.value.replace(/\s/g, '').toUpperCase();
    if (!/^[0-9A-F]{6,64}$/.test(canonical)) throw new Refusal('identity.card_form', {});
    if (input.kind === 'card-number' && canonical.length === 8 && canonical.startsWith('08')) {
      throw new Refusal('identity.card_random', {});
    }
    const lookup = cardLookup(lookupKey(context), canonical);
    const taken = context.database.get<{ person: string }>(
      'select person from identity_card where lookup = ? and ended is null',
      lookup,
    );
    if (taken !== undefined) throw new Refusal('identity.card_taken', { masked: `…${canonical.slice(-4)}` });
    const id = context.newId();
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.card-added',
      body: {
        id,
        person: input.person,
        kind: input.kind,
        lookup,
        masked: `…${canonical.slice(-4)}`,
        epc: input.kind === 'uhf-badge' ? canonical : null,
      },
    });
    return { id };
  },

  endCard(context: CommandContext, input: { card: string; reason: string }) {
    const card = context.database.get<{ person: string; ended: string | null }>(
      'select person, ended from identity_card where id = ?',
      input.card,
    );
    if (card === undefined) throw new Refusal('identity.card_unknown', {});
    if (card.ended !== null) throw new Refusal('identity.card_ended', {});
    context.append({
      aggregate: `person:${card.person}`,
      type: 'identity.card-ended',
      body: { id: input.card, reason: input.reason },
    });
    return { id: input.card };
  },

  grantPost(
    context: CommandContext,
    input: { person: string; role: Role; unit: string; validUntil: string | null },
  ) {
    requirePerson(context.database, input.person);
    requireUnit(context.database, input.unit);
    if (context.actor.person === input.person) throw new Refusal('identity.grant_to_self', {});
    const now = new Date(context.now).toISOString();
    if (input.validUntil !== null && input.validUntil <= now)
      throw new Refusal('identity.post_already_over', {});
    const held = context.database.all<{ role: Role; unit: string }>(
      'select role, unit from identity_post where person = ? and valid_from <= ? and (valid_until is null or valid_until > ?)',
      input.person,
      now,
      now,
    );
    for (const post of held) {
      if (post.role === input.role && post.unit === input.unit) throw new Refusal('identity.post_held', {});
      const conflict = roleConflict(post.role, input.role);
      if (conflict !== undefined)
        throw new Refusal('identity.role_conflict', { held: post.role, wanted: input.role, conflict });
    }
    const id = context.newId();
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.post-granted',
      body: {
        id,
        person: input.person,
        role: input.role,
        unit: input.unit,
        validFrom: now,
        validUntil: input.validUntil,
      },
    });
    return { id };
  },

  endPost(context: CommandContext, input: { post: string; reason: string }) {
    const post = context.database.get<{ person: string }>(
      'select person from identity_post where id = ?',
      input.post,
    );
    if (post === undefined) throw new Refusal('identity.post_unknown', {});
    context.append({
      aggregate: `person:${post.person}`,
      type: 'identity.post-ended',
      body: { id: input.post, reason: input.reason },
    });
    return { id: input.post };
  },

  /** Takes finished scrypt texts: no secret ever reaches a command, its stored result or the ledger. */
  openAccount(
    context: CommandContext,
    input: {
      person: string;
      account: string;
      passwordHash: string;
      pinHash: string | null;
      mustChange: boolean;
    },
  ) {
    requirePerson(context.database, input.person);
    if (
      context.database.get('select 1 from identity_account where account = ?', input.account) !== undefined
    ) {
      throw new Refusal('identity.account_taken', { account: input.account });
    }
    if (context.database.get('select 1 from identity_account where person = ?', input.person) !== undefined) {
      throw new Refusal('identity.account_open', {});
    }
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.account-opened',
      body: { person: input.person, account: input.account },
    });
    context.database.run(
      'insert into identity_credential (person, password, pin, must_change) values (?, ?, ?, ?)',
      input.person,
      input.passwordHash,
      input.pinHash,
      input.mustChange ? 1 : 0,
    );
    return { id: input.person };
  },

  changeCredential(
    context: CommandContext,
    input: { person: string; what: 'password' | 'pin'; hash: string },
  ) {
    requirePerson(context.database, input.person);
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.credential-changed',
      body: { person: input.person, what: input.what },
    });
    if (input.what === 'password') {
      context.database.run(
        'update identity_credential set password = ?, must_change = 0 where person = ?',
        input.hash,
        input.person,
      );
    } else {
      context.database.run(
        'update identity_credential set pin = ? where person = ?',
        input.hash,
        input.person,
      );
    }
    return {};
  },

  unlockAccount(context: CommandContext, input: { person: string }) {
    requirePerson(context.database, input.person);
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.account-unlocked',
      body: { person: input.person },
    });
    context.database.run('update identity_credential set failures = 0 where person = ?', input.person);
    return { id: input.person };
  },

  /** One wrong secret; at the fifth the account locks for a quarter of an hour, on record. */
  logInFailed(context: CommandContext, input: { person: string }) {
    context.database.run(
      'update identity_credential set failures = failures + 1 where person = ?',
      input.person,
    );
    const row = context.database.get<{ failures: number }>(
      'select failures from identity_credential where person = ?',
      input.person,
    );
    if (row === undefined || row.failures < failuresBeforeLock) return { locked: false };
    const until = new Date(context.now + lockMinutes * 60_000).toISOString();
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.account-locked',
      body: { person: input.person, until },
    });
    context.database.run('update identity_credential set failures = 0 where person = ?', input.person);
    return { locked: true };
  },

  loggedIn(
    context: CommandContext,
    input: { person: string; post: string; method: 'password' | 'card-pin' },
  ) {
    context.database.run('update identity_credential set failures = 0 where person = ?', input.person);
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.logged-in',
      body: { person: input.person, post: input.post, method: input.method },
    });
    return {};
  },

  loggedOut(context: CommandContext, input: { person: string; reason: string }) {
    context.append({
      aggregate: `person:${input.person}`,
      type: 'identity.logged-out',
      body: { person: input.person, reason: input.reason },
    });
    return {};
  },
};
