import { tidyDecimal } from '../decimal.ts';
import type { LineForm } from '../line-forms.ts';
import { weightUnit } from '../units.ts';
import { noWeight, type Quantity, weighingReading } from '../weighing.ts';

/**
 * T-Scale, CAS and most Chinese indicators: `ST,GS,   245.6 g` (weight-height.md section 3). ST stable, US unstable,
 * OL over and UL under the range; GS gross, NT net, TR tare.
 */
const line =
  /^\s*(ST|US|OL|UL|QT)\s*[, ]\s*(GS|NT|TR|GW|NW|G|N|T)\s*,?\s*([+-]?[ \d.,]*\d\.?|[-+_ ]+|)\s*,?\s*([A-Za-z%]{1,4})?\s*$/;
const kinds: Readonly<Record<string, readonly [Quantity, readonly string[]]>> = {
  GS: ['weight', ['gross']],
  GW: ['weight', ['gross']],
  G: ['weight', ['gross']],
  NT: ['netWeight', ['net']],
  NW: ['netWeight', ['net']],
  N: ['netWeight', ['net']],
  TR: ['tare', []],
  T: ['tare', []],
};

export const indicatorLine: LineForm = (text, raw) => {
  const match = line.exec(text);
  if (match === null) return undefined;
  const [, state = '', kind = '', digits = '', unitText] = match;
  if (state === 'OL' || state === 'UL') {
    return noWeight(state, state === 'OL' && !digits.startsWith('-') ? 'overLimit' : 'underLimit', raw);
  }
  const number = tidyDecimal(digits);
  const unit = unitText === undefined ? undefined : weightUnit(unitText);
  if (number === undefined) return { kind: 'refused', reason: 'number' };
  if (unitText !== undefined && unit === undefined) return { kind: 'refused', reason: 'unit' };
  const [quantity, flags] = kinds[kind] ?? (['weight', []] as const);
  return weighingReading({ quantity, text: number, unit, stable: state !== 'US', flags }, raw);
};

/** Yaohua A12 and kin: `wn0003.17kg` net, `ww0003.17kg` gross, `wt` tare; sign before or instead of a zero. */
const wordLine = /^(ww|wg|wn|wt)([+-]?[\d.]{3,9})\s?([A-Za-z]{1,2})$/i;
const words: Readonly<Record<string, readonly [Quantity, readonly string[]]>> = {
  ww: ['weight', ['gross']],
  wg: ['weight', ['gross']],
  wn: ['netWeight', ['net']],
  wt: ['tare', []],
};

export const wordPrefixLine: LineForm = (text, raw) => {
  const match = wordLine.exec(text);
  if (match === null) return undefined;
  const [, word = '', digits = '', unitText = ''] = match;
  const number = tidyDecimal(digits);
  const unit = weightUnit(unitText);
  const [quantity, flags] = words[word.toLowerCase()] ?? (['weight', []] as const);
  if (number === undefined || unit === undefined) return undefined;
  return weighingReading({ quantity, text: number, unit, flags }, raw);
};

/** A sign and a number, nothing else (8142 and many small indicators): no unit, and no word about rest. */
export const bareLine: LineForm = (text, raw) => {
  if (!/^\s*[+-]\s*\d{1,8}(?:\.\d{1,6})?\s*$/.test(text)) return undefined;
  const number = tidyDecimal(text);
  return number === undefined ? undefined : weighingReading({ quantity: 'weight', text: number }, raw);
};

/** `sign, seven characters, state` of Rinstrum and kin, between STX and ETX: G gross, N net, U under, O over, M motion, E error. */
const shortLine = /^([ +-])([ \d.]{7})([GNUOEM])$/;

export const shortStatusLine: LineForm = (text, raw) => {
  const match = shortLine.exec(text);
  if (match === null) return undefined;
  const [, sign = '', digits = '', state = ''] = match;
  if (state === 'O') return noWeight('O', 'overLimit', raw);
  if (state === 'U') return noWeight('U', 'underLimit', raw);
  if (state === 'E') return noWeight('E', 'fault', raw);
  const number = tidyDecimal(sign + digits);
  if (number === undefined) return { kind: 'refused', reason: 'number' };
  const net = state === 'N';
  return weighingReading(
    {
      quantity: net ? 'netWeight' : 'weight',
      text: number,
      stable: state === 'M' ? false : undefined,
      flags: net ? ['net'] : state === 'G' ? ['gross'] : [],
    },
    raw,
  );
};

/** A header of the comma forms with anything else behind it: a weighing whose number cannot be believed. */
export const damagedLine: LineForm = (text) =>
  /^\s*(?:ST|US|OL|UL|QT|WT|PT),/.test(text) ? { kind: 'refused', reason: 'number' } : undefined;
