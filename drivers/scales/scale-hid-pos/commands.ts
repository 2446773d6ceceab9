import type { MeasuredUnit } from '../../decoded.ts';
import type { NoValue } from '../weighing.ts';

/**
 * Reports of the scales page 8Dh (USB-IF "HID Point of Sale Usage Tables" 1.02, section scales; weight-height.md
 * section 1). Report 3 (some makers: 4) carries the weight, report 2 asks for zero.
 */
export const USAGE_PAGE = 0x8d;
export const DATA_REPORT = 3;
/** Weight on some scales; on others two bytes with the status only. */
export const OTHER_REPORT = 4;
export const CONTROL_REPORT = 2;
export const DATA_REPORT_LENGTH = 6;
export const STATUS_REPORT_LENGTH = 2;

export interface ScaleStatus {
  readonly name: string;
  /** The weight counts; otherwise `noValue` says why it does not. */
  readonly stable?: boolean;
  readonly zero?: boolean;
  readonly noValue?: NoValue;
}

export const statuses: Readonly<Record<number, ScaleStatus>> = {
  1: { name: 'fault', noValue: 'fault' },
  2: { name: 'stableAtZero', stable: true, zero: true },
  3: { name: 'inMotion', stable: false },
  4: { name: 'stable', stable: true },
  5: { name: 'underZero', noValue: 'underZero' },
  6: { name: 'overLimit', noValue: 'overLimit' },
  7: { name: 'needsCalibration', noValue: 'needsCalibration' },
  8: { name: 'needsZero', noValue: 'needsZero' },
};

export const units: Readonly<Record<number, MeasuredUnit>> = {
  1: 'mg',
  2: 'g',
  3: 'kg',
  4: '[car_m]',
  5: 'tael',
  6: '[gr]',
  7: '[pwt_tr]',
  8: 't',
  9: '[ston_av]',
  10: '[oz_tr]',
  11: '[oz_av]',
  12: '[lb_av]',
};

/** No scale resolves more than 10^-9 or less than 10^9 of its unit; beyond that the byte is damaged. */
export const LARGEST_EXPONENT = 9;

/** `zero`: set the empty pan to zero (bit 1). `enforcedZeroReturn`: the scale insists on zero between two weighings (bit 0). */
export function controlReport(control: {
  readonly zero?: boolean;
  readonly enforcedZeroReturn?: boolean;
}): Uint8Array {
  return Uint8Array.of(
    CONTROL_REPORT,
    (control.zero === true ? 2 : 0) | (control.enforcedZeroReturn === true ? 1 : 0),
  );
}
