import type { ImportMapping, ValueMapping } from './imported-result.ts';

/**
 * Where a mapping may begin: codes seen in public messages and LOINC. Sites differ (body-composition-glucose-spiro.md
 * section 1), so every mapping is looked at on the screen before it is used.
 */
function entry(codes: readonly string[], rest: Omit<ValueMapping, 'code'>): readonly ValueMapping[] {
  return codes.map((code) => ({ code, ...rest }));
}

export const bodyCompositionMapping: ImportMapping = {
  values: [
    ...entry(['WT', '29463-7'], { name: 'weight', unit: 'kg', from: 1, to: 400 }),
    ...entry(['HT', '8302-2'], { name: 'height', unit: 'cm', from: 30, to: 260 }),
    ...entry(['BMI', '39156-5'], {
      name: 'bmi',
      unit: 'kg/m2',
      unitTexts: ['kg/m²', 'kg/m^2'],
      from: 5,
      to: 150,
    }),
    ...entry(['PBF', '41982-0'], { name: 'bodyFat', unit: '%', from: 0, to: 100 }),
    ...entry(['SMM', 'SLM'], { name: 'muscle', unit: 'kg', from: 0, to: 200 }),
    ...entry(['TBW'], { name: 'water', unit: 'kg', from: 0, to: 200 }),
    ...entry(['BMC'], { name: 'bone', unit: 'kg', from: 0, to: 20 }),
    ...entry(['VFL'], { name: 'visceralFat', unit: '1', from: 0, to: 60 }),
    ...entry(['BMR'], {
      name: 'bmr',
      unit: 'kcal/d',
      unitTexts: ['kcal', 'kcal/day'],
      from: 200,
      to: 10_000,
    }),
    ...entry(['WC', '8280-0'], { name: 'waist', unit: 'cm', from: 20, to: 250 }),
    ...entry(['HC', '8279-2'], { name: 'hip', unit: 'cm', from: 20, to: 250 }),
  ],
};

export const spirometryMapping: ImportMapping = {
  values: [
    ...entry(['FVC', '19868-9'], { name: 'fvc', unit: 'L', from: 0.1, to: 12 }),
    ...entry(['FEV1', '20150-9'], { name: 'fev1', unit: 'L', from: 0.1, to: 10 }),
    ...entry(['PEF', '33452-4'], {
      name: 'pef',
      unit: 'L/s',
      unitTexts: ['l/s', 'L/sec'],
      from: 0.1,
      to: 20,
    }),
  ],
};
