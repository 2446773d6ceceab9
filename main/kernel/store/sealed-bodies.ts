import { randomBytes } from 'node:crypto';
import { openSealedBody, PERSON_KEY_LENGTH, sealBody, type SealedReference } from '../ledger/sealed-body.ts';
import type { JsonValue, ReadDatabase, WriteDatabase } from '../module.ts';

/** Databases in which a key was destroyed since their log was last emptied. */
const erasures = new WeakSet<WriteDatabase>();

/** Seals a value under the person's key, which is made at first use, and keeps the sealed bytes. */
export function keepSealed(database: WriteDatabase, person: string, value: JsonValue): SealedReference {
  const { reference, bytes } = sealBody(personKey(database, person), person, value);
  database.run(
    'INSERT INTO sealed_body (hash, person, bytes) VALUES (?, ?, ?)',
    Buffer.from(reference.sealed, 'hex'),
    person,
    bytes,
  );
  return reference;
}

/**
 * The sealed value, or undefined when the person's key was destroyed.
 * @throws StoreError `store.corrupt` when the bytes were changed
 */
export function readSealed(database: ReadDatabase, reference: SealedReference): JsonValue | undefined {
  const key = database.get<{ key: Buffer }>(
    'SELECT key FROM person_key WHERE person = ?',
    reference.person,
  )?.key;
  const bytes = database.get<{ bytes: Buffer }>(
    'SELECT bytes FROM sealed_body WHERE hash = ?',
    Buffer.from(reference.sealed, 'hex'),
  )?.bytes;
  return key === undefined || bytes === undefined ? undefined : openSealedBody(key, reference, bytes);
}

/**
 * Erases everything sealed under the person's key by destroying it; the ledger stays as it is. To be called by a command
 * that also appends an entry about it. The write-ahead log is emptied after the commit, since it would still hold the key.
 *
 * @returns whether there was a key
 */
export function destroyPersonKey(database: WriteDatabase, person: string): boolean {
  database.run('DELETE FROM sealed_body WHERE person = ?', person);
  const destroyed = database.run('DELETE FROM person_key WHERE person = ?', person).changes > 0;
  if (destroyed) erasures.add(database);
  return destroyed;
}

/** Whether a key was destroyed since the last call: the log must then be emptied. */
export function takeErasure(database: WriteDatabase): boolean {
  return erasures.delete(database);
}

function personKey(database: WriteDatabase, person: string): Uint8Array {
  const found = database.get<{ key: Buffer }>('SELECT key FROM person_key WHERE person = ?', person)?.key;
  if (found !== undefined) return found;
  const key = randomBytes(PERSON_KEY_LENGTH);
  database.run('INSERT INTO person_key (person, key) VALUES (?, ?)', person, key);
  return key;
}
