import type { MeasuredName, MeasuredUnit } from '../decoded.ts';

/**
 * 导入结果: what a file of a closed instrument (InBody, spirometer, ECG cart) says about one person at one time, by a
 * mapping that a person has set up on the screen. Numbers and units stay as the file has them.
 */
export interface ImportedResult {
  /** The person's number as the file has it. */
  readonly person: string;
  /** `YYYY-MM-DDTHH:MM[:SS]`, local time of the instrument. */
  readonly at: string;
  readonly instrument: string | null;
  readonly values: { readonly [Name in MeasuredName]?: number };
  readonly units: { readonly [Name in MeasuredName]?: MeasuredUnit };
  /** Codes or columns that no mapping speaks of, with their text; kept so that nothing is lost silently. */
  readonly unmapped: readonly Unmapped[];
  /** Message control id (HL7) or row number (CSV). */
  readonly source: string;
}

export interface Unmapped {
  readonly code: string;
  readonly text: string;
  readonly value: string;
  readonly unit: string;
}

/** One result that was not taken, and why: `person`, `date`, `field`, `unit`, `range`, `status`, `empty`, `structure`. */
export interface RefusedResult {
  readonly reason:
    | 'person'
    | 'date'
    | 'field'
    | 'unit'
    | 'range'
    | 'status'
    | 'empty'
    | 'structure'
    | 'duplicate';
  /** What is wrong, for the person who set up the mapping: a code, a column, a segment. */
  readonly where: string;
  readonly source: string;
}

export type ImportOutcome =
  | { readonly kind: 'result'; readonly result: ImportedResult }
  | { readonly kind: 'refused'; readonly refused: RefusedResult };

export function refusedResult(reason: RefusedResult['reason'], where: string, source: string): ImportOutcome {
  return { kind: 'refused', refused: { reason, where, source } };
}

/** A result that has come together; `empty` when the mapping speaks of none of its values. @param where it was looked for */
export function importedResult(
  result: Omit<ImportedResult, 'instrument'> & { readonly instrument: string },
  where: string,
): ImportOutcome {
  if (Object.keys(result.values).length === 0) return refusedResult('empty', where, result.source);
  const { instrument } = result;
  return { kind: 'result', result: { ...result, instrument: instrument === '' ? null : instrument } };
}

/** Which code or column means which value. Data: edited on the screen, stored with the position. */
export interface ImportMapping {
  readonly values: readonly ValueMapping[];
}

export interface ValueMapping {
  /** Code of an OBX segment (first component of OBX-3) or heading of a column. Case counts. */
  readonly code: string;
  readonly name: MeasuredName;
  /** Unit the instrument means; a file that says another one is refused. */
  readonly unit: MeasuredUnit;
  /** How the file may write this unit, beside the unit itself. */
  readonly unitTexts?: readonly string[];
  /** Plausible range; outside = the result is refused as a whole. */
  readonly from: number;
  readonly to: number;
}

const NUMBER = /^[+-]?\d{1,7}(?:\.\d{1,4})?$/;

/** One value by its mapping, or what is wrong with it. @param unit as in the file; empty = the file says none */
export function mappedValue(
  mapping: ValueMapping,
  value: string,
  unit: string,
): { readonly value: number } | { readonly reason: 'field' | 'unit' | 'range' } {
  if (!NUMBER.test(value)) return { reason: 'field' };
  if (unit !== '' && unit !== mapping.unit && !(mapping.unitTexts ?? []).includes(unit))
    return { reason: 'unit' };
  const number = Number(value);
  return number < mapping.from || number > mapping.to ? { reason: 'range' } : { value: number };
}
