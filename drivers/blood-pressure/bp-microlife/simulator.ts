import type { SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatedDevice,
  type SimulatorOptions,
  type SimulatorStage,
  type SimulatorStep,
} from '../../simulator/simulator-stage.ts';
import { utcOfWallTime, wallTimeOf } from '../../measurement/wall-time.ts';
import { readMeasureStep, type SimulatedPressure } from '../simulated-result.ts';
import {
  ACCEPTED,
  checkedDigits,
  commandNamed,
  ID_LENGTH,
  REPORT_LENGTH,
  REPORT_PAYLOAD,
} from './commands.ts';
import { createMicrolifeFramer } from './frame.ts';
import { readClock } from './messages.ts';

type Stored = SimulatedPressure & { readonly at: string };

/**
 * A Microlife meter. `measure` adds a record as if a person had measured at the meter (its `person` becomes the patient
 * number), `{"sleep":true}` and `{"sleep":false}` let it fall silent and wake up.
 */
export function attachMicrolifeSimulator(options: SimulatorOptions): SimulatorSession {
  return playSimulator(options, new SimulatedMicrolife());
}

class SimulatedMicrolife implements SimulatedDevice {
  readonly #framer = createMicrolifeFramer();
  readonly #records: Stored[] = [];
  #patient = '';
  #asleep = false;
  /** Its clock against the simulator's own. */
  #offsetMs = 0;

  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined {
    const pressure = readMeasureStep(step);
    if (pressure !== undefined) {
      return () => {
        this.#records.push({ ...pressure, at: pressure.at ?? this.#now(stage) });
        if (pressure.person !== '') this.#patient = pressure.person;
        stage.report({ did: 'measured', records: this.#records.length });
        return Promise.resolve();
      };
    }
    const { sleep } = step;
    if (typeof sleep !== 'boolean') return undefined;
    return () => {
      this.#asleep = sleep;
      return Promise.resolve();
    };
  }

  received(bytes: Uint8Array, stage: SimulatorStage): void {
    for (const line of this.#framer.push(bytes)) {
      if (this.#asleep) continue;
      if (line.kind === 'command') void this.#answer(line.code, stage);
      if (line.kind === 'digits') this.#setClock(line.digits, stage);
    }
  }

  #now(stage: SimulatorStage): string {
    return wallTimeOf(stage.clock.now() + this.#offsetMs);
  }

  #answer(code: number, stage: SimulatorStage): Promise<void> {
    const name = commandNamed(code);
    const digits = this.#digitsFor(name, stage);
    const message =
      digits === undefined ? [ACCEPTED] : [ACCEPTED, ...Buffer.from(checkedDigits(digits), 'latin1')];
    return stage
      .send(bridged(Uint8Array.from(message)), { did: 'answered', name })
      .catch(() => stage.report({ did: 'not sent' }));
  }

  #digitsFor(name: ReturnType<typeof commandNamed>, stage: SimulatorStage): string | undefined {
    switch (name) {
      case 'READ_RECORDS': {
        const count = this.#records.length.toString(16).padStart(4, '0');
        return `${count}0001${patientDigits(this.#patient, 24)}${this.#records.map(recordDigits).join('')}`;
      }
      case 'GET_ID':
        return patientDigits(this.#patient, 64);
      case 'GET_CLOCK': {
        const [day = '', time = ''] = this.#now(stage).split('T');
        const [year = '', month = '', date = ''] = day.split('-');
        return month + date + year + time.replaceAll(':', '');
      }
      case 'SET_ID':
      case 'SET_CLOCK':
      case undefined:
        return undefined;
    }
  }

  #setClock(digits: string, stage: SimulatorStage): void {
    const time = utcOfWallTime(readClock(digits) ?? '');
    if (time === undefined) return;
    this.#offsetMs = time - stage.clock.now();
    stage.report({ did: 'clock set' });
  }
}

/** As the bridge cuts it: the first report takes what is over, so that the check ends the last one. */
function bridged(message: Uint8Array): Uint8Array {
  const first = message.length % REPORT_PAYLOAD;
  const bytes: number[] = [];
  for (let at = 0; at < message.length; ) {
    const size = at === 0 && first > 0 ? first : REPORT_PAYLOAD;
    const part = message.subarray(at, at + size);
    const rest = Array.from({ length: REPORT_LENGTH - 1 - part.length }, () => 0);
    bytes.push(part.length, ...part, ...rest);
    at += size;
  }
  return Uint8Array.from(bytes);
}

function patientDigits(patient: string, length: number): string {
  return Buffer.from(patient.slice(0, ID_LENGTH), 'latin1').toString('hex').toUpperCase().padEnd(length, '0');
}

function recordDigits(record: Stored): string {
  const { systolic, diastolic, pulse, at } = record;
  const word = systolic | (diastolic << 10) | (pulse << 20);
  const time = at.replaceAll(/[-T:]/g, '').slice(2, 12);
  return `${time}000000${word.toString(16).toUpperCase().padStart(8, '0')}00000000`;
}
