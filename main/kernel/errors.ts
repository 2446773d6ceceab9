/**
 * A refusal with a reason that a person can act on. `code` is stable and is the key of the words in
 * `resources/i18n/*.json` under `errors` (what happened, what was kept, what to do); callers branch on it, never on text.
 */
export class Refusal extends Error {
  readonly code: string;
  /** Values for the placeholders of the translated text; no secrets. */
  readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

  constructor(
    code: string,
    detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>> = {},
  ) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
  }
}

/** What went wrong below the domains: the disk, the file, the ledger. Classified once, at the border to SQLite. */
export type StoreErrorCode =
  | 'store.disk_full'
  | 'store.read_only'
  | 'store.corrupt'
  | 'store.busy'
  | 'store.newer_version'
  | 'store.in_use'
  | 'store.not_a_folder'
  | 'store.database_missing'
  | 'store.backup_exists'
  | 'store.key_missing'
  | 'store.key_wrong'
  | 'store.network_drive'
  | 'store.sqlite_too_old'
  | 'store.rolled_back'
  | 'store.closed'
  | 'store.unknown'
  | 'ledger.malformed'
  | 'ledger.chain_broken'
  | 'ledger.not_canonical';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly retryable: boolean;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;

  constructor(
    code: StoreErrorCode,
    message: string,
    options: {
      retryable?: boolean;
      detail?: Record<string, string | number | boolean | null>;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StoreError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.detail = options.detail ?? {};
  }
}

export function assertNever(value: never): never {
  throw new TypeError(`unexpected value ${JSON.stringify(value)}`);
}
