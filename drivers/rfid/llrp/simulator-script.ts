import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { createLlrpSimulator, type LlrpSimulator, type SimulatedRead } from './simulator.ts';
import { fromHex } from './wire.ts';

type Step = Readonly<Record<string, unknown>>;

/** While waiting for the client to start a ROSpec, look this often. */
const LOOK_AGAIN_MS = 50;

const wrong = (step: Step, field: string): DeviceError =>
  new DeviceError('input.invalid', `script step ${JSON.stringify(step)}: ${field} is missing or wrong`, {
    detail: { field },
  });

function numberIn(step: Step, field: string, fallback?: number): number {
  const value = step[field] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(step, field);
  return value;
}

function textIn(step: Step, field: string): string {
  const value = step[field];
  if (typeof value !== 'string') throw wrong(step, field);
  return value;
}

function flagIn(step: Step, field: string): boolean {
  const value = step[field];
  if (typeof value !== 'boolean') throw wrong(step, field);
  return value;
}

function readIn(step: Step, value: unknown): SimulatedRead {
  if (typeof value !== 'object' || value === null) throw wrong(step, 'reads');
  const read: Step = { ...value };
  return {
    epc: textIn(read, 'epc'),
    antenna: numberIn(read, 'antenna'),
    rssi: numberIn(read, 'rssi'),
    at: numberIn(read, 'at', 0),
    count: numberIn(read, 'count', 1),
    ...(read['tid'] === undefined ? {} : { tid: textIn(read, 'tid') }),
  };
}

/** What each step does; the README lists them for people. */
const ACTIONS: Readonly<Record<string, (simulator: LlrpSimulator, step: Step) => void>> = {
  reads: (simulator, step) => {
    const { reads } = step;
    if (!Array.isArray(reads)) throw wrong(step, 'reads');
    simulator.presentReads(reads.map((read) => readIn(step, read)));
  },
  placeTag: (simulator, step) => {
    simulator.placeTag({ epc: textIn(step, 'epc'), tid: textIn(step, 'tid') }, numberIn(step, 'antenna', 1));
  },
  removeTag: (simulator, step) => simulator.removeTag(textIn(step, 'tid')),
  antenna: (simulator, step) =>
    simulator.setAntennaConnected(numberIn(step, 'antenna'), flagIn(step, 'connected')),
  input: (simulator, step) => simulator.setInput(numberIn(step, 'port'), flagIn(step, 'active')),
  bufferWarning: (simulator, step) => simulator.warnBuffer(numberIn(step, 'percent', 90)),
  overflow: (simulator) => simulator.overflow(),
  exception: (simulator, step) => simulator.raiseException(textIn(step, 'message')),
  endRoSpec: (simulator, step) => simulator.endRoSpecs(step['preempted'] === true ? 2 : 1),
  otherClient: (simulator) => simulator.otherClientTries(),
  clockStep: (simulator, step) => simulator.stepClock(numberIn(step, 'milliseconds')),
  garbage: (simulator, step) => simulator.sendGarbage(fromHex(textIn(step, 'hex'))),
  pieces: (simulator, step) => {
    simulator.misbehaviour.pieceBytes = Math.max(1, numberIn(step, 'bytes'));
  },
  wrongLength: (simulator, step) => {
    simulator.misbehaviour.wrongLengthOnce = numberIn(step, 'by');
  },
  silence: (simulator) => {
    simulator.misbehaviour.silent = true;
  },
  noKeepalives: (simulator) => {
    simulator.misbehaviour.noKeepalives = true;
  },
  close: (simulator) => simulator.closeLink(),
  cut: (simulator) => simulator.cutLink(),
  reboot: (simulator) => simulator.reboot(),
};

/**
 * Plays a script on one link. Every step may have `after` (milliseconds since the step before); `waitForRoSpec` waits
 * until the client has started its inventory.
 * @throws DeviceError `input.invalid` for a step nobody knows
 */
export const attachSimulator: DriverModule['attachSimulator'] = (options): SimulatorSession => {
  const { clock, report, script } = options;
  for (const step of script) {
    const name = textIn(step, 'do');
    if (name !== 'waitForRoSpec' && ACTIONS[name] === undefined) throw wrong(step, 'do');
  }
  const simulator = createLlrpSimulator({ clock, report });
  let cancel: () => void = () => {};
  const play = (index: number): void => {
    const step = script[index];
    if (step === undefined) return;
    cancel = clock.after(numberIn(step, 'after', 0), () => perform(step, index));
  };
  const perform = (step: Step, index: number): void => {
    const name = textIn(step, 'do');
    if (name === 'waitForRoSpec') {
      if (simulator.inventory.isRunning) return play(index + 1);
      cancel = clock.after(LOOK_AGAIN_MS, () => perform(step, index));
      return;
    }
    try {
      ACTIONS[name]?.(simulator, step);
      report({ did: name });
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      report({ failed: name, error: error.message });
    }
    play(index + 1);
  };
  simulator.accept(options.transport);
  play(0);
  return {
    stop() {
      cancel();
      simulator.stop();
    },
  };
};
