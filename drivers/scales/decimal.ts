/**
 * The number of a scale as text: its count of decimals is the resolution and belongs to evidence (weight-height.md
 * section 0). Sign and padding are tidied, decimals never touched: `+00083.20` is `83.20`, `-  3.456` is `-3.456`.
 *
 * @returns `undefined` unless the text is a sign, digits and at most one point (or comma), blanks only before the digits
 */
export function tidyDecimal(text: string): string | undefined {
  const match = /^\s*([+-]?)\s*(\d*)(?:[.,](\d*))?\s*$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', decimals] = match;
  if (whole === '' && (decimals ?? '') === '') return undefined;
  if (whole.length + (decimals ?? '').length > 12) return undefined;
  const significant = whole.replace(/^0+(?=\d)/, '');
  const number = significant === '' ? '0' : significant;
  return `${sign === '-' ? '-' : ''}${number}${decimals === undefined || decimals === '' ? '' : `.${decimals}`}`;
}

/** `digits × 10^exponent` exactly, without a detour over binary fractions. `digits` is a whole number without sign. */
export function scaledDecimal(digits: number, exponent: number, negative = false): string {
  const text = String(digits);
  const sign = negative ? '-' : '';
  if (exponent >= 0) return `${sign}${digits === 0 ? '0' : text + '0'.repeat(exponent)}`;
  const padded = text.padStart(1 - exponent, '0');
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** The number of such a text; minus zero is zero. */
export function numberOf(decimal: string): number {
  const value = Number(decimal);
  return value === 0 ? 0 : value;
}

/** Moves the point of a tidied decimal by a power of ten: `655` with -1 is `65.5`. */
export function shiftDecimal(text: string, exponent: number): string {
  if (exponent === 0) return text;
  const negative = text.startsWith('-');
  const [whole = '', decimals = ''] = text.replace('-', '').split('.');
  return scaledDecimal(Number(whole + decimals), exponent - decimals.length, negative);
}
