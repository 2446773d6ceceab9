import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator } from '../../simulator/simulator-stage.ts';
import type { CommandResult, RunCommand } from './session.ts';

/** A spooler without a printer, for tests and training: jobs leave the queue after `printMs` unless something is wrong. */
export interface VirtualSpooler {
  readonly run: RunCommand;
  readonly documents: readonly Uint8Array[];
  set(change: {
    readonly alerts?: string;
    readonly disabled?: boolean;
    readonly missing?: boolean;
    readonly refuses?: boolean;
  }): void;
}

export function createVirtualSpooler(
  after: (milliseconds: number, action: () => void) => void,
  printMs = 2000,
): VirtualSpooler {
  let state = { alerts: 'none', disabled: false, missing: false, refuses: false };
  let number = 0;
  const queue = new Set<string>();
  const documents: Uint8Array[] = [];
  const blocked = (): boolean => state.disabled || state.alerts.includes('-error');
  const printLater = (id: string): void =>
    after(printMs, () => {
      if (blocked()) printLater(id);
      else queue.delete(id);
    });
  const said = (output: string, code = 0): Promise<CommandResult> => Promise.resolve({ code, output });
  return {
    documents,
    set(change) {
      state = { ...state, ...change };
    },
    run({ program, args, input }) {
      if (state.missing)
        return Promise.reject(new DeviceError('transport.not_found', `${program} is not installed`));
      const printer = args[args.indexOf('-d') + 1] ?? 'Laser';
      if (program === 'lp') {
        if (state.refuses) return said('lp: Error - The printer or class does not exist.', 1);
        number += 1;
        const id = `${printer}-${number}`;
        documents.push(input ?? new Uint8Array());
        queue.add(id);
        printLater(id);
        return said(`request id is ${id} (1 file(s))\n`);
      }
      if (program === 'cancel') {
        queue.delete(args.at(-1) ?? '');
        return said('');
      }
      if (args.includes('-o'))
        return said([...queue].map((id) => `${id} custodian 1024 Sat Nov 28 10:00:00 2026\n`).join(''));
      const name = args.at(-1) ?? 'Laser';
      const first = state.disabled
        ? `printer ${name} disabled since Sat`
        : `printer ${name} is idle.  enabled since Sat`;
      return said(`${first}\n\tAlerts: ${state.alerts}\n`);
    },
  };
}

/** The spooler is asked with commands of the system, not over a line: the simulator sends what `lpstat` would say. */
export function attachSpoolerSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, {
    step(step, stage) {
      const { line } = step;
      if (typeof line !== 'string') return undefined;
      return () => stage.send(Buffer.from(`${line}\n`, 'latin1'), { did: 'line', line });
    },
  });
}
