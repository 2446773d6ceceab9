import type { Migration } from '../../kernel/module.ts';

/** Numbered behind the imports'. */
export const deviceMigrations: readonly Migration[] = [
  {
    number: 210,
    name: 'devices',
    sql: `
create table devices_file (id integer primary key check (id = 1), digest text not null) strict;
`,
  },
];

export const deviceProjectionTables = ['devices_file'];
