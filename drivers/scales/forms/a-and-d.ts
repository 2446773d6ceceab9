import { readingError } from '../../measurement/reading.ts';
import { tidyDecimal } from '../decimal.ts';
import { hostCommand, type LineForm } from '../line-forms.ts';
import { weightUnit } from '../units.ts';
import { noWeight, weighingReading } from '../weighing.ts';

/**
 * A&D standard format: header of two letters, comma, sign, number, unit of three characters (weight-height.md section 3;
 * manuals of the GX, FX and EK series). ST stable, US unstable, QT counting, WT stable weight, PT preset tare, OL overload.
 */
const line = /^(ST|US|QT|WT|PT|OL),([+-])([ \d.]+|[\d.]+E[+-]\d+)\s{0,3}([A-Za-z%.]{1,3})?\s*$/;
/** Answers to `?ID`, `?SN`, `?TN`, `?PT`, and the error answer `EC,E01`. */
const information = /^(ID|SN|TN|VN),(.{1,32})$/;
const errorCodes: Readonly<Record<string, string>> = {
  E00: 'communication error',
  E01: 'undefined command',
  E02: 'not ready',
  E03: 'timeout',
  E04: 'too many characters',
  E06: 'format error',
  E07: 'parameter error',
  E11: 'unstable',
  E16: 'internal mass error',
  E17: 'internal mass error',
  E20: 'calibration weight too heavy',
  E21: 'calibration weight too light',
};
const commands = new Set(
  [
    'Q',
    'S',
    'SI',
    'SIR',
    'C',
    'R',
    'Z',
    'T',
    'CT',
    'PRT',
    'PRINT',
    'U',
    'ON',
    'OFF',
    'P',
    'CAL',
    'EXC',
    'SMP',
  ].concat(['?ID', '?SN', '?TN', '?PT']),
);

export const aAndDLine: LineForm = (text, raw) => {
  const match = line.exec(text);
  if (match !== null) {
    const [, header = '', sign = '', digits = '', unitText] = match;
    if (header === 'OL') return noWeight('OL', sign === '-' ? 'underLimit' : 'overLimit', raw);
    const number = tidyDecimal(sign + digits);
    const unit = unitText === undefined ? undefined : weightUnit(unitText);
    if (number === undefined) return { kind: 'refused', reason: 'number' };
    if (unitText !== undefined && unit === undefined) return { kind: 'refused', reason: 'unit' };
    const quantity = header === 'PT' ? 'tare' : header === 'QT' ? 'count' : 'weight';
    const stable = header === 'PT' ? undefined : header !== 'US';
    const flags = header === 'PT' ? ['presetTare'] : [];
    return weighingReading({ quantity, text: number, unit, stable, flags }, raw);
  }
  const error = /^EC,(E\d{2})$/.exec(text)?.[1];
  if (error !== undefined) return readingError(error, errorCodes[error] ?? 'device error', raw);
  const told = information.exec(text);
  if (told !== null) {
    return { kind: 'frame', type: told[1] ?? '', fields: { value: (told[2] ?? '').trim() } };
  }
  return undefined;
};

/** Commands of the host to A&D balances; `S` and `T` also stand in other makers' sets. */
export const aAndDCommand: LineForm = (text) => (commands.has(text) ? hostCommand(text) : undefined);
