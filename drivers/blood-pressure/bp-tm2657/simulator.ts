import type { SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatedDevice,
  type SimulatorOptions,
  type SimulatorStage,
  type SimulatorStep,
  wholeNumber,
} from '../../simulator/simulator-stage.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { readMeasureStep, type SimulatedPressure, usualPressure } from '../simulated-result.ts';
import { acknowledgement, framed, RS, SYN } from './commands.ts';
import { createTm2657Framer } from './frame.ts';

/** From the start to the result of a quick measurement. */
const USUAL_MEASURING_MS = 30_000;
const separator = String.fromCharCode(RS);

/**
 * A TM-2657 that answers the host and is started with its own button by the script: `measure` sends a result,
 * `{"next":{…}}` says what the next measurement of the host gives, `{"measuringMs":500}` how long it takes.
 */
export function attachTm2657Simulator(options: SimulatorOptions): SimulatorSession {
  return playSimulator(options, new SimulatedTm2657());
}

class SimulatedTm2657 implements SimulatedDevice {
  readonly #framer = createTm2657Framer();
  #next: SimulatedPressure = usualPressure;
  #last: SimulatedPressure = usualPressure;
  #measuringMs = USUAL_MEASURING_MS;
  #cancelMeasuring = (): void => {};

  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined {
    if (step['measuringMs'] !== undefined) {
      const measuringMs = wholeNumber(step, 'measuringMs', USUAL_MEASURING_MS);
      return () => {
        this.#measuringMs = measuringMs;
        return Promise.resolve();
      };
    }
    const next = step['next'];
    if (next !== undefined) {
      const pressure = readMeasureStep({ measure: next }) ?? usualPressure;
      return () => {
        this.#next = pressure;
        return Promise.resolve();
      };
    }
    const pressure = readMeasureStep(step);
    return pressure === undefined ? undefined : () => this.#sendResult(pressure, 'A', stage);
  }

  received(bytes: Uint8Array, stage: SimulatorStage): void {
    for (const line of this.#framer.push(bytes)) {
      if (line.kind === 'frame') this.#obey(line.type, stage);
    }
  }

  ended(): void {
    this.#cancelMeasuring();
  }

  #obey(command: string, stage: SimulatorStage): void {
    const known = ['ST', 'SP', 'RB', 'RP'].includes(command);
    void this.#answer(known, command, stage).catch(() => stage.report({ did: 'not sent', command }));
  }

  async #answer(known: boolean, command: string, stage: SimulatorStage): Promise<void> {
    await stage.send(acknowledgement(known), { did: known ? 'acknowledged' : 'refused', command });
    if (command === 'ST') {
      this.#cancelMeasuring = stage.clock.after(this.#measuringMs, () => {
        void this.#sendResult(this.#next, 'A', stage).catch(() => {});
      });
    }
    if (command === 'SP') this.#cancelMeasuring();
    if (command === 'RB') await this.#sendResult(this.#last, 'B', stage);
    if (command === 'RP') {
      const beats = [160, 150, 140, 130, 120, 110, 100, 90, 80].map(
        (pressure, beat) => `${pressure}, ${20 + beat}`,
      );
      const groups = ['TM2657', stamp(this.#last, stage), 'RP', `N  ${beats.length}`, ...beats];
      await stage.send(framed([SYN, SYN], '00', groups.join(separator)), { did: 'pulses' });
    }
  }

  #sendResult(pressure: SimulatedPressure, form: 'A' | 'B', stage: SimulatorStage): Promise<void> {
    // What is read again later keeps the time of its measurement.
    this.#last = { ...pressure, at: pressure.at ?? wallTimeOf(stage.clock.now()) };
    const groups = ['TM2657', stamp(this.#last, stage), ...resultGroups(pressure, form)];
    return stage.send(framed([SYN, SYN], '00', groups.join(separator)), { did: 'result', form });
  }
}

/** `yymmddhhmm`. */
function stamp(pressure: SimulatedPressure, stage: SimulatorStage): string {
  return (pressure.at ?? wallTimeOf(stage.clock.now())).replaceAll(/[-T:]/g, '').slice(2, 12);
}

function resultGroups(pressure: SimulatedPressure, form: 'A' | 'B'): string[] {
  const values = pressure.error === undefined;
  const number = (tag: string, value: number, width = 3): string =>
    tag + (values ? String(value) : '').padStart(width);
  return [
    `R${form}`,
    ...(pressure.person === '' ? [] : [pressure.person]),
    'M',
    pressure.error ?? 'E00',
    number('S', pressure.systolic),
    number('M', pressure.map),
    number('D', pressure.diastolic),
    number('P', pressure.pulse),
    'I00',
    number('L', 155),
    number('i', pressure.irregular ? 2 : 0, 2),
    `m${pressure.movement ? 1 : 0}`,
    'r0',
    't 35',
    '',
  ];
}
