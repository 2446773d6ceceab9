import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatedDevice,
  type SimulatorStage,
  type SimulatorStep,
} from '../../simulator/simulator-stage.ts';
import { girthLine } from './commands.ts';
import { girths } from './entry.ts';

/** Steps: `{"waist":[82.5,83]}`, `{"hip":[96]}`: entries that a person has typed, in centimetres. */
export function attachGirthSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  // The last two bytes are CR and LF, before them stands a digit.
  return playSimulator(options, simulated, { checkFromEnd: 3 });
}

const simulated: SimulatedDevice = {
  step(step: SimulatorStep, stage: SimulatorStage) {
    const girth = girths.find((known) => step[known] !== undefined);
    if (girth === undefined) return undefined;
    const line = girthLine(girth, entriesOf(step[girth]));
    return () => stage.send(line, { did: girth });
  },
};

function entriesOf(value: unknown): readonly number[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.map((entry) => {
    if (typeof entry !== 'number')
      throw new DeviceError('input.invalid', 'a girth is a number of centimetres');
    return entry;
  });
}
