import type { Migration } from '../module.ts';

/** `identity_credential` and `identity_secret` are no projections: they hold what must not be in the ledger. */
export const identityMigrations: readonly Migration[] = [
  {
    number: 10,
    name: 'identity',
    sql: `
create table identity_unit (
  code text primary key, name text not null, level text not null, parent text, ended text
) strict;
create table identity_department (id text primary key, unit text not null, name text not null, ended text) strict;
create table identity_person (
  id text primary key, name text not null, initials text not null, badge_number text not null unique,
  unit text not null, department text, left_at text
) strict;
create table identity_card (
  id text primary key, person text not null, kind text not null, lookup text not null,
  masked text not null, epc text, ended text
) strict;
create index identity_card_lookup on identity_card (lookup);
create index identity_card_person on identity_card (person);
create table identity_post (
  id text primary key, person text not null, role text not null, unit text not null,
  valid_from text not null, valid_until text
) strict;
create index identity_post_person on identity_post (person);
create table identity_account (person text primary key, account text not null unique, locked_until text) strict;
create table identity_credential (
  person text primary key, password text not null, pin text, failures integer not null default 0,
  must_change integer not null default 0
) strict;
create table identity_secret (name text primary key, value blob not null) strict;
`,
  },
];

export const identityProjectionTables = [
  'identity_unit',
  'identity_department',
  'identity_person',
  'identity_card',
  'identity_post',
  'identity_account',
] as const;
