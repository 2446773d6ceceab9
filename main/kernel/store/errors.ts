import { Refusal, StoreError, type StoreErrorCode } from '../errors.ts';

/**
 * The border to SQLite: what it reports becomes a `StoreError` with a code that the rest of the suite can act on.
 * Refusals and store errors pass unchanged.
 */
export function classifyError(error: unknown): Error {
  if (error instanceof StoreError || error instanceof Refusal) return error;
  const sqliteCode = codeOf(error);
  if (sqliteCode === undefined) return error instanceof Error ? error : new Error(String(error));
  const code = storeCodeOf(sqliteCode);
  const message = error instanceof Error ? error.message : sqliteCode;
  return new StoreError(code, message, {
    retryable: code === 'store.busy' || code === 'store.disk_full',
    detail: { sqlite: sqliteCode },
    cause: error,
  });
}

/** Errors after which the whole transaction must be given up, not only the command that met it. */
export function endsTransaction(error: unknown): boolean {
  if (!(error instanceof StoreError) || !error.code.startsWith('store.')) return false;
  return error.code !== 'store.unknown' || String(error.detail['sqlite']).startsWith('SQLITE_IOERR');
}

/**
 * By SQLite's result codes, whose extended forms begin with the primary one (sqlite.org/rescode.html). The file system's
 * own codes come from our own file work. Everything else (I/O errors, a file that cannot be opened, and constraint or SQL
 * errors, which are mistakes of a program) stays `store.unknown`, with SQLite's code in the detail.
 */
function storeCodeOf(code: string): StoreErrorCode {
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return 'store.disk_full';
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return 'store.read_only';
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'store.corrupt';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'store.busy';
  return 'store.unknown';
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^(SQLITE_|E[A-Z]+$)/.test(error.code) ? error.code : undefined;
}
