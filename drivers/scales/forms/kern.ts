import { tidyDecimal } from '../decimal.ts';
import type { LineForm } from '../line-forms.ts';
import { weightUnit } from '../units.ts';
import { noWeight, weighingReading } from '../weighing.ts';

/**
 * KERN: sign, 7 or 8 characters of number, unit of two characters, result of checkweighing, state; 12 or 13 characters
 * before CR LF (weight-height.md section 3; libsigrok's notes on the EW series). The unit `T L` does not say which tael.
 */
const line = /^([+\- ])([\d. ]{7,8})(.{2})([LGH ])([USE ])$/;
/** In state E the scale is over or under its range, whatever its digits say. */
const errorLine = /^[+\- ].{7,8}.{2}[LGH ]E$/;
/** Sign, number and unit in their places, and a state that only KERN writes. */
const statedLine = /^[+\- ][\x21-\x7e ]{7,8}(?: [A-Za-z%]|[A-Za-z]{2})[LGH ][US]$/;
const checkFlags: Readonly<Record<string, string>> = { L: 'checkLow', G: 'checkOk', H: 'checkHigh' };

export const kernLine: LineForm = (text, raw) => {
  if (errorLine.test(text)) return noWeight('E', text.startsWith('-') ? 'underLimit' : 'overLimit', raw);
  const match = line.exec(text);
  // With a letter for the state it is a line of KERN, whatever its digits are.
  if (match === null) return statedLine.test(text) ? { kind: 'refused', reason: 'number' } : undefined;
  const [, sign = '', digits = '', unitText = '', check = '', state = ''] = match;
  const number = tidyDecimal(sign + digits);
  const unit = weightUnit(unitText);
  // Without a state and in small letters it is a Sartorius line, where the unit itself says that the value is stable.
  if (state === ' ' && check === ' ' && /^\s*(?:g|mg|kg|ct|oz|lb)$/.test(unitText)) return undefined;
  if (/[US]/.test(state) && number === undefined) return { kind: 'refused', reason: 'number' };
  if (/[US]/.test(state) && unit === undefined) return { kind: 'refused', reason: 'unit' };
  // Two blanks instead of a unit are another maker's form.
  if (unitText.trim() === '' || number === undefined || unit === undefined) return undefined;
  const flag = checkFlags[check];
  return weighingReading(
    {
      quantity: 'weight',
      text: number,
      unit,
      stable: state === ' ' ? undefined : state === 'S',
      flags: flag === undefined ? [] : [flag],
    },
    raw,
  );
};
