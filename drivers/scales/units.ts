import type { MeasuredUnit } from '../decoded.ts';

/**
 * Spellings of units on the lines of scales (weight-height.md sections 1 to 4; makers' manuals of A&D, KERN, Sartorius,
 * Ohaus, MT-SICS), to UCUM. Case tells g from G nowhere, so spellings are compared in lower case; `t` is the metric ton,
 * `to` the tola.
 */
const spellings: readonly (readonly [MeasuredUnit, readonly string[]])[] = [
  ['ug', ['ug', 'mcg']],
  ['mg', ['mg']],
  ['g', ['g', 'gram']],
  ['kg', ['kg', 'kgs']],
  ['t', ['t', 'mt']],
  ['[lb_av]', ['lb', 'lbs', 'lb.', '#']],
  ['[oz_av]', ['oz', 'oz.']],
  ['[oz_tr]', ['ozt', 'ot', '/ozt', 'toz', 'tr.oz']],
  ['[gr]', ['gn', 'gr', 'grn', 'grain']],
  ['[pwt_tr]', ['dwt', 'dw', 'pwt']],
  ['[car_m]', ['ct', 'car', 'c.m']],
  ['[ston_av]', ['ton', 'tn', 'tons']],
  ['[stone_av]', ['st', 'stone']],
  ['tael', ['tl', 'tael', 'tlh', 'tls', 'tlt', 'tlc', 'hkt', 'sgt', 'twt', 'tlhk', 'tltw']],
  ['momme', ['mom', 'mo', 'momme']],
  ['tola', ['to', 'tol', 'tola']],
  ['baht', ['bat', 'baht', 'tical']],
  ['N', ['n']],
  ['%', ['%']],
];
/** Pieces are counted: no unit of mass. */
const pieces = new Set(['pcs', 'pc', 'pcs.', 'pce', 'pieces']);

const unitOf = new Map(spellings.flatMap(([unit, names]) => names.map((name) => [name, unit] as const)));

/** UCUM of a spelling, `1` for pieces, `undefined` for what is no unit. */
export function weightUnit(spelling: string): MeasuredUnit | undefined {
  const name = spelling.trim().toLowerCase();
  return pieces.has(name) ? '1' : unitOf.get(name);
}
