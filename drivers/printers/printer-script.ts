import { DeviceError } from '../errors.ts';
import type { Clock } from '../transport/transport.ts';

export type Script = readonly Readonly<Record<string, unknown>>[];
type Report = (what: Readonly<Record<string, unknown>>) => void;

/** A simulated printer as a script sees it. */
export interface ScriptedPrinter<Trouble extends object> {
  misbehave(change: Partial<Trouble>): void;
  /** A piece came out of it. */
  onPiece(listener: (what: object) => void): void;
}

export interface ScriptPlay<Trouble extends object> {
  readonly printer: ScriptedPrinter<Trouble>;
  readonly script: Script;
  readonly clock: Clock;
  readonly report: Report;
  /** One switch of a step. @throws DeviceError `input.invalid` for a switch the printer does not have */
  readonly readSwitch: (name: string, value: unknown) => Partial<Trouble>;
}

/**
 * Plays `{"afterMs":n,"set":{…}}` and `{"afterLabels":n,"set":{…}}`. Reports `label` and `trouble`.
 *
 * @throws DeviceError `input.invalid` for other steps
 */
export function playPrinterScript<Trouble extends object>(play: ScriptPlay<Trouble>): void {
  const { printer, script, clock, report } = play;
  const steps = script.map((step) => readStep(step, play.readSwitch));
  const set = (change: Partial<Trouble>): void => {
    printer.misbehave(change);
    report({ event: 'trouble', ...change });
  };
  for (const step of steps) {
    if (step.afterMs !== undefined) clock.after(step.afterMs, () => set(step.set));
  }
  let count = 0;
  printer.onPiece((what) => {
    count += 1;
    report({ event: 'label', number: count, ...what });
    for (const step of steps) if (step.afterLabels === count) set(step.set);
  });
}

/**
 * One script is one printer: the driver connects anew for every job and every look, and paper that ran out stays
 * out in between. @returns the printer of a script, made at its first connection
 */
export function printerOfScript<Printer>(): (script: Script, make: () => Printer) => Printer {
  const printers = new WeakMap<Script, Printer>();
  return (script, make) => {
    const known = printers.get(script);
    if (known !== undefined) return known;
    const made = make();
    printers.set(script, made);
    return made;
  };
}

interface Step<Trouble> {
  readonly afterMs?: number;
  readonly afterLabels?: number;
  readonly set: Partial<Trouble>;
}

function readStep<Trouble extends object>(
  step: Readonly<Record<string, unknown>>,
  readSwitch: ScriptPlay<Trouble>['readSwitch'],
): Step<Trouble> {
  const { afterMs, afterLabels, set: given } = step;
  if (typeof given !== 'object' || given === null) throw new DeviceError('input.invalid', 'set is an object');
  let set: Partial<Trouble> = {};
  for (const [name, value] of Object.entries(given)) set = { ...set, ...readSwitch(name, value) };
  if (typeof afterMs === 'number' && afterMs >= 0) return { afterMs, set };
  if (typeof afterLabels === 'number' && afterLabels >= 1) return { afterLabels, set };
  throw new DeviceError('input.invalid', 'a step has afterMs or afterLabels, and set');
}

/** @throws DeviceError `input.invalid` */
export function unknownSwitch(name: string): never {
  throw new DeviceError('input.invalid', `the simulated printer has no switch ${name}`);
}
