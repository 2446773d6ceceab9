import SqliteDatabase from 'better-sqlite3';
import { StoreError } from '../errors.ts';
import type { ReadDatabase, SqlValue, WriteDatabase } from '../module.ts';
import { classifyError } from './errors.ts';

/**
 * The one place that knows better-sqlite3. Statements are prepared once per SQL text (a prepared statement costs 2.3 µs
 * here, DESIGN.md section 3).
 */
export interface Connection extends WriteDatabase {
  /** Several statements without parameters: migrations, transaction control. */
  execute(sql: string): void;
  /** Rows one after another, for walks over whole tables. */
  iterate<Row>(sql: string, ...parameters: readonly SqlValue[]): IterableIterator<Row>;
  readonly inTransaction: boolean;
  /** Online copy of the whole file (SQLite's backup API). */
  backup(target: string): Promise<void>;
  close(): void;
}

/**
 * Settings of every connection (replication notes 3.8, rule 1: better-sqlite3 is compiled to `synchronous=NORMAL` in WAL
 * mode, which lost acknowledged commits in 32 of 40 simulated power cuts). `secure_delete` is ours: a destroyed key must
 * not stay readable in a free page.
 */
const SETTINGS: readonly (readonly [name: string, value: string, readBack: string | number])[] = [
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  ['wal_autocheckpoint', '1000', 1000],
  ['journal_size_limit', '67108864', 67_108_864],
  ['cell_size_check', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['secure_delete', 'ON', 1],
];

/** The first release without the WAL-reset race (replication notes 3.6). */
const OLDEST_SQLITE = [3, 51, 3] as const;

/** Opens for writing; the file is made when it is not there. `:memory:` keeps everything in memory. */
export function openWritable(path: string): Connection {
  return open(() => new SqliteDatabase(path), path === ':memory:' ? 'memory' : 'wal', true);
}

/** Opens an existing file for reading beside its writer. */
export function openReadable(path: string): Connection {
  return open(() => new SqliteDatabase(path, { readonly: true, fileMustExist: true }), 'wal', false);
}

/** Opens the bytes of a database file for reading, without any file. Its header must not say WAL. */
export function openImage(image: Buffer): Connection {
  return open(() => new SqliteDatabase(image, { readonly: true }), 'memory', false);
}

export function sqliteVersion(connection: ReadDatabase): string {
  return connection.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '';
}

/** @throws StoreError `store.sqlite_too_old` */
export function requireSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [place, required] of OLDEST_SQLITE.entries()) {
    const part = parts[place] ?? 0;
    if (part > required) return;
    if (part < required) {
      throw new StoreError(
        'store.sqlite_too_old',
        `SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}`,
        {
          detail: { version },
        },
      );
    }
  }
}

function open(
  create: () => SqliteDatabase.Database,
  journal: 'wal' | 'memory',
  writable: boolean,
): Connection {
  const database = guarded(create);
  try {
    guarded(() => configure(database, journal, writable));
    const connection = wrap(database);
    requireSqliteVersion(sqliteVersion(connection));
    return connection;
  } catch (error) {
    database.close();
    throw error;
  }
}

function configure(database: SqliteDatabase.Database, journal: 'wal' | 'memory', writable: boolean): void {
  if (writable) database.pragma(`journal_mode=${journal}`);
  for (const [name, value] of SETTINGS) database.pragma(`${name}=${value}`);
  const expected = [
    ['journal_mode', journal] as const,
    ...SETTINGS.map(([name, , back]) => [name, back] as const),
  ];
  for (const [name, value] of expected) {
    const found: unknown = database.pragma(name, { simple: true });
    if (found !== value && !(name === 'journal_mode' && !writable)) {
      throw new StoreError('store.unknown', `the setting ${name} is ${String(found)}, not ${value}`);
    }
  }
}

function wrap(database: SqliteDatabase.Database): Connection {
  const statements = new Map<string, SqliteDatabase.Statement>();
  const prepare = (sql: string): SqliteDatabase.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    get: <Row>(sql: string, ...parameters: readonly SqlValue[]) =>
      guarded(() => prepare(sql).get(...parameters) as Row | undefined),
    all: <Row>(sql: string, ...parameters: readonly SqlValue[]) =>
      guarded(() => prepare(sql).all(...parameters) as Row[]),
    run: (sql, ...parameters) => guarded(() => ({ changes: prepare(sql).run(...parameters).changes })),
    execute: (sql) => guarded(() => void database.exec(sql)),
    iterate: <Row>(sql: string, ...parameters: readonly SqlValue[]) =>
      // A walk keeps its statement busy, so it does not take one from the cache.
      guarded(() => database.prepare(sql).iterate(...parameters) as IterableIterator<Row>),
    get inTransaction() {
      return database.inTransaction;
    },
    async backup(target) {
      // One step for the rest of the file: between steps another connection's commit would start the copy anew.
      await database.backup(target, { progress: () => 0x7fff_ffff });
    },
    close: () => void database.close(),
  };
}

function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw classifyError(error);
  }
}
