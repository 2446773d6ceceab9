import { DeviceError } from '../../errors.ts';
import { isChecked } from '../../framing/describing-decoder.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatedDevice,
  type SimulatorStage,
  type SimulatorStep,
} from '../../simulator/simulator-stage.ts';
import { commandName, samvFrame } from './commands.ts';
import { createSamvFramer, type SamvFrame } from './frame.ts';
import { SAMV } from './statuses.ts';
import {
  cardText,
  EXAMPLE_PERSON,
  residentText,
  type SyntheticPerson,
  syntheticPhoto,
} from './synthetic-person.ts';

const ANSWER_MS = 60;
const READ_MS = 1200;
/** Versions and numbers as on the label of a module. */
const SERIAL = [5, 0, 1, 0, 0x2f, 0x17, 0x33, 0x01, 0x39, 0x30, 0, 0, 0x44, 0x09, 0x0f, 0];

/** Plays a reader with people who do not exist; the steps are in the README. */
export function attachSamvSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, new SimulatedSamv());
}

class SimulatedSamv implements SimulatedDevice {
  readonly #framer = createSamvFramer();
  readonly #timers = new Set<() => void>();
  #card: SyntheticPerson | undefined;
  /** A card that was read or has failed answers again only after it was lifted. */
  #state: 'fresh' | 'selected' | 'read' | 'failed' = 'fresh';
  #failing: 'select' | 'read' | undefined;
  #address = '';
  #isBroken = false;

  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined {
    const done = (did: string, action: () => void) => (): Promise<void> => {
      action();
      stage.report({ did });
      return Promise.resolve();
    };
    const { card, lift, fail, newestAddress, broken } = step;
    if (typeof card === 'object' && card !== null) {
      const person = personOf(card);
      return done('card', () => {
        this.#card = person;
        this.#state = 'fresh';
      });
    }
    if (lift === true) {
      return done('lift', () => {
        this.#card = undefined;
      });
    }
    if (fail === 'select' || fail === 'read') {
      return done('fail', () => {
        this.#failing = fail;
      });
    }
    if (typeof newestAddress === 'string') {
      return done('newestAddress', () => {
        this.#address = newestAddress;
      });
    }
    if (broken === true) {
      return done('broken', () => {
        this.#isBroken = true;
      });
    }
    return undefined;
  }

  received(bytes: Uint8Array, stage: SimulatorStage): void {
    for (const line of this.#framer.push(bytes)) {
      if (!isChecked<SamvFrame>(line) || line.from !== 'host') continue;
      const name = commandName(line.command, line.parameter) ?? 'unknown';
      const waitMs = name === 'readCard' && this.#state === 'selected' ? READ_MS : ANSWER_MS;
      const cancel = stage.clock.after(waitMs, () => {
        this.#timers.delete(cancel);
        const [status, data] = this.#answer(name);
        void stage.send(samvFrame([0x00, 0x00, status, ...data]), { did: name, status }).catch(() => {});
      });
      this.#timers.add(cancel);
    }
  }

  ended(): void {
    for (const cancel of this.#timers) cancel();
  }

  #answer(name: string): readonly [status: number, data: readonly number[]] {
    switch (name) {
      case 'reset':
      case 'moduleStatus':
        return [this.#isBroken ? 0x60 : SAMV.ok, []];
      case 'moduleSerialNumber':
        return [SAMV.ok, SERIAL];
      case 'findCard': {
        const isFound = this.#card !== undefined && this.#state !== 'read';
        return isFound ? [SAMV.cardFound, [0, 0, 0, 0]] : [SAMV.noCard, []];
      }
      case 'selectCard':
        if (this.#card === undefined || this.#state !== 'fresh' || this.#fails('select')) {
          this.#state = 'failed';
          return [SAMV.selectFailed, []];
        }
        this.#state = 'selected';
        return [SAMV.ok, [0, 0, 0, 0, 0, 0, 0, 0]];
      case 'readCard': {
        const card = this.#card;
        if (card === undefined || this.#state !== 'selected' || this.#fails('read')) {
          this.#state = 'failed';
          return [SAMV.readFailed, []];
        }
        this.#state = 'read';
        return [SAMV.ok, [1, 0, 4, 0, ...residentText(card), ...syntheticPhoto()]];
      }
      case 'readNewestAddress':
        return this.#address === ''
          ? [SAMV.nothingStored, []]
          : [SAMV.ok, [...cardText([[this.#address, 70]])]];
      default:
        return [0x21, []];
    }
  }

  #fails(at: 'select' | 'read'): boolean {
    if (this.#failing !== at) return false;
    this.#failing = undefined;
    return true;
  }
}

/** Missing fields are those of the example person. */
function personOf(value: object): SyntheticPerson {
  const given: Readonly<Record<string, unknown>> = { ...value };
  for (const [name, field] of Object.entries(given)) {
    if (typeof field !== 'string' || !(name in EXAMPLE_PERSON)) {
      throw new DeviceError('input.invalid', `a card has no field ${name}`);
    }
  }
  return { ...EXAMPLE_PERSON, ...given };
}
