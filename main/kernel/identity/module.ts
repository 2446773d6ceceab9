import { defineDomain } from '../module.ts';
import { identityCommands } from './commands.ts';
import { setUp } from './set-up.ts';
import { identityEntries } from './entries.ts';
import { projectIdentity } from './project.ts';
import { identityQueries } from './queries.ts';
import { identityMigrations, identityProjectionTables } from './tables.ts';

export const identityModule = defineDomain({
  name: 'identity',
  migrations: identityMigrations,
  entryTypes: identityEntries,
  projectionTables: identityProjectionTables,
  project: projectIdentity,
  commands: { ...identityCommands, setUp },
  queries: identityQueries,
});
