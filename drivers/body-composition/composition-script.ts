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
    weight: finiteNumber(given, 'weight', 68.2),
    height: finiteNumber(given, 'height', 171.2),
    fat: finiteNumber(given, 'fat', 18.6),
    muscle: finiteNumber(given, 'muscle', 51.2),
    water: finiteNumber(given, 'water', 39.7),
    bone: finiteNumber(given, 'bone', 2.8),
    bmr: finiteNumber(given, 'bmr', 1490),
    impedance: finiteNumber(given, 'impedance', 488.1),
    person: typeof given['person'] === 'string' ? given['person'] : '0',
  };
}
