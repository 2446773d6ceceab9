import type { MeasuredName, MeasuredUnit } from '../../decoded.ts';

/**
 * Lines of the A&D UC-411 (body-composition-glucose-spiro.md section 1; widths and unit letters from a public decoder of
 * the UC-411PBT-C). `from` and `to`: outside = a broken field.
 */
export interface LineForm {
  readonly tag: string;
  readonly name: MeasuredName;
  readonly pattern: RegExp;
  readonly units: ReadonlyMap<string, MeasuredUnit>;
  readonly from: number;
  readonly to: number;
}

const one = (letters: string, unit: MeasuredUnit): ReadonlyMap<string, MeasuredUnit> =>
  new Map([[letters, unit]]);
const WEIGHT_UNITS: ReadonlyMap<string, MeasuredUnit> = new Map([
  ['kg', 'kg'],
  ['lb', '[lb_av]'],
]);

function form(
  tag: string,
  name: MeasuredName,
  units: ReadonlyMap<string, MeasuredUnit>,
  from: number,
  to: number,
): LineForm {
  return {
    tag,
    name,
    pattern: /^[A-Z]{2},([+-]?)\s*(\d{1,6}(?:\.\d{1,2})?)\s*([a-zA-Z%]{1,4})$/,
    units,
    from,
    to,
  };
}

/** `ST` is a stable weight here, `US` an unstable one. */
export const FORMS: ReadonlyMap<string, LineForm> = new Map(
  [
    form('ST', 'weight', WEIGHT_UNITS, 0.1, 1000),
    form('US', 'weight', WEIGHT_UNITS, 0, 1000),
    form('RT', 'impedance', one('O', 'Ohm'), 1, 5000),
    form('FT', 'bodyFat', one('%', '%'), 0, 100),
    form(
      'HT',
      'height',
      new Map<string, MeasuredUnit>([
        ['mm', 'mm'],
        ['cm', 'cm'],
        ['in', '[in_i]'],
      ]),
      10,
      2600,
    ),
    form(
      'BT',
      'bmr',
      new Map<string, MeasuredUnit>([
        ['kc', 'kcal/d'],
        ['kcal', 'kcal/d'],
        ['kj', 'kJ/d'],
      ]),
      1,
      80_000,
    ),
    form('MT', 'muscle', WEIGHT_UNITS, 0, 600),
    form('WT', 'water', WEIGHT_UNITS, 0, 600),
  ].map((known) => [known.tag, known]),
);

/** Everything a body-composition measurement consists of beside its weight. */
export const COMPOSITION_TAGS: readonly string[] = ['RT', 'FT', 'HT', 'BT', 'MT', 'WT'];
