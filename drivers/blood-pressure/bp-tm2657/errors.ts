/**
 * Error codes of the kiosk unit (blood-pressure.md section 1, after A&D manual WMPD4003318). Codes that are not listed
 * are shown as they are.
 */
const MEANINGS: Readonly<Record<string, string>> = {
  E11: 'no pressure at start',
  E12: 'inflation too slow',
  E13: 'inflation too fast',
  E15: 'no pressure at start',
  E21: 'exhaust too slow',
  E22: 'exhaust too fast',
  E23: 'over-pressure',
  E24: 'took too long',
  E42: 'not enough pressure',
  E43: 'no pulse found',
  E44: 'arm moved',
  E45: 'diastolic pressure not found',
  E46: 'mean pressure not found',
  E48: 'systolic pressure not found',
  E61: 'pulse rate not found',
  E63: 'outside the range',
};

/** @param code `E` and two digits */
export function errorMeaning(code: string): string {
  return MEANINGS[code] ?? 'device error';
}
