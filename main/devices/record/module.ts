import { defineDomain, type LedgerEntry, type WriteDatabase } from '../../kernel/module.ts';
import { deviceCommands } from './commands.ts';
import { deviceEntries } from './entries.ts';
import { deviceMigrations, deviceProjectionTables } from './tables.ts';

/** The stories themselves are read from the ledger; only the digest of the devices file is kept beside it. */
function project({ body }: LedgerEntry, database: WriteDatabase): void {
  const { digest } = body;
  if (typeof digest !== 'string') return;
  database.run(
    'insert into devices_file (id, digest) values (1, ?) on conflict (id) do update set digest = excluded.digest',
    digest,
  );
}

/** 设备记录: doors opened in trials, commissioning, and changes of the devices file, on record. */
export const devicesModule = defineDomain({
  name: 'devices',
  migrations: deviceMigrations,
  entryTypes: deviceEntries,
  projectionTables: deviceProjectionTables,
  project(entry, database) {
    if (Object.hasOwn(deviceEntries, entry.type)) project(entry, database);
  },
  commands: deviceCommands,
  queries: {},
});
