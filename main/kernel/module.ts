/**
 * What a domain hands to the kernel: its tables, its entry types, how an entry becomes rows, and the commands and
 * queries that run inside the store's worker threads. A command runs in the one writer thread, inside one
 * transaction: read state, decide, append, project, commit. It therefore never races another command.
 */

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** How the actor was recognised. `system` and `device` acts have no person. A card alone never signs. */
export type ActorMethod = 'password' | 'card-pin' | 'card' | 'system' | 'device';

export interface Actor {
  /** Person id (UUIDv7), or null for acts of the system or a device. */
  readonly person: string | null;
  /** Name at the time of the act, so that the story can be read when the person is long gone. */
  readonly name: string;
  /** Post id under which the person acted; null for the system. */
  readonly post: string | null;
  readonly method: ActorMethod;
  /** Which station or device position the act was made at. */
  readonly station: string;
}

/** A ledger entry as stored. `hash` = SHA-256(0x00 ‖ canonical JSON of all other fields) = its RFC 6962 leaf hash. */
export interface LedgerEntry {
  readonly node: string;
  readonly epoch: number;
  /** 1-based, without gaps. */
  readonly seq: number;
  /** UUIDv7. */
  readonly id: string;
  /** `kind:id`, for example `item:0199…`; the thing whose story this entry belongs to. */
  readonly aggregate: string;
  readonly type: string;
  /** Version of the body's schema for this type. */
  readonly version: number;
  readonly body: JsonObject;
  readonly actor: Actor;
  /** Wall clock of the device, ISO 8601 UTC with milliseconds. */
  readonly at: string;
  /** Hybrid logical clock, sortable as text. */
  readonly hlc: string;
  /** Command id (UUID) that caused the entry; a command is applied once. */
  readonly command: string;
  readonly algorithm: 'sha-256';
  /** Lower-case hex; 64 zeros for the first entry of an epoch-1 ledger. */
  readonly previous: string;
  /** Lower-case hex. */
  readonly hash: string;
}

export interface ReadDatabase {
  /** First row or undefined. Statements are prepared once per SQL text. */
  get<Row>(sql: string, ...parameters: readonly SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...parameters: readonly SqlValue[]): Row[];
}

export interface WriteDatabase extends ReadDatabase {
  run(sql: string, ...parameters: readonly SqlValue[]): { readonly changes: number };
}

export type SqlValue = string | number | bigint | null | Uint8Array;

export interface EntryDraft {
  readonly aggregate: string;
  readonly type: string;
  readonly body: JsonObject;
}

/** What a command handler works with, inside the writer's transaction. Throw `Refusal` to refuse: nothing is written. */
export interface CommandContext {
  readonly database: WriteDatabase;
  readonly actor: Actor;
  /** UTC milliseconds at which the command began; the only clock a handler may use. */
  readonly now: number;
  readonly commandId: string;
  /** Appends to the ledger and projects at once, so later reads in the same command see it. */
  append(draft: EntryDraft): LedgerEntry;
  /** A new UUIDv7. */
  newId(): string;
  /** Cryptographic randomness (EPC handles, salts, keys). */
  randomBytes(length: number): Uint8Array;
  /** Encrypts `value` under the key of `person` and keeps it beside the ledger; the returned reference goes into the body. */
  seal(person: string, value: JsonValue): { readonly sealed: string; readonly person: string };
  /** The sealed value, or undefined when the person's key was destroyed. */
  unseal(reference: { readonly sealed: string; readonly person: string }): JsonValue | undefined;
}

export interface QueryContext {
  readonly database: ReadDatabase;
  readonly now: number;
  unseal(reference: { readonly sealed: string; readonly person: string }): JsonValue | undefined;
}

/** Numbered in tens; never edited after release. Tables STRICT. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export interface EntryType {
  readonly version: number;
  /** Throws when the body is not of this type's form. */
  readonly parse: (body: unknown) => JsonObject;
}

// The handlers' own types are checked where they are defined; in a table of many they meet only as functions.
export type CommandHandler<Input, Output> = (context: CommandContext, input: Input) => Output;
export type QueryHandler<Input, Output> = (context: QueryContext, input: Input) => Output;

export interface DomainModule<
  Commands extends Record<string, CommandHandler<never, unknown>> = Record<
    string,
    CommandHandler<never, unknown>
  >,
  Queries extends Record<string, QueryHandler<never, unknown>> = Record<string, QueryHandler<never, unknown>>,
> {
  /** Prefix of its tables, entry types, commands and queries, for example `evidence`. */
  readonly name: string;
  readonly migrations: readonly Migration[];
  readonly entryTypes: Readonly<Record<string, EntryType>>;
  /** Tables that can be thrown away and rebuilt from the ledger. */
  readonly projectionTables: readonly string[];
  project(entry: LedgerEntry, database: WriteDatabase): void;
  readonly commands: Commands;
  readonly queries: Queries;
}

/** Keeps the inferred handler types. */
export function defineDomain<
  Commands extends Record<string, CommandHandler<never, unknown>>,
  Queries extends Record<string, QueryHandler<never, unknown>>,
>(module: DomainModule<Commands, Queries>): DomainModule<Commands, Queries> {
  return module;
}
