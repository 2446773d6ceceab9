import type { Role } from '../../contract/identity.ts';
import { Refusal } from '../errors.ts';
import type { QueryContext, ReadDatabase, SqlValue } from '../module.ts';
import { normaliseForSearch } from '../search/bigrams.ts';
import { cardLookup } from './secrets.ts';

type UnitLevel = 'province' | 'city' | 'county' | 'station';
interface PersonRow {
  id: string;
  name: string;
  badge_number: string;
  unit: string;
  unit_name: string;
  department: string | null;
  department_name: string | null;
  left_at: string | null;
  account: string | null;
  locked_until: string | null;
}
interface PostRow {
  id: string;
  person: string;
  role: Role;
  unit: string;
  unit_name: string;
  valid_from: string;
  valid_until: string | null;
}

const personColumns = `select p.id, p.name, p.badge_number, p.unit, u.name as unit_name, p.department,
  d.name as department_name, p.left_at, a.account, a.locked_until
  from identity_person p join identity_unit u on u.code = p.unit
  left join identity_department d on d.id = p.department left join identity_account a on a.person = p.id`;

function postsOf(database: ReadDatabase, person: string) {
  return database
    .all<PostRow>(
      `select t.id, t.person, t.role, t.unit, u.name as unit_name, t.valid_from, t.valid_until
       from identity_post t join identity_unit u on u.code = t.unit where t.person = ? order by t.valid_from`,
      person,
    )
    .map((row) => ({
      id: row.id,
      person: row.person,
      role: row.role,
      unit: row.unit,
      unitName: row.unit_name,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
    }));
}

function personView(context: QueryContext, row: PersonRow) {
  const now = new Date(context.now).toISOString();
  const locked = row.locked_until !== null && row.locked_until > now;
  return {
    id: row.id,
    name: row.name,
    badgeNumber: row.badge_number,
    unit: row.unit,
    unitName: row.unit_name,
    department: row.department,
    departmentName: row.department_name,
    left: row.left_at,
    account: row.account,
    accountState:
      row.account === null
        ? null
        : row.left_at !== null
          ? ('ended' as const)
          : locked
            ? ('locked' as const)
            : ('active' as const),
    posts: postsOf(context.database, row.id),
    cards: context.database
      .all<{ id: string; kind: 'card-number' | 'uhf-badge'; masked: string; ended: string | null }>(
        'select id, kind, masked, ended from identity_card where person = ? order by id',
        row.id,
      )
      .map((card) => ({
        id: card.id,
        person: row.id,
        kind: card.kind,
        masked: card.masked,
        validUntil: card.ended,
      })),
  };
}

export interface CredentialRow {
  readonly person: string;
  readonly name: string;
  readonly badgeNumber: string;
  readonly password: string;
  readonly pin: string | null;
  readonly mustChange: boolean;
  readonly lockedUntil: string | null;
  readonly left: string | null;
}

function credentialRow(database: ReadDatabase, where: string, value: string): CredentialRow | null {
  const row = database.get<{
    person: string;
    name: string;
    badge_number: string;
    password: string;
    pin: string | null;
    must_change: number;
    locked_until: string | null;
    left_at: string | null;
  }>(
    `select c.person, p.name, p.badge_number, c.password, c.pin, c.must_change, a.locked_until, p.left_at
     from identity_credential c join identity_account a on a.person = c.person
     join identity_person p on p.id = c.person where ${where}`,
    value,
  );
  if (row === undefined) return null;
  return {
    person: row.person,
    name: row.name,
    badgeNumber: row.badge_number,
    password: row.password,
    pin: row.pin,
    mustChange: row.must_change === 1,
    lockedUntil: row.locked_until,
    left: row.left_at,
  };
}

function personOfCard(database: ReadDatabase, cardId: string) {
  const key = database.get<{ value: Uint8Array }>(
    "select value from identity_secret where name = 'card-lookup'",
  );
  if (key === undefined) return null;
  const row = database.get<{ person: string; name: string; ended: string | null; left_at: string | null }>(
    `select c.person, p.name, c.ended, p.left_at from identity_card c join identity_person p on p.id = c.person
     where c.lookup = ? order by c.ended is null desc, c.id desc limit 1`,
    cardLookup(key.value, cardId),
  );
  return row === undefined
    ? null
    : { person: row.person, name: row.name, ended: row.ended, left: row.left_at };
}

export const identityQueries = {
  units(context: QueryContext, _input: Record<string, never>) {
    return context.database.all<{
      code: string;
      name: string;
      level: UnitLevel;
      parent: string | null;
      ended: string | null;
    }>('select code, name, level, parent, ended from identity_unit order by code');
  },

  departments(context: QueryContext, input: { unit?: string | undefined }) {
    return context.database.all<{ id: string; unit: string; name: string; ended: string | null }>(
      'select id, unit, name, ended from identity_department where (? is null or unit = ?) order by id',
      input.unit ?? null,
      input.unit ?? null,
    );
  },

  persons(
    context: QueryContext,
    input: {
      words?: string | undefined;
      unit?: string | undefined;
      role?: Role | undefined;
      after?: string | undefined;
      limit?: number | undefined;
    },
  ) {
    const limit = input.limit ?? 50;
    const conditions: string[] = ['p.id > ?'];
    const values: SqlValue[] = [input.after ?? ''];
    if (input.unit !== undefined) {
      conditions.push('p.unit = ?');
      values.push(input.unit);
    }
    if (input.role !== undefined) {
      const now = new Date(context.now).toISOString();
      conditions.push(
        'exists (select 1 from identity_post t where t.person = p.id and t.role = ? and t.valid_from <= ? and (t.valid_until is null or t.valid_until > ?))',
      );
      values.push(input.role, now, now);
    }
    const words = normaliseForSearch(input.words ?? '').trim();
    if (words !== '') {
      conditions.push(
        '(instr(p.name, ?) > 0 or instr(p.initials, ?) > 0 or instr(lower(p.badge_number), ?) > 0)',
      );
      values.push(words, words, words);
    }
    const rows = context.database.all<PersonRow>(
      `${personColumns} where ${conditions.join(' and ')} order by p.id limit ?`,
      ...values,
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    return {
      rows: shown.map((row) => personView(context, row)),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  },

  person(context: QueryContext, input: { id: string }) {
    const row = context.database.get<PersonRow>(`${personColumns} where p.id = ?`, input.id);
    if (row === undefined) throw new Refusal('identity.person_unknown', { person: input.id });
    return personView(context, row);
  },

  credentialByAccount(context: QueryContext, input: { account: string }) {
    return credentialRow(context.database, 'a.account = ?', input.account);
  },

  credentialByPerson(context: QueryContext, input: { person: string }) {
    return credentialRow(context.database, 'c.person = ?', input.person);
  },

  cardOwner(context: QueryContext, input: { cardId: string }) {
    return personOfCard(context.database, input.cardId);
  },

  validPosts(context: QueryContext, input: { person: string }) {
    const now = new Date(context.now).toISOString();
    return postsOf(context.database, input.person).filter(
      (post) => post.validFrom <= now && (post.validUntil === null || post.validUntil > now),
    );
  },

  /** UHF badges in force, for the portal. */
  badges(context: QueryContext, _input: Record<string, never>) {
    return context.database.all<{ epc: string; person: string; name: string }>(
      `select c.epc, c.person, p.name from identity_card c join identity_person p on p.id = c.person
       where c.kind = 'uhf-badge' and c.ended is null and c.epc is not null`,
    );
  },
};
