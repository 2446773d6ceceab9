import { bytesFromHex } from './hash.ts';

/** Reading the fields of a vector file whose shape nobody has checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A case that cannot be computed because the file does not say enough. */
export class Refused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refused';
  }
}

export function object(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refused(`${what} is no object`);
  return value as Fields;
}

export function field(fields: Fields, name: string): unknown {
  const value = fields[name];
  if (value === undefined) throw new Refused(`${name} is missing`);
  return value;
}

export function text(fields: Fields, name: string): string {
  const value = field(fields, name);
  if (typeof value !== 'string') throw new Refused(`${name} is no text`);
  return value;
}

/** An absent list is an empty one: sections may be missing. */
export function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name] ?? [];
  if (!Array.isArray(value)) throw new Refused(`${name} is no list`);
  return value;
}

export function hex(value: unknown): Buffer {
  const bytes = typeof value === 'string' ? bytesFromHex(value) : undefined;
  if (bytes === undefined) throw new Refused('not hexadecimal');
  return bytes;
}

/** A whole number as decimal text or as a number; undefined for anything else. */
export function decimal(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^-?\d{1,40}$/.test(value) ? BigInt(value) : undefined;
}
