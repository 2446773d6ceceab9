import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playPrinterScript, printerOfScript, unknownSwitch } from '../printer-script.ts';
import { createVirtualPrinter, type PrinterTrouble, type VirtualPrinter } from './virtual-printer.ts';

const printerOf = printerOfScript<VirtualPrinter>();

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
  const printer = printerOf(script, () => {
    const made = createVirtualPrinter({ clock });
    const scripted = {
      misbehave: (change: Partial<PrinterTrouble>) => made.misbehave(change),
      onPiece: (listener: (what: object) => void) => made.onLabel(listener),
    };
    playPrinterScript({ printer: scripted, script, clock, report, readSwitch });
    return made;
  });
  report({ event: 'connected', url: transport.url });
  return printer.attach(transport);
};

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

function readSwitch(name: string, value: unknown): Partial<PrinterTrouble> {
  const known = switches.find((one) => one === name);
  if (known !== undefined && typeof value === 'boolean') return { [known]: value };
  const isEvery = name === 'voidEvery' && typeof value === 'number' && Number.isInteger(value) && value >= 0;
  return isEvery ? { voidEvery: value } : unknownSwitch(name);
}
