import { DeviceError } from '../errors.ts';
import type { LockSettings } from './settings.ts';

/** Which lock a request means. */
export interface LockPlace {
  readonly board: number;
  readonly cell: number;
}

export type RequestValues = Readonly<Record<string, unknown>>;

export function valuesOf(input: unknown): RequestValues {
  return typeof input === 'object' && input !== null ? { ...input } : {};
}

/** The first board where none is named. @throws DeviceError `input.invalid` with `detail.field` */
export function placeOf(values: RequestValues, settings: LockSettings): LockPlace {
  const { cell } = values;
  if (typeof cell !== 'number' || !Number.isInteger(cell) || cell < 1 || cell > settings.cells) {
    throw invalid('cell');
  }
  return { board: boardOf(values, settings), cell };
}

/** @throws DeviceError `input.invalid` with `detail.field` */
export function boardOf({ board }: RequestValues, settings: LockSettings): number {
  const named = board ?? settings.boards[0];
  if (typeof named !== 'number' || !settings.boards.includes(named)) throw invalid('board');
  return named;
}

/** @throws DeviceError `input.invalid` with `detail.field` */
export function transactionOf({ transactionId }: RequestValues): string {
  if (typeof transactionId === 'string' && /^[\w-]{1,64}$/.test(transactionId)) return transactionId;
  throw invalid('transactionId');
}

const invalid = (field: string): DeviceError =>
  new DeviceError('input.invalid', `${field} is missing or not allowed`, { detail: { field } });
