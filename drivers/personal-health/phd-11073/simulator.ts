import { DeviceError } from '../../errors.ts';
import type { SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatedDevice,
  type SimulatorOptions,
  type SimulatorStage,
  type SimulatorStep,
  wholeNumber,
} from '../../simulator/simulator-stage.ts';
import { Agent, type Ignored, type WrongLength } from './agent.ts';
import { agentProfile, observationsOf, type ScriptedValues } from './agent-profiles.ts';
import type { StoredEntry } from './agent-store.ts';
import { parseApdu } from './apdu.ts';
import { createPhdFramer } from './frame.ts';
import { ABORT_REASON } from './nomenclature.ts';
import { encodeAbsoluteTime } from './times.ts';

const WRONG_LENGTHS: readonly WrongLength[] = ['apdu', 'octets', 'service'];
const IGNORED: readonly Ignored[] = ['get', 'action', 'set', 'release'];
const DEFAULT_TIME = '2026-01-01T00:00:00';

/** One ordinary measurement, for a script that says nothing. */
const ORDINARY: SimulatorStep = { measure: { systolic: 128, diastolic: 82, map: 97, pulse: 71 } };

/** Plays a personal health device; the steps are listed in the README. */
export function attachPhdSimulator(options: SimulatorOptions): SimulatorSession {
  const script = options.script.length === 0 ? [ORDINARY] : options.script;
  return playSimulator({ ...options, script }, new SimulatedAgent());
}

class SimulatedAgent implements SimulatedDevice {
  readonly #framer = createPhdFramer();
  #agent: Agent | undefined;
  /** What the steps read so far will have made of the device; a measurement is checked against it. */
  #profileName = 'blood-pressure';

  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined {
    const agent = this.#of(stage);
    return this.#settingStep(step, agent) ?? this.#speakingStep(step, agent);
  }

  received(bytes: Uint8Array, stage: SimulatorStage): void {
    for (const frame of this.#framer.push(bytes)) {
      // Copied: what the agent waits for is read after the framer's buffer has moved on.
      if (frame.kind === 'apdu') this.#of(stage).received(parseApdu(frame.bytes.slice()));
      else stage.report({ did: 'unreadable', kind: frame.kind });
    }
  }

  #of(stage: SimulatorStage): Agent {
    this.#agent ??= new Agent(stage);
    return this.#agent;
  }

  #settingStep(step: SimulatorStep, agent: Agent): (() => Promise<void>) | undefined {
    const { profile, store, wrongLength, ignore, wantsClock } = step;
    if (profile !== undefined) {
      const known = agentProfile(profile);
      this.#profileName = known.name;
      return act(() => {
        agent.profile = known;
      });
    }
    if (store !== undefined) {
      const entries = this.#entries(store);
      const entriesPerEvent = Math.max(1, wholeNumber(step, 'entriesPerEvent', 4));
      const silentAfter =
        step['silentAfterEvents'] === undefined ? undefined : wholeNumber(step, 'silentAfterEvents', 0);
      return act(() => {
        agent.stored = entries;
        agent.entriesPerEvent = entriesPerEvent;
        agent.silentAfterEvents = silentAfter;
      });
    }
    if (typeof step['clockOffsetMs'] === 'number') {
      const offset = step['clockOffsetMs'];
      return act(() => {
        agent.clockOffsetMs = offset;
      });
    }
    if (wantsClock === true) {
      return act(() => {
        agent.wantsClock = true;
      });
    }
    const wrong = WRONG_LENGTHS.find((known) => known === wrongLength);
    if (wrong !== undefined) {
      return act(() => {
        agent.wrongLength = wrong;
      });
    }
    const ignored = IGNORED.find((known) => known === ignore);
    if (ignored === undefined) return undefined;
    const times = wholeNumber(step, 'times', 1);
    return act(() => {
      for (let count = 0; count < times; count += 1) agent.ignored.push(ignored);
    });
  }

  #speakingStep(step: SimulatorStep, agent: Agent): (() => Promise<void>) | undefined {
    const { measure, associate, release, abort, at, confirmed } = step;
    if (measure !== undefined) {
      const values = valuesOf(measure);
      const time = at === undefined ? undefined : timeOf(at);
      const person = step['person'] === undefined ? undefined : wholeNumber(step, 'person', 0);
      observationsOf(agentProfile(this.#profileName), values, time ?? DEFAULT_TIME);
      return tried(() => agent.measure({ values, at: time, person, confirmed: confirmed !== false }));
    }
    if (associate === true) return tried(() => agent.associate());
    if (release === true) return tried(() => agent.release());
    if (abort === undefined) return undefined;
    const reason = wholeNumber(step, 'abort', ABORT_REASON.undefined);
    return () => agent.abort(reason);
  }

  #entries(store: unknown): StoredEntry[] {
    if (!Array.isArray(store)) throw new DeviceError('input.invalid', 'store is a list of entries');
    return store.map((entry: unknown) => {
      const { at, ...values } = valuesOf(entry);
      observationsOf(agentProfile(this.#profileName), values, timeOf(at));
      return { values, at: timeOf(at) };
    });
  }
}

/** What the manager does wrong, or that it is gone, is told by the agent itself; the script goes on. */
function tried(action: () => Promise<void>): () => Promise<void> {
  return () =>
    action().catch((error: unknown) => {
      if (!(error instanceof DeviceError) || error.code === 'input.invalid') throw error;
    });
}

function act(change: () => void): () => Promise<void> {
  return () => {
    change();
    return Promise.resolve();
  };
}

function valuesOf(measure: unknown): ScriptedValues {
  if (typeof measure !== 'object' || measure === null || Array.isArray(measure)) {
    throw new DeviceError('input.invalid', 'values stand by their names');
  }
  return { ...measure };
}

function timeOf(at: unknown): string {
  try {
    encodeAbsoluteTime(String(at));
  } catch (cause) {
    throw new DeviceError('input.invalid', `not a time: ${String(at)}`, { cause });
  }
  return String(at);
}
