import type { SimulatorSession } from '../manifest.ts';
import { playSimulator, type SimulatorOptions, type StageForm } from '../simulator/simulator-stage.ts';
import { wallTimeOf } from '../measurement/wall-time.ts';
import { readMeasureStep, type SimulatedPressure } from './simulated-result.ts';

export interface PushSimulation {
  /** The bytes of a result. @param now this moment as the device's clock shows it, `YYYY-MM-DDTHH:MM:SS` */
  readonly encode: (pressure: SimulatedPressure, now: string) => Uint8Array;
  readonly form: StageForm;
  /** What the host says back. */
  readonly heard?: (bytes: Uint8Array) => Readonly<Record<string, unknown>> | undefined;
}

/** Plays a monitor that sends its result when a person has measured at it; knows the step `measure`. */
export function playPushSimulator(options: SimulatorOptions, simulation: PushSimulation): SimulatorSession {
  return playSimulator(
    options,
    {
      step(step, stage) {
        const pressure = readMeasureStep(step);
        if (pressure === undefined) return undefined;
        return () =>
          stage.send(simulation.encode(pressure, pressure.at ?? wallTimeOf(stage.clock.now())), {
            did: 'result',
          });
      },
      received(bytes, stage) {
        const heard = simulation.heard?.(bytes);
        if (heard !== undefined) stage.report(heard);
      },
    },
    simulation.form,
  );
}

/** Three digits, or blanks beside an error. */
export function threeCharacters(value: number, error: string | undefined): string {
  return error === undefined ? String(value).padStart(3, '0') : '   ';
}
