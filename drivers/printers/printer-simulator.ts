import { DeviceError } from '../errors.ts';
import type { DriverModule, SimulatorSession } from '../manifest.ts';
import type { Clock } from '../transport/transport.ts';
import { createPaperMachine, type PaperMachine, type PaperTrouble, paperTroubles } from './paper-machine.ts';

type Script = readonly Readonly<Record<string, unknown>>[];

/** What a language brings: takes bytes of the host, prints on the machine, answers. */
export interface SimulatedLanguage {
  connect(machine: PaperMachine, answer: (bytes: Uint8Array) => void): { received(bytes: Uint8Array): void };
}

/**
 * One script is one printer: the driver connects anew for every job and every look, and paper that ran out stays
 * out in between.
 */
const machines = new WeakMap<Script, PaperMachine>();

/**
 * The simulator of a language for `simulate`. Steps: `{"afterMs":n,"set":{…}}` and `{"afterLabels":n,"set":{…}}` with the
 * switches of `PaperTrouble`. Reports `connected`, `label` and `trouble`.
 *
 * @throws DeviceError `input.invalid` for other steps
 */
export function createPrinterSimulator(language: SimulatedLanguage): DriverModule['attachSimulator'] {
  return ({ transport, clock, script, report }): SimulatorSession => {
    let machine = machines.get(script);
    if (machine === undefined) {
      machine = createPaperMachine(clock);
      machines.set(script, machine);
      playScript(machine, script, clock, report);
    }
    report({ event: 'connected', url: transport.url });
    return attachMachine(machine, language, transport);
  };
}

/** Serves one connection with a machine that outlives it; also for tests that hold the machine. */
export function attachMachine(
  machine: PaperMachine,
  language: SimulatedLanguage,
  transport: Parameters<DriverModule['attachSimulator']>[0]['transport'],
): SimulatorSession {
  let open = true;
  const answer = (bytes: Uint8Array): void => {
    if (!open || machine.trouble.silent) return;
    const said = machine.trouble.garbage ? Buffer.from('<html><body>400</body></html>\r\n', 'latin1') : bytes;
    // The host may have hung up meanwhile; a printer does not mind.
    transport.write(Uint8Array.from(said)).catch(() => {});
  };
  const conversation = language.connect(machine, answer);
  transport.onClose(() => {
    open = false;
  });
  transport.onBytes((bytes) => {
    const before = machine.left;
    conversation.received(bytes);
    if (machine.trouble.hangUp && machine.left > before) void transport.close();
  });
  return {
    stop() {
      open = false;
      void transport.close();
    },
  };
}

function playScript(
  machine: PaperMachine,
  script: Script,
  clock: Clock,
  report: (what: Readonly<Record<string, unknown>>) => void,
): void {
  const steps = script.map(readStep);
  const set = (change: Partial<PaperTrouble>): void => {
    machine.misbehave(change);
    report({ event: 'trouble', ...change });
  };
  for (const step of steps) {
    if (step.afterMs !== undefined) clock.after(step.afterMs, () => set(step.set));
  }
  let count = 0;
  machine.onPiece((what) => {
    count += 1;
    report({ event: 'label', number: count, ...what });
    for (const step of steps) if (step.afterLabels === count) set(step.set);
  });
}

interface Step {
  readonly afterMs?: number;
  readonly afterLabels?: number;
  readonly set: Partial<PaperTrouble>;
}

function readStep(step: Readonly<Record<string, unknown>>): Step {
  const { afterMs, afterLabels } = step;
  const set = readChange(step['set']);
  if (typeof afterMs === 'number' && afterMs >= 0) return { afterMs, set };
  if (typeof afterLabels === 'number' && afterLabels >= 1) return { afterLabels, set };
  throw new DeviceError('input.invalid', 'a step has afterMs or afterLabels, and set');
}

function readChange(given: unknown): Partial<PaperTrouble> {
  if (typeof given !== 'object' || given === null) throw new DeviceError('input.invalid', 'set is an object');
  const change: { -readonly [Name in keyof PaperTrouble]?: PaperTrouble[Name] } = {};
  for (const [name, value] of Object.entries(given)) {
    const known = paperTroubles.find((one) => one === name);
    if (known === undefined || typeof value !== 'boolean') {
      throw new DeviceError('input.invalid', `the simulated printer has no switch ${name}`);
    }
    change[known] = value;
  }
  return change;
}
