import * as z from 'zod/mini';
import type { EntryType, JsonObject } from './module.ts';

/** An entry type of one version whose body is checked by a schema before it is appended and when it is read back. */
export function entryType<Schema extends z.core.$ZodType<Record<string, unknown>>>(
  version: number,
  schema: Schema,
): EntryType & { readonly schema: Schema } {
  return {
    version,
    schema,
    parse(body) {
      // A body is JSON by construction: every schema of an entry is made of JSON types only.
      return z.parse(schema, body) as unknown as JsonObject;
    },
  };
}
