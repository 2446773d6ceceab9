import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import type { ImportedResult } from '../../../../drivers/imports/imported-result.ts';
import { StoreError } from '../../../kernel/errors.ts';
import type { CommandContext, QueryContext } from '../../../kernel/module.ts';

/** Whose key seals the random number; nobody's. */
const OWNER = 'imports:digest-key';
const KEY_BYTES = 32;
const DIGEST_HEX = 32;

/** Makes digests by which equal things are found again without keeping who they are about (HMAC-SHA-256, 128 bits of it). */
export interface Digests {
  of(kind: string, ...parts: readonly string[]): string;
}

/** Block of SHA-256 in bytes. */
const BLOCK_BYTES = 64;

/** HMAC of RFC 2104 by one-shot hashes: `createHmac` makes a key object each time, which took two thirds of a large file. */
export function digestsWith(key: Buffer): Digests {
  const padded = (byte: number): Buffer => {
    const block = Buffer.alloc(BLOCK_BYTES, byte);
    for (const [at, part] of key.entries()) block[at] = part ^ byte;
    return block;
  };
  const [inner, outer] = [padded(0x36), padded(0x5c)];
  return {
    of(kind, ...parts) {
      const message = Buffer.from(JSON.stringify([kind, ...parts]), 'utf8');
      const within = hash('sha256', Buffer.concat([inner, message]), 'buffer');
      return hash('sha256', Buffer.concat([outer, within]), 'hex').slice(0, DIGEST_HEX);
    },
  };
}

/** `undefined` before anything was received. */
export function digestsOf(context: Pick<QueryContext, 'database' | 'unseal'>): Digests | undefined {
  const row = context.database.get<{ sealed: string; person: string }>(
    'select sealed, person from imports_digest_key',
  );
  if (row === undefined) return undefined;
  const key = z.safeParse(z.string(), context.unseal(row));
  if (!key.success) throw new StoreError('store.corrupt', 'the key of the digests of imports is gone');
  return digestsWith(Buffer.from(key.data, 'base64'));
}

/** Makes the key with the first thing that is received. */
export function digestsFor(context: CommandContext): Digests {
  const known = digestsOf(context);
  if (known !== undefined) return known;
  const key = Buffer.from(context.randomBytes(KEY_BYTES));
  context.append({
    aggregate: 'imports:station',
    type: 'imports.digest-key-made',
    body: { key: context.seal(OWNER, key.toString('base64')) },
  });
  return digestsWith(key);
}

/** Whose key seals the results of the person with this number. */
export function subjectOf(digests: Digests, person: string): string {
  return `import-person:${digests.of('person', person)}`;
}

/** A person measured at a time by an instrument; `print` tells whether it says the same again. */
export function resultDigests(digests: Digests, result: ImportedResult): { key: string; print: string } {
  const { person, at, instrument, values, units } = result;
  const said = Object.entries(values)
    .map(
      ([name, value]) =>
        `${name}=${value} ${Object.entries(units).find(([known]) => known === name)?.[1] ?? ''}`,
    )
    .sort();
  // A clock with seconds and one without them are the same clock at the full minute.
  const time = at.length === 16 ? `${at}:00` : at;
  const names = Object.keys(values).sort().join(' ');
  return {
    key: digests.of('result', person, time, instrument ?? '', names),
    print: digests.of('values', ...said),
  };
}
