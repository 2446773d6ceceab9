import { describe, expect, it } from 'vitest';
import { Refusal, StoreError } from '../errors.ts';
import { classifyError, endsTransaction } from './errors.ts';
import { errorFromForm, errorToForm } from './worker-messages.ts';

const withCode = (code: string): Error => Object.assign(new Error('text that nobody reads'), { code });

describe('errors of SQLite and the file system', () => {
  it.each([
    ['SQLITE_FULL', 'store.disk_full', true],
    ['ENOSPC', 'store.disk_full', true],
    ['SQLITE_READONLY_DIRECTORY', 'store.read_only', false],
    ['EROFS', 'store.read_only', false],
    ['EACCES', 'store.read_only', false],
    ['SQLITE_CORRUPT_VTAB', 'store.corrupt', false],
    ['SQLITE_NOTADB', 'store.corrupt', false],
    ['SQLITE_BUSY_SNAPSHOT', 'store.busy', true],
    ['SQLITE_IOERR_FSYNC', 'store.unknown', false],
    ['SQLITE_CANTOPEN', 'store.unknown', false],
    ['SQLITE_CONSTRAINT_UNIQUE', 'store.unknown', false],
  ])('%s is %s', (code, expected, retryable) => {
    expect(classifyError(withCode(code))).toMatchObject({
      code: expected,
      retryable,
      detail: { sqlite: code },
    });
  });

  it('leave refusals, store errors and mistakes of a program as they are', () => {
    for (const error of [new Refusal('a.b'), new StoreError('store.busy', ''), new TypeError('x')]) {
      expect(classifyError(error)).toBe(error);
    }
  });

  it('end the transaction when the disk is at fault, not when one command is', () => {
    expect(endsTransaction(classifyError(withCode('SQLITE_FULL')))).toBe(true);
    expect(endsTransaction(classifyError(withCode('SQLITE_IOERR_WRITE')))).toBe(true);
    expect(endsTransaction(classifyError(withCode('SQLITE_CONSTRAINT_UNIQUE')))).toBe(false);
    expect(endsTransaction(new Refusal('a.b'))).toBe(false);
    expect(endsTransaction(new StoreError('ledger.malformed', ''))).toBe(false);
  });

  it('keep class, code and detail when they travel between threads', () => {
    const errors = [
      new Refusal('a.b', { places: ['A'], n: 1 }),
      new StoreError('store.in_use', 'by 7', { detail: { pid: 7 }, retryable: true }),
      new RangeError('too far'),
    ];
    for (const error of errors) {
      const arrived = errorFromForm(structuredClone(errorToForm(error)));
      expect(arrived).toMatchObject({ ...error, name: error.name, message: error.message });
    }
    expect(errorFromForm(errorToForm(errors[0]))).toBeInstanceOf(Refusal);
    expect(errorFromForm(errorToForm(errors[1]))).toBeInstanceOf(StoreError);
  });
});
