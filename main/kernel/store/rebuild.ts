import path from 'node:path';
import { openForInspection } from '../ledger/verify.ts';
import type { DomainModule, JsonObject, JsonValue } from '../module.ts';
import { type Connection, openWritable } from './database.ts';
import { folderLayout } from './folder.ts';
import { migrate } from './migrations.ts';
import { createRegistry } from './module-registry.ts';
import { projectAll, quoteName } from './projections.ts';

/** A row that the projections hold differently from what the ledger gives; null where one side has no such row. */
export interface RowDifference {
  readonly table: string;
  readonly key: JsonObject;
  readonly stored: JsonObject | null;
  readonly rebuilt: JsonObject | null;
}

export interface RebuildSummary {
  /** Rows rebuilt from the ledger. */
  readonly rebuilt: number;
  readonly different: number;
}

/**
 * `ledger rebuild PATH --compare`: builds all projections anew in memory and compares them row by row with the stored
 * ones. The data folder is only read.
 */
export function* compareProjections(
  folder: string,
  modules: readonly DomainModule[],
): Generator<RowDifference | RebuildSummary> {
  const stored = openForInspection(folderLayout(path.resolve(folder)).database);
  const rebuilt = openWritable(':memory:');
  try {
    const registry = createRegistry(modules);
    migrate(rebuilt, registry.migrationSets);
    // A projection may point at rows that commands wrote beside the ledger; those are not rebuilt.
    rebuilt.execute('PRAGMA foreign_keys=OFF; BEGIN');
    projectAll(stored, rebuilt, registry.modules);
    rebuilt.execute('COMMIT');
    let rows = 0;
    let different = 0;
    for (const table of modules.flatMap((module) => module.projectionTables)) {
      rows += count(rebuilt, table);
      for (const difference of compareTable(stored, rebuilt, table)) {
        different += 1;
        yield difference;
      }
    }
    yield { rebuilt: rows, different };
  } finally {
    stored.close();
    rebuilt.close();
  }
}

type Row = Readonly<Record<string, unknown>>;

/** Walks both tables in the order of the key, as in a merge. */
function* compareTable(stored: Connection, rebuilt: Connection, table: string): Generator<RowDifference> {
  const columns = rebuilt.all<{ name: string; pk: number }>(`PRAGMA table_info(${quoteName(table)})`);
  const declared = columns.filter(({ pk }) => pk > 0).toSorted((left, right) => left.pk - right.pk);
  const key = (declared.length > 0 ? declared : columns).map(({ name }) => name);
  const list = (names: readonly string[], suffix = ''): string =>
    names.map((name) => quoteName(name) + suffix).join(', ');
  const sql = `SELECT ${list(columns.map(({ name }) => name))} FROM ${quoteName(table)} ORDER BY ${list(key, ' COLLATE BINARY')}`;
  const left = hasTable(stored, table) ? stored.iterate<Row>(sql) : [].values();
  const right = rebuilt.iterate<Row>(sql);
  let one = left.next();
  let other = right.next();
  while (one.done !== true || other.done !== true) {
    const order = compareKeys(
      one.done === true ? undefined : one.value,
      other.done === true ? undefined : other.value,
      key,
    );
    const before = order <= 0 && one.done !== true ? one.value : undefined;
    const after = order >= 0 && other.done !== true ? other.value : undefined;
    if (order !== 0 || !sameRow(before, after)) yield describe(table, key, before, after);
    if (order <= 0) one = left.next();
    if (order >= 0) other = right.next();
  }
}

function describe(
  table: string,
  key: readonly string[],
  stored: Row | undefined,
  rebuilt: Row | undefined,
): RowDifference {
  const row = stored ?? rebuilt ?? {};
  return {
    table,
    key: toJson(Object.fromEntries(key.map((name) => [name, row[name]]))),
    stored: stored === undefined ? null : toJson(stored),
    rebuilt: rebuilt === undefined ? null : toJson(rebuilt),
  };
}

function sameRow(left: Row | undefined, right: Row | undefined): boolean {
  return JSON.stringify(left && toJson(left)) === JSON.stringify(right && toJson(right));
}

/** Negative when `left` stands first; a side that has ended stands last. */
function compareKeys(left: Row | undefined, right: Row | undefined, key: readonly string[]): number {
  if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
  for (const name of key) {
    const order = compareValues(left[name], right[name]);
    if (order !== 0) return order;
  }
  return 0;
}

/** SQLite's order of values: NULL, numbers, texts by their UTF-8 bytes, blobs (sqlite.org/datatype3.html section 4.1). */
function compareValues(left: unknown, right: unknown): number {
  const [leftRank, rightRank] = [rank(left), rank(right)];
  if (leftRank !== rightRank) return leftRank - rightRank;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return Buffer.compare(bytesOf(left), bytesOf(right));
}

function rank(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'number') return 1;
  return typeof value === 'string' ? 2 : 3;
}

function bytesOf(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);
}

function toJson(row: Row): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, jsonValue(value)]));
}

function jsonValue(value: unknown): JsonValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function hasTable(connection: Connection, table: string): boolean {
  return connection.get('SELECT 1 FROM sqlite_schema WHERE name = ?', table) !== undefined;
}

function count(connection: Connection, table: string): number {
  return connection.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${quoteName(table)}`)?.rows ?? 0;
}
