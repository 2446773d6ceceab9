import { Refusal } from '../errors.ts';
import type {
  CommandContext,
  DomainModule,
  EntryType,
  LedgerEntry,
  QueryContext,
  WriteDatabase,
} from '../module.ts';
import { KERNEL_TABLES } from './kernel-tables.ts';
import type { MigrationSet } from './migrations.ts';

type Command = (context: CommandContext, input: unknown) => unknown;
type Query = (context: QueryContext, input: unknown) => unknown;

/** All domains of a node by the full names under which they are called. */
export interface ModuleRegistry {
  readonly modules: readonly DomainModule[];
  readonly migrationSets: readonly MigrationSet[];
  /** @throws Refusal `kernel.unknown_command` */
  command(name: string): Command;
  /** @throws Refusal `kernel.unknown_query` */
  query(name: string): Query;
  entryType(type: string): EntryType | undefined;
  /** Shows an entry to every domain: domains meet through entries, so each may keep rows about another's. */
  project(entry: LedgerEntry, database: WriteDatabase): void;
}

/**
 * @throws TypeError when two domains share a name, a name is not `a-z0-9-`, or an entry type does not begin with its
 *   domain's name and a dot
 */
export function createRegistry(modules: readonly DomainModule[]): ModuleRegistry {
  const names = new Set<string>([KERNEL_TABLES.name]);
  const commands = new Map<string, Command>();
  const queries = new Map<string, Query>();
  const entryTypes = new Map<string, EntryType>();
  for (const module of modules) {
    if (names.has(module.name) || !/^[a-z][a-zA-Z0-9-]*$/.test(module.name)) {
      throw new TypeError(`the domain name ${module.name} is taken or not a name`);
    }
    names.add(module.name);
    for (const [name, handler] of Object.entries(module.commands)) {
      commands.set(`${module.name}.${name}`, handler as Command);
    }
    for (const [name, handler] of Object.entries(module.queries)) {
      queries.set(`${module.name}.${name}`, handler as Query);
    }
    for (const [type, definition] of Object.entries(module.entryTypes)) {
      if (!type.startsWith(`${module.name}.`)) {
        throw new TypeError(`the entry type ${type} does not begin with ${module.name}.`);
      }
      entryTypes.set(type, definition);
    }
  }
  return {
    modules,
    migrationSets: [KERNEL_TABLES, ...modules],
    command(name) {
      const command = commands.get(name);
      if (command === undefined) throw new Refusal('kernel.unknown_command', { name });
      return command;
    },
    query(name) {
      const query = queries.get(name);
      if (query === undefined) throw new Refusal('kernel.unknown_query', { name });
      return query;
    },
    entryType: (type) => entryTypes.get(type),
    project(entry, database) {
      for (const module of modules) module.project(entry, database);
    },
  };
}
