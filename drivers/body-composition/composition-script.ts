import { DeviceError } from '../errors.ts';
import { finiteNumber, type SimulatorStep } from '../simulator/simulator-stage.ts';

/** What a simulated scale has measured. */
export interface SimulatedComposition {
  readonly weight: number;
  readonly height: number;
  readonly fat: number;
  readonly muscle: number;
  readonly water: number;
  readonly bone: number;
  readonly bmr: number;
  readonly impedance: number;
  readonly person: string;
}

/** What is measured when a step says nothing else. */
export const usualComposition: SimulatedComposition = {
  weight: 68.2,
  height: 171.2,
  fat: 18.6,
  muscle: 51.2,
  water: 39.7,
  bone: 2.8,
  bmr: 1490,
  impedance: 488.1,
  person: '0',
};

/**
 * The step both simulators know: `{"measure":{"weight":68.2,"height":171.2,"fat":18.6,"muscle":51.2,"water":39.7,
 * "bone":2.8,"bmr":1490,"impedance":488.1,"person":"3"}}`, every part with a usual value.
 *
 * @throws DeviceError `input.invalid`
 */
export function measureStep(step: SimulatorStep): SimulatedComposition | undefined {
  const { measure } = step;
  if (measure === undefined) return undefined;
  if (typeof measure !== 'object' || measure === null)
    throw new DeviceError('input.invalid', 'measure is an object');
  const given: Readonly<Record<string, unknown>> = { ...measure };
  return {
    weight: finiteNumber(given, 'weight', usualComposition.weight),
    height: finiteNumber(given, 'height', usualComposition.height),
    fat: finiteNumber(given, 'fat', usualComposition.fat),
    muscle: finiteNumber(given, 'muscle', usualComposition.muscle),
    water: finiteNumber(given, 'water', usualComposition.water),
    bone: finiteNumber(given, 'bone', usualComposition.bone),
    bmr: finiteNumber(given, 'bmr', usualComposition.bmr),
    impedance: finiteNumber(given, 'impedance', usualComposition.impedance),
    person: typeof given['person'] === 'string' ? given['person'] : usualComposition.person,
  };
}
