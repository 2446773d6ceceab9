import { defineDomain } from '../../../kernel/module.ts';
import { importCommands } from './commands.ts';
import { importEntries } from './entries.ts';
import { projectImports } from './project.ts';
import { importQueries } from './queries.ts';
import { importMigrations, importProjectionTables } from './tables.ts';

/** 收到的结果: what closed instruments send, on record. Bodies are sealed with a key for each person. */
export const importsModule = defineDomain({
  name: 'imports',
  migrations: importMigrations,
  entryTypes: importEntries,
  projectionTables: importProjectionTables,
  project: projectImports,
  commands: importCommands,
  queries: importQueries,
});
