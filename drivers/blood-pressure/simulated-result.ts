import { DeviceError } from '../errors.ts';
import type { SimulatorStep } from '../simulator/simulator-stage.ts';
import { wholeNumber } from '../simulator/simulator-stage.ts';
import { utcOfWallTime } from '../measurement/wall-time.ts';

/** A measurement as a script asks for it; a healthy adult where it says nothing. */
export interface SimulatedPressure {
  readonly systolic: number;
  readonly diastolic: number;
  readonly map: number;
  readonly pulse: number;
  readonly person: string;
  readonly movement: boolean;
  readonly irregular: boolean;
  /** The device's error code instead of values. */
  readonly error: string | undefined;
  /** Device time; the simulator's own clock where it is not given. */
  readonly at: string | undefined;
}

/**
 * `{"measure":{"systolic":128,"diastolic":82,"map":97,"pulse":71,"person":"320106","movement":true,"irregular":true,"error":"E44","at":"2026-03-15T09:42"}}`;
 * everything inside may be left out. `undefined` for another step.
 *
 * @throws DeviceError `input.invalid`
 */
export function readMeasureStep(step: SimulatorStep): SimulatedPressure | undefined {
  const wanted = step['measure'];
  if (wanted === undefined) return undefined;
  if (typeof wanted !== 'object' || wanted === null) throw invalid('measure is an object');
  const fields: SimulatorStep = { ...wanted };
  const systolic = wholeNumber(fields, 'systolic', 128);
  const diastolic = wholeNumber(fields, 'diastolic', 82);
  const { person, error, at } = fields;
  if (at !== undefined && (typeof at !== 'string' || utcOfWallTime(at) === undefined)) {
    throw invalid('at is a time without zone, 2026-03-15T09:42');
  }
  return {
    systolic,
    diastolic,
    map: wholeNumber(fields, 'map', Math.round((systolic + 2 * diastolic) / 3)),
    pulse: wholeNumber(fields, 'pulse', 71),
    person: typeof person === 'string' ? person : '',
    movement: fields['movement'] === true,
    irregular: fields['irregular'] === true,
    error: typeof error === 'string' ? error : undefined,
    at,
  };
}

/** What a simulated monitor measures when nothing was said. */
export const usualPressure: SimulatedPressure = {
  systolic: 128,
  diastolic: 82,
  map: 97,
  pulse: 71,
  person: '',
  movement: false,
  irregular: false,
  error: undefined,
  at: undefined,
};

function invalid(message: string): DeviceError {
  return new DeviceError('input.invalid', message);
}
