import { xor8 } from '../../framing/checksums.ts';
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
import { readMeasureStep, type SimulatedPressure } from '../simulated-result.ts';
import { REPORT_PAYLOAD, toReports } from './commands.ts';
import { createOmronFramer } from './frame.ts';

const FULL_CLEAR_REPORTS = 4;

type Stored = SimulatedPressure & { readonly at: string };

/**
 * An Omron HEM-7080IT with bank 0. `measure` adds a record as if a person had measured at the meter, `{"sleep":true}`
 * and `{"sleep":false}` let it fall silent and wake up, `{"sayNo":2}` refuses the next questions, `{"plain":true}`
 * makes it one of the 7301 family, whose commands know no banks.
 */
export function attachOmronHidSimulator(options: SimulatorOptions): SimulatorSession {
  // The check of a record stands behind three bytes of the last report.
  return playSimulator(options, new SimulatedOmron(), { checkFromEnd: 5 });
}

class SimulatedOmron implements SimulatedDevice {
  readonly #framer = createOmronFramer();
  readonly #records: Stored[] = [];
  #asleep = false;
  #refusals = 0;
  #cleared = 0;
  #plain = false;

  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined {
    const pressure = readMeasureStep(step);
    if (pressure !== undefined) {
      return this.#act(() => {
        this.#records.unshift({ ...pressure, at: pressure.at ?? wallTimeOf(stage.clock.now()) });
        stage.report({ did: 'measured', records: this.#records.length });
      });
    }
    const { sleep, plain } = step;
    if (typeof sleep === 'boolean') {
      return this.#act(() => {
        this.#asleep = sleep;
      });
    }
    if (typeof plain === 'boolean') {
      return this.#act(() => {
        this.#plain = plain;
      });
    }
    if (step['sayNo'] === undefined) return undefined;
    const refusals = wholeNumber(step, 'sayNo', 1);
    return this.#act(() => {
      this.#refusals = refusals;
    });
  }

  received(bytes: Uint8Array, stage: SimulatorStage): void {
    for (const line of this.#framer.push(bytes)) {
      if (this.#asleep) continue;
      if (line.kind === 'clear' && line.zeros === REPORT_PAYLOAD) this.#clear(stage);
      if (line.kind === 'command') void this.#answer(line.letters, line.args, stage);
    }
  }

  /** The fourth full report of zeros is answered; the short one behind it says nothing more. */
  #clear(stage: SimulatorStage): void {
    this.#cleared = (this.#cleared + 1) % FULL_CLEAR_REPORTS;
    if (this.#cleared === 0) void this.#say(ok([]), { did: 'cleared' }, stage);
  }

  #act(action: () => void): () => Promise<void> {
    return () => {
      action();
      return Promise.resolve();
    };
  }

  #say(message: Uint8Array, what: Readonly<Record<string, unknown>>, stage: SimulatorStage): Promise<void> {
    return stage.send(Uint8Array.from(Buffer.concat(toReports(message))), what).catch(() => {
      stage.report({ did: 'not sent' });
    });
  }

  async #answer(letters: string, args: Uint8Array, stage: SimulatorStage): Promise<void> {
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return this.#say(Buffer.from('NO', 'latin1'), { did: 'refused', letters }, stage);
    }
    const data = this.#dataFor(letters, args, stage);
    const message = data === undefined ? Buffer.from('NO', 'latin1') : ok(data);
    await this.#say(message, { did: data === undefined ? 'refused' : 'answered', letters }, stage);
    if (letters === 'END') await this.#say(Buffer.from('OFF\r\n', 'latin1'), { did: 'switched off' }, stage);
  }

  #dataFor(letters: string, args: Uint8Array, stage: SimulatorStage): readonly number[] | undefined {
    const count = this.#records.length;
    switch (letters) {
      case 'VER':
        return [0, ...Buffer.from('M7080IT 207', 'latin1')];
      case 'PRF':
        return [0, ...Buffer.from('0010100000', 'latin1')];
      case 'SRL':
        return [0, 6, 0, 0, 0, 0, 0, 0];
      case 'END':
        return [];
      case 'GDC':
        return this.#plain ? undefined : [0, 0, count, 0, args[1] === 0 ? count : 0];
      case 'GME':
        return this.#plain ? undefined : recordData(this.#records[args[3] ?? 0]);
      case 'CNT':
        return this.#plain ? [0, 0, count, 0, 0] : undefined;
      case 'GCL':
        return this.#plain ? [0, ...clockData(wallTimeOf(stage.clock.now()))] : undefined;
      case 'MES':
        return this.#plain ? recordData(this.#records[args[2] ?? 0]) : undefined;
      default:
        return undefined;
    }
  }
}

function clockData(time: string): number[] {
  const [year = 0, ...rest] = time.split(/[-T:]/).map(Number);
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest;
  return [year % 100, month, day, hour, minute, second];
}

function recordData(record: Stored | undefined): number[] | undefined {
  if (record === undefined) return undefined;
  const { systolic, diastolic, pulse } = record;
  const flags = (record.irregular ? 1 : 0) | (record.movement ? 2 : 0);
  return [0, ...clockData(record.at), 0, systolic >>> 8, systolic & 0xff, diastolic, pulse, 0, flags];
}

/** OK, data and their check; a bare OK has none. */
function ok(data: readonly number[]): Uint8Array {
  const check = data.length === 0 ? [] : [xor8(Uint8Array.from(data))];
  return Uint8Array.from([0x4f, 0x4b, ...data, ...check]);
}
