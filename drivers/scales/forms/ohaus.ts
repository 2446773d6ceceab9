import { tidyDecimal } from '../decimal.ts';
import type { LineForm } from '../line-forms.ts';
import { weightUnit } from '../units.ts';
import { noWeight, type Quantity, weighingReading } from '../weighing.ts';

/**
 * Ohaus print lines: number right aligned, unit, `?` while unstable, and a legend for gross, net, tare, preset tare
 * (weight-height.md section 3; Scout, Ranger and Defender manuals). Some models mark the stable value with `*`.
 * The plain line `number unit` of many other scales has the same form without mark and legend.
 */
const line =
  /^\s*([+-]?\s*\d*[.,]?\d+[.,]?)\s*([A-Za-z%/.#]{1,5})(?:\s+([?*]))?(?:\s+(G|N|T|PT|B|GROSS|NET|TARE))?\s*$/i;
/** The legend in front, as other makers print it. */
const labelled =
  /^\s*(?:(GS|NT|TR|G|N|T|PT|B|GROSS|BRUTTO|NETTO|NET|TARE|TARA|WEIGHT|WT|GW|NW|TW|W)[.:]?)\s*:?\s*([+-]?\s*\d*[.,]?\d+[.,]?)\s*([A-Za-z%]{1,5})?(?:\s*([?*]))?\s*$/i;

const legends: Readonly<Record<string, readonly [Quantity, readonly string[]]>> = {
  G: ['weight', ['gross']],
  B: ['weight', ['gross']],
  GROSS: ['weight', ['gross']],
  GW: ['weight', ['gross']],
  GS: ['weight', ['gross']],
  BRUTTO: ['weight', ['gross']],
  N: ['netWeight', ['net']],
  NET: ['netWeight', ['net']],
  NW: ['netWeight', ['net']],
  NT: ['netWeight', ['net']],
  NETTO: ['netWeight', ['net']],
  T: ['tare', []],
  PT: ['tare', ['presetTare']],
  TARE: ['tare', []],
  TW: ['tare', []],
  TR: ['tare', []],
  TARA: ['tare', []],
};

/** Ohaus marks what is unstable: without the mark the value is stable. */
export const ohausLine: LineForm = (text, raw) => numberAndUnit(text, raw, true);
/** Of unknown makers: a line without a mark says nothing about rest. */
export const plainLine: LineForm = (text, raw) => numberAndUnit(text, raw, undefined);

function numberAndUnit(text: string, raw: Uint8Array, unmarked: true | undefined): ReturnType<LineForm> {
  const trailing = line.exec(text);
  if (trailing !== null) {
    const [, digits = '', unit = '', mark, legend] = trailing;
    return meaningOf(digits, unit, restOf(mark, unmarked), legend, raw);
  }
  const leading = labelled.exec(text);
  if (leading === null) return undefined;
  const [, legend = '', digits = '', unit = '', mark] = leading;
  return meaningOf(digits, unit, restOf(mark, unmarked), legend, raw);
}

function restOf(mark: string | undefined, unmarked: true | undefined): boolean | undefined {
  return mark === '?' ? false : mark === '*' ? true : unmarked;
}

function meaningOf(
  digits: string,
  unitText: string,
  stable: boolean | undefined,
  legend: string | undefined,
  raw: Uint8Array,
): ReturnType<LineForm> {
  const text = tidyDecimal(digits);
  const unit = weightUnit(unitText);
  if (text === undefined || (unit === undefined && unitText !== '')) return undefined;
  // A bare number behind a label that is no legend is anything.
  const [quantity, flags] = legends[legend?.toUpperCase() ?? ''] ?? (['weight', []] as const);
  if (unit === undefined && flags.length === 0) return undefined;
  return weighingReading({ quantity, text, unit, stable, flags }, raw);
}

/** What Ohaus and others print instead of a number. */
export const rangeMessage: LineForm = (text, raw) => {
  const word = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s._-]+/g, '');
  if (/^(?:overload|overrange|over|ol|oload|\^+|err83|err84)$/.test(word)) {
    return noWeight(text.trim(), 'overLimit', raw);
  }
  if (/^(?:underload|underrange|under|ul|uload)$/.test(word)) return noWeight(text.trim(), 'underLimit', raw);
  return undefined;
};
