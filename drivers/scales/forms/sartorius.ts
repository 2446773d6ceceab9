import { readingError } from '../../measurement/reading.ts';
import { tidyDecimal } from '../decimal.ts';
import type { LineForm } from '../line-forms.ts';
import { weightUnit } from '../units.ts';
import { noWeight, type Quantity, weighingReading } from '../weighing.ts';

/**
 * Sartorius SBI: 14 characters before CR LF (sign, blank or digit, number, blank, unit of three), or 20 with six characters
 * of identification in front (weight-height.md section 3). A missing unit is the sign for "not stable". A digit that
 * is not verified for trade stands in brackets.
 */
const line = /^([+\- ])([ \d.,]*\d[\d.,]*)(?:\[(\d)\])?\s*([A-Za-z%/.]{1,4})?\s*$/;
/** What the identification says of the number; others (`Qnt`, `Stat`) follow their unit or are messages. */
const quantities: Readonly<Record<string, Quantity>> = {
  G: 'weight',
  'G#': 'weight',
  N: 'netWeight',
  'N#': 'netWeight',
  N1: 'netWeight',
  T: 'tare',
  'T#': 'tare',
  T1: 'tare',
  T2: 'tare',
  PT2: 'tare',
  Qnt: 'count',
};
const identification = /^([A-Z][A-Za-z#\d]{0,4})\s+$/;

export const sartoriusLine: LineForm = (text, raw) => {
  if (text.length < 6 || text.length > 22) return undefined;
  const named = text.length >= 18 ? identification.exec(text.slice(0, 6)) : null;
  const name = named?.[1];
  if (name !== undefined && quantities[name] === undefined && name !== 'Stat') return undefined;
  const hasField = name !== undefined || (text.length >= 18 && text.startsWith('      '));
  const body = hasField ? text.slice(6) : text;
  const message = messageOf(body.trim(), raw);
  if (message !== undefined) return message;
  const match = line.exec(body);
  if (match === null) return undefined;
  const [, sign = '', digits = '', unverified = '', unitText] = match;
  // Where the unit is missing its room is still there.
  if (unitText === undefined && !body.endsWith('  ')) return undefined;
  const number = tidyDecimal(sign + digits + unverified);
  const unit = unitText === undefined ? undefined : weightUnit(unitText);
  if (number === undefined || (unitText !== undefined && unit === undefined)) return undefined;
  const quantity = (name === undefined ? undefined : quantities[name]) ?? 'weight';
  return weighingReading(
    {
      quantity,
      text: number,
      unit,
      stable: unit !== undefined,
      flags: [
        ...(unverified === '' ? [] : ['unverifiedDigit']),
        ...(quantity === 'netWeight' ? ['net'] : []),
        ...(name === 'G' || name === 'G#' ? ['gross'] : []),
      ],
    },
    raw,
  );
};

/** Special lines instead of a number. */
function messageOf(body: string, raw: Uint8Array): ReturnType<LineForm> {
  if (/^(?:H|High)$/.test(body)) return noWeight(body, 'overLimit', raw);
  if (/^(?:L|Low)$/.test(body)) return noWeight(body, 'underLimit', raw);
  const error = /^(?:Err(?:or)?|App\.?E(?:RR)?\.?|DisErr|PrtErr)\.?\s*(\d{1,3})$/i.exec(body)?.[1];
  if (error !== undefined) return readingError(error, 'device error', raw);
  if (/^(?:Cal\.?|--|OFF|ON)$/i.test(body)) {
    return { kind: 'frame', type: 'message', fields: { text: body } };
  }
  return undefined;
}
