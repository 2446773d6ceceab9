import type { MeasuredUnit, ReadingContent, ReadingErrorContent } from '../decoded.ts';
import { type MeasuredValue, reading, readingError } from '../measurement/reading.ts';
import { numberOf } from './decimal.ts';

/** 称重: what kind of mass a line tells. Gross and plain weights are `weight`. */
export type Quantity = 'weight' | 'netWeight' | 'tare' | 'count';

export interface Weighing {
  readonly quantity: Quantity;
  /** Tidied decimal text (`tidyDecimal`). */
  readonly text: string;
  /** Left out where the device sends none. Pieces (`1`) are always a count. */
  readonly unit?: MeasuredUnit | undefined;
  /** What the scale says; left out where it does not say. */
  readonly stable?: boolean | undefined;
  readonly flags?: readonly string[];
  /** Further values of the same line, for example the tare beside the net weight. */
  readonly beside?: { readonly [Name in Quantity]?: MeasuredValue };
}

/** The reading of one line. `unstable` stands among the flags, so that nobody has to look at two places. */
export function weighingReading(weighing: Weighing, raw: Uint8Array): ReadingContent {
  const { text, unit, stable, flags = [], beside } = weighing;
  const quantity = unit === '1' ? 'count' : weighing.quantity;
  const value = numberOf(text);
  const measured: MeasuredValue = unit === undefined ? { value, text } : { value, text, unit };
  return reading({
    values:
      beside === undefined ? valueOf(quantity, measured) : { ...valueOf(quantity, measured), ...beside },
    weightStable: stable,
    flags: stable === false ? ['unstable', ...flags] : flags,
    raw,
  });
}

/** Written out: a name that is computed costs a continuous sender more than all of its parsing. */
function valueOf(quantity: Quantity, measured: MeasuredValue): NonNullable<Weighing['beside']> {
  switch (quantity) {
    case 'weight':
      return { weight: measured };
    case 'netWeight':
      return { netWeight: measured };
    case 'tare':
      return { tare: measured };
    case 'count':
      return { count: measured };
  }
}

/** States without a value: the number on the line means nothing then (weight-height.md sections 0 and 3). */
export type NoValue = 'overLimit' | 'underLimit' | 'underZero' | 'needsZero' | 'needsCalibration' | 'fault';
const meanings: Readonly<Record<NoValue, string>> = {
  overLimit: 'overload',
  underLimit: 'underload',
  underZero: 'under zero',
  needsZero: 'needs re-zeroing',
  needsCalibration: 'needs calibration',
  fault: 'fault',
};

export function noWeight(code: string, state: NoValue, raw: Uint8Array): ReadingErrorContent {
  return readingError(code, meanings[state], raw, { flags: [state] });
}
