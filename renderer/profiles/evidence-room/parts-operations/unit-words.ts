/** UCUM codes whose form on paper is another. */
const unitForms: Readonly<Record<string, string>> = {
  'mm[Hg]': 'mmHg',
  '/min': '/min',
  Cel: '°C',
  '[degF]': '°F',
  '[lb_av]': 'lb',
  '[oz_av]': 'oz',
  '[in_i]': 'in',
  '[ft_i]': 'ft',
  'kg/m2': 'kg/m²',
  Ohm: 'Ω',
  '1': '',
};

/** A unit as it is written beside a number; empty for plain counts. Pure. */
export function unitWords(unit: string): string {
  return unitForms[unit] ?? unit;
}
