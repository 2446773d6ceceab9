import { DeviceError } from '../../errors.ts';
import type { Command } from './commands.ts';
import type { CommandResult, RunCommand } from './session.ts';

/** What can be wrong with the pretended print service; everything false = it behaves. */
export interface SpoolerTrouble {
  readonly paperOut: boolean;
  /** Somebody has stopped the queue; jobs are taken and wait. */
  readonly held: boolean;
  /** The printer has gone from the network; the queue goes on trying. */
  readonly offline: boolean;
  /** Nobody knows the queue any more. */
  readonly vanished: boolean;
  /** The service itself is stopped. */
  readonly noService: boolean;
  /** The queue takes no jobs. */
  readonly refuses: boolean;
  /** The computer has no client of such a service. */
  readonly notInstalled: boolean;
}

const noTrouble: SpoolerTrouble = {
  paperOut: false,
  held: false,
  offline: false,
  vanished: false,
  noService: false,
  refuses: false,
  notInstalled: false,
};
export const spoolerTroubles = Object.keys(noTrouble) as readonly (keyof SpoolerTrouble)[];

/** CUPS without a printer, in the words of CUPS 2.4.2: jobs leave the queue one after the other, unless something is wrong. */
export interface VirtualSpooler {
  readonly run: RunCommand;
  readonly documents: readonly Uint8Array[];
  set(change: Partial<SpoolerTrouble>): void;
  onPiece(listener: (what: Readonly<Record<string, unknown>>) => void): void;
}

export function createVirtualSpooler(
  after: (milliseconds: number, action: () => void) => void,
  printMs = 2000,
): VirtualSpooler {
  let trouble = noTrouble;
  let number = 0;
  const queue: { readonly id: string; readonly title: string }[] = [];
  const documents: Uint8Array[] = [];
  const listeners = new Set<(what: Readonly<Record<string, unknown>>) => void>();
  const blocked = (): boolean => Object.values(trouble).includes(true) && !trouble.refuses;
  const printNext = (): void =>
    after(printMs, () => {
      const [job] = queue;
      if (job !== undefined && !blocked()) {
        queue.shift();
        for (const listener of listeners) listener({ printed: job.id, title: job.title });
      }
      if (queue.length > 0) printNext();
    });

  const submit = ({ args, input }: Command): CommandResult => {
    const printer = valueOf(args, '-d') ?? 'Laser';
    if (trouble.refuses) return said(`lp: Destination "${printer}" is not accepting jobs.\n`, 1);
    if (input === undefined || input.length === 0) return said('lp: No file in print request.\n', 1);
    number += 1;
    const id = `${printer}-${number}`;
    documents.push(input);
    queue.push({ id, title: valueOf(args, '-t') ?? '' });
    if (queue.length === 1) printNext();
    return said(`request id is ${id} (1 file(s))\n`);
  };
  const takeBack = (id: string): CommandResult => {
    const index = queue.findIndex((job) => job.id === id);
    if (index < 0) return said(`cancel: cancel-job failed: Job #${id} does not exist.\n`, 1);
    queue.splice(index, 1);
    return said('');
  };
  const stateOf = (printer: string): CommandResult => {
    const [first] = queue;
    if (trouble.held)
      return said(`printer ${printer} disabled since Sat -\n\treason unknown\n\tAlerts: paused\n`);
    const head =
      first === undefined
        ? `printer ${printer} is idle.  enabled since Sat`
        : `printer ${printer} now printing ${first.id}.  enabled since Sat`;
    const message =
      trouble.offline && first !== undefined
        ? '\tThe printer may not exist or is unavailable at this time.\n'
        : '';
    const alerts = trouble.paperOut ? 'media-empty-warning media-needed-error' : 'none';
    return said(`${head}\n${message}\tAlerts: ${alerts}\n`);
  };

  return {
    documents,
    set(change) {
      trouble = { ...trouble, ...change };
    },
    onPiece(listener) {
      listeners.add(listener);
    },
    async run(command) {
      const { program, args } = command;
      if (trouble.notInstalled) throw new DeviceError('transport.not_found', `${program} is not installed`);
      if (args.includes('-r')) return said(`scheduler is ${trouble.noService ? 'not ' : ''}running\n`);
      if (trouble.noService || trouble.vanished) {
        const unknown =
          program === 'lp'
            ? 'Error - The printer or class does not exist.'
            : 'Invalid destination name in list.';
        return said(`${program}: ${unknown}\n`, 1);
      }
      if (program === 'lp') return submit(command);
      if (program === 'cancel') return takeBack(args.at(-1) ?? '');
      if (args.includes('-o')) return said(queue.map(({ id }) => `${id} custodian 1024 Sat\n`).join(''));
      return stateOf(args.at(-1) ?? 'Laser');
    },
  };
}

const said = (output: string, code = 0): CommandResult => ({ code, output });

function valueOf(args: readonly string[], option: string): string | undefined {
  const index = args.indexOf(option);
  return index < 0 ? undefined : args[index + 1];
}
