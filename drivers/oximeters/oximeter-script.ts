import { DeviceError } from '../errors.ts';
import {
  finiteNumber,
  type SimulatorStage,
  type SimulatorStep,
  wholeNumber,
} from '../simulator/simulator-stage.ts';

export interface SimulatedValues {
  readonly spo2: number;
  readonly pulse: number;
  /** `fingerOut`, `probeError`, `searching`, `beep` and what else the model knows. */
  readonly flags: readonly string[];
}

const MOST_PACKETS = 100_000;

/**
 * The step all oximeter simulators know: `{"live":{"spo2":97,"pulse":72,"flags":[]},"times":60,"everyMs":100}`, sent as
 * packets of the model.
 */
export function liveStep(
  step: SimulatorStep,
  stage: SimulatorStage,
  packet: (values: SimulatedValues, index: number) => Uint8Array,
): (() => Promise<void>) | undefined {
  if (step['live'] === undefined) return undefined;
  const values = simulatedValues(step['live']);
  const times = Math.min(wholeNumber(step, 'times', 1), MOST_PACKETS);
  const everyMs = wholeNumber(step, 'everyMs', 100);
  return async () => {
    for (let index = 0; index < times; index += 1) {
      if (index > 0) await pause(stage, everyMs);
      const bytes = packet(values, index);
      // A device whose live stream is off sends nothing.
      if (bytes.length > 0) await stage.send(bytes, { did: 'live', spo2: values.spo2, pulse: values.pulse });
    }
  };
}

function pause(stage: SimulatorStage, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    stage.clock.after(milliseconds, resolve);
  });
}

/** @throws DeviceError `input.invalid` */
export function simulatedValues(raw: unknown): SimulatedValues {
  if (typeof raw !== 'object' || raw === null) throw new DeviceError('input.invalid', 'live is an object');
  const given: Readonly<Record<string, unknown>> = { ...raw };
  const { flags = [] } = given;
  if (!Array.isArray(flags)) throw new DeviceError('input.invalid', 'flags is a list of names');
  return {
    spo2: finiteNumber(given, 'spo2', 97),
    pulse: finiteNumber(given, 'pulse', 72),
    flags: flags.map(String),
  };
}

/** `{"memory":[[97,72],[96,74]]}`: what the device has stored, saturation and pulse of each second. */
export function memoryStep(step: SimulatorStep): readonly SimulatedValues[] | undefined {
  const { memory } = step;
  if (memory === undefined) return undefined;
  if (!Array.isArray(memory)) throw new DeviceError('input.invalid', 'memory is a list of pairs');
  return memory.map((pair: unknown) => {
    const numbers: readonly unknown[] = Array.isArray(pair) ? pair : [];
    const [spo2, pulse] = numbers;
    return simulatedValues({ spo2, pulse });
  });
}
