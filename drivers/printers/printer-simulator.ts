import type { DriverModule, SimulatorSession } from '../manifest.ts';
import { createPaperMachine, type PaperMachine, type PaperTrouble, paperTroubles } from './paper-machine.ts';
import { playPrinterScript, printerOfScript, unknownSwitch } from './printer-script.ts';

/** What a language brings: takes bytes of the host, prints on the machine, answers. */
export interface SimulatedLanguage {
  connect(machine: PaperMachine, answer: (bytes: Uint8Array) => void): { received(bytes: Uint8Array): void };
}

const machineOf = printerOfScript<PaperMachine>();

/**
 * The simulator of a language for `simulate`. Steps: `{"afterMs":n,"set":{…}}` and `{"afterLabels":n,"set":{…}}` with the
 * switches of `PaperTrouble`. Reports `connected`, `label` and `trouble`.
 *
 * @throws DeviceError `input.invalid` for other steps
 */
export function createPrinterSimulator(language: SimulatedLanguage): DriverModule['attachSimulator'] {
  return ({ transport, clock, script, report }): SimulatorSession => {
    const machine = machineOf(script, () => {
      const made = createPaperMachine(clock);
      playPrinterScript({ printer: made, script, clock, report, readSwitch });
      return made;
    });
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

function readSwitch(name: string, value: unknown): Partial<PaperTrouble> {
  const known = paperTroubles.find((one) => one === name);
  return known !== undefined && typeof value === 'boolean' ? { [known]: value } : unknownSwitch(name);
}
