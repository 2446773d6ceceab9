import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import type { Clock } from '../../transport/transport.ts';
import { createVirtualPrinter, type PrinterTrouble, type VirtualPrinter } from './virtual-printer.ts';

type Script = readonly Readonly<Record<string, unknown>>[];

/**
 * One script is one printer: the driver connects anew for every job and every look, and paper that ran out stays
 * out in between.
 */
const printers = new WeakMap<Script, VirtualPrinter>();

/**
 * Serves one connection for the service tool's `simulate`. Steps: `{ "afterMs": n, "set": {…} }` and
 * `{ "afterLabels": n, "set": {…} }` with the switches of `PrinterTrouble`. Reports `{ event: 'connected' }`,
 * `{ event: 'label', … }` and `{ event: 'trouble', … }`. Throws DeviceError `input.invalid` for other steps.
 */
export const attachZplSimulator: DriverModule['attachSimulator'] = ({
  transport,
  clock,
  script,
  report,
}): SimulatorSession => {
  let printer = printers.get(script);
  if (printer === undefined) {
    printer = createVirtualPrinter({ clock });
    printers.set(script, printer);
    playScript(printer, script, clock, report);
  }
  report({ event: 'connected', url: transport.url });
  return printer.attach(transport);
};

function playScript(
  printer: VirtualPrinter,
  script: Script,
  clock: Clock,
  report: (what: Readonly<Record<string, unknown>>) => void,
): void {
  const steps = script.map(readStep);
  const set = (change: Partial<PrinterTrouble>): void => {
    printer.misbehave(change);
    report({ event: 'trouble', ...change });
  };
  for (const step of steps) {
    if ('afterMs' in step) clock.after(step.afterMs, () => set(step.set));
  }
  let labels = 0;
  printer.onLabel((label) => {
    labels += 1;
    report({ event: 'label', number: labels, ...label });
    for (const step of steps) {
      if ('afterLabels' in step && step.afterLabels === labels) set(step.set);
    }
  });
}

type Step =
  | { readonly afterMs: number; readonly set: Partial<PrinterTrouble> }
  | { readonly afterLabels: number; readonly set: Partial<PrinterTrouble> };

const switches = [
  'paperOut',
  'headOpen',
  'ribbonOut',
  'paused',
  'silent',
  'garbage',
  'hangUp',
  'misencode',
] as const satisfies readonly (keyof PrinterTrouble)[];

function readStep(step: Readonly<Record<string, unknown>>): Step {
  const { afterMs, afterLabels } = step;
  const set = readChange(step['set']);
  if (typeof afterMs === 'number' && afterMs >= 0) return { afterMs, set };
  if (typeof afterLabels === 'number' && afterLabels >= 1) return { afterLabels, set };
  throw new DeviceError('input.invalid', 'a step has afterMs or afterLabels, and set');
}

function readChange(given: unknown): Partial<PrinterTrouble> {
  if (typeof given !== 'object' || given === null) throw new DeviceError('input.invalid', 'set is an object');
  const change: { -readonly [Name in keyof PrinterTrouble]?: PrinterTrouble[Name] } = {};
  for (const [name, value] of Object.entries(given)) {
    const known = switches.find((one) => one === name);
    if (known !== undefined && typeof value === 'boolean') change[known] = value;
    else if (name === 'voidEvery' && typeof value === 'number' && Number.isInteger(value) && value >= 0) {
      change.voidEvery = value;
    } else throw new DeviceError('input.invalid', `the virtual printer has no switch ${name}`);
  }
  return change;
}
