/** Weights of the first 17 digits and check characters by remainder (GB 11643). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** 公民身份号码 in its written form: 17 digits and a digit or X. */
export function isIdNumberForm(number: string): boolean {
  return /^\d{17}[\dX]$/.test(number);
}

/** Check character over the first 17 digits; `undefined` when they are no digits. */
export function idNumberCheck(number: string): string | undefined {
  if (!/^\d{17}/.test(number)) return undefined;
  let sum = 0;
  for (const [at, weight] of WEIGHTS.entries()) sum += weight * Number(number[at]);
  return CHECK_CHARACTERS[sum % 11];
}

export interface IdNumberChecks {
  /** The last character is the one that belongs to the other 17. */
  readonly checkDigit: boolean;
  /** Digits 7–14 are the birth date of the card. */
  readonly birth: boolean;
  /** Digit 17 is odd for a man, even for a woman. */
  readonly sex: boolean;
}

/**
 * What the number says about itself and the rest of the card. A mismatch is shown to the operator, never corrected.
 *
 * @param birth YYYYMMDD
 * @param sexCode 1 man, 2 woman; other codes make no statement
 */
export function checkIdNumber(number: string, birth: string, sexCode: string): IdNumberChecks {
  const parity = Number(number[16]) % 2;
  const stated = sexCode === '1' ? 1 : sexCode === '2' ? 0 : parity;
  return {
    checkDigit: idNumberCheck(number) === number[17],
    birth: number.slice(6, 14) === birth,
    sex: parity === stated,
  };
}
