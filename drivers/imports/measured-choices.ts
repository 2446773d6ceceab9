import type { MeasuredName, MeasuredUnit } from '../decoded.ts';

/** What a column or code may be taken for. `weightStable` is a scale's word, not a number. */
export type ImportedName = Exclude<MeasuredName, 'weightStable'>;

/** A unit an instrument may mean, and the plausible range in it. */
export type UnitChoice = readonly [unit: MeasuredUnit, from: number, to: number];

/**
 * The usual unit first. Ranges: pressures and pulse blood-pressure.md section 0; the others are what no living person
 * leaves, wide on purpose, and are narrowed on the screen.
 */
export const measuredChoices: {
  readonly [Name in ImportedName]: readonly [UnitChoice, ...(readonly UnitChoice[])];
} = {
  systolic: [
    ['mm[Hg]', 60, 260],
    ['kPa', 8, 34.7],
  ],
  diastolic: [
    ['mm[Hg]', 30, 215],
    ['kPa', 4, 28.7],
  ],
  map: [
    ['mm[Hg]', 30, 260],
    ['kPa', 4, 34.7],
  ],
  pulse: [['/min', 40, 180]],
  weight: [
    ['kg', 1, 400],
    ['g', 1000, 400_000],
    ['[lb_av]', 2, 900],
  ],
  height: [
    ['cm', 30, 260],
    ['m', 0.3, 2.6],
    ['mm', 300, 2600],
    ['[in_i]', 12, 103],
  ],
  bmi: [['kg/m2', 5, 150]],
  waist: [
    ['cm', 20, 250],
    ['mm', 200, 2500],
    ['[in_i]', 8, 99],
  ],
  hip: [
    ['cm', 20, 250],
    ['mm', 200, 2500],
    ['[in_i]', 8, 99],
  ],
  bodyFat: [
    ['%', 0, 100],
    ['kg', 0, 300],
  ],
  muscle: [
    ['kg', 0, 200],
    ['%', 0, 100],
    ['[lb_av]', 0, 440],
  ],
  water: [
    ['kg', 0, 200],
    ['%', 0, 100],
    ['L', 0, 200],
  ],
  bone: [
    ['kg', 0, 20],
    ['[lb_av]', 0, 44],
  ],
  visceralFat: [['1', 0, 60]],
  bmr: [
    ['kcal/d', 200, 10_000],
    ['kJ/d', 800, 42_000],
  ],
  impedance: [['Ohm', 50, 2000]],
  glucose: [
    ['mmol/L', 0.5, 60],
    ['mg/dL', 9, 1080],
  ],
  spo2: [['%', 50, 100]],
  pulseRate: [['/min', 20, 300]],
  perfusion: [['%', 0, 30]],
  temperature: [
    ['Cel', 25, 45],
    ['[degF]', 77, 113],
  ],
  fev1: [
    ['L', 0.1, 10],
    ['mL', 100, 10_000],
  ],
  fvc: [
    ['L', 0.1, 12],
    ['mL', 100, 12_000],
  ],
  pef: [
    ['L/s', 0.1, 20],
    ['L/min', 6, 1200],
  ],
  netWeight: [
    ['kg', 0, 400],
    ['g', 0, 400_000],
  ],
  tare: [
    ['kg', 0, 400],
    ['g', 0, 400_000],
  ],
  count: [['1', 0, 1_000_000]],
};

export const importedNames: readonly ImportedName[] = Object.keys(measuredChoices).filter(isImportedName);

export function isImportedName(text: string): text is ImportedName {
  return Object.hasOwn(measuredChoices, text);
}

/** The unit with this spelling, if an instrument may send this value in it. */
export function unitOf(name: ImportedName, text: string): MeasuredUnit | undefined {
  return measuredChoices[name].find(([unit]) => unit === text)?.[0];
}
