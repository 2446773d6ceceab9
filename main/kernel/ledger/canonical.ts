import { StoreError } from '../errors.ts';

/**
 * Canonical JSON (规范化 JSON) after RFC 8785: one value has exactly one text, so that a hash of the text is a hash of
 * the value. Keys are ordered by UTF-16 code units (RFC 8785 section 3.2.3), numbers and strings take the form of
 * ECMAScript's own serialisation (sections 3.2.2.2 and 3.2.2.3), there is no white space.
 *
 * @throws StoreError `ledger.not_canonical` for NaN, infinities, lone surrogates, undefined, functions, bigints,
 *   holes in arrays, objects that are not plain, and nesting deeper than 200.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/**
 * Reads a text that must already be canonical.
 *
 * @throws StoreError `ledger.malformed` when it is no JSON, `ledger.not_canonical` when the same value has another
 *   canonical text (white space, key order, duplicate keys, number forms, escapes).
 */
export function parseCanonicalJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StoreError('ledger.malformed', 'not JSON', { cause });
  }
  if (canonicalJson(value) !== text) throw refuse('the text is not in canonical form');
  return value;
}

/** A limit of ours: far above any entry, far below the depth at which recursion fails. */
const DEEPEST = 200;

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      if (!Number.isFinite(value)) throw refuse(`${value} has no JSON form`);
      // JSON.stringify writes -0 as 0, as RFC 8785 asks.
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= DEEPEST) throw refuse(`nested deeper than ${DEEPEST}`);
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw refuse(`${typeof value} has no JSON form`);
  }
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw refuse('a lone surrogate has no UTF-8 form');
  return JSON.stringify(value);
}

function writeArray(values: readonly unknown[], depth: number): string {
  let text = '[';
  // An index loop meets holes, which forEach and map would pass over.
  for (let index = 0; index < values.length; index += 1) {
    text += `${index === 0 ? '' : ','}${write(values[index], depth)}`;
  }
  return `${text}]`;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && !isForeignPlainObject(prototype)) {
    throw refuse(`${value.constructor.name} is not a plain object`);
  }
  let text = '{';
  for (const key of sortedKeys(value)) {
    const member: unknown = (value as Record<string, unknown>)[key];
    text += `${text === '{' ? '' : ','}${writeString(key)}:${write(member, depth)}`;
  }
  return `${text}}`;
}

/** Plain objects of another realm (a test runner's, a worker's) have that realm's Object.prototype. */
function isForeignPlainObject(prototype: unknown): boolean {
  return (
    typeof prototype === 'object' &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, 'hasOwnProperty')
  );
}

function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) {
      // The default order of sort() is the one by UTF-16 code units.
      return keys.sort();
    }
  }
  return keys;
}

function refuse(message: string): StoreError {
  return new StoreError('ledger.not_canonical', message);
}
