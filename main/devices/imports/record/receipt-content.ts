import * as z from 'zod/mini';
import type { ImportedResult, RefusedResult } from '../../../../drivers/imports/imported-result.ts';
import type { JsonValue } from '../../../kernel/module.ts';

/** What of a receipt may tell who it is about, sealed as one body. */
export interface ReceiptContent {
  /** Of the file; `''` for a message. */
  readonly name: string;
  /** Of the original as it came. */
  readonly sha256: string;
  /** Base64; opens the encrypted original. */
  readonly originalKey: string;
  readonly sender: string;
  readonly controlId: string;
  readonly refusals: readonly RefusedResult[];
}

const reasons = [
  'person',
  'date',
  'field',
  'unit',
  'range',
  'status',
  'empty',
  'structure',
  'duplicate',
] as const satisfies readonly RefusedResult['reason'][];

const content = z.object({
  name: z.string(),
  sha256: z.string(),
  originalKey: z.string(),
  sender: z.string(),
  controlId: z.string(),
  refusals: z.array(z.object({ reason: z.enum(reasons), where: z.string(), source: z.string() })),
});

const results = z.array(
  z.object({
    person: z.string(),
    at: z.string(),
    instrument: z.nullable(z.string()),
    values: z.record(z.string(), z.number()),
    units: z.record(z.string(), z.string()),
    unmapped: z.array(z.object({ code: z.string(), text: z.string(), value: z.string(), unit: z.string() })),
    source: z.string(),
  }),
);

/** `undefined` when the key was destroyed: the person was erased. */
export function readContent(value: JsonValue | undefined): ReceiptContent | undefined {
  return value === undefined ? undefined : z.parse(content, value);
}

/** Empty when the person was erased. */
export function readResults(value: JsonValue | undefined): ImportedResult[] {
  // Names and units were the parsers' own when they were sealed.
  return value === undefined ? [] : (z.parse(results, value) as unknown as ImportedResult[]);
}
