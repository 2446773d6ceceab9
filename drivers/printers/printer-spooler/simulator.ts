import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playPrinterScript, printerOfScript, type Script, unknownSwitch } from '../printer-script.ts';
import type { Command } from './commands.ts';
import {
  createVirtualSpooler,
  type SpoolerTrouble,
  spoolerTroubles,
  type VirtualSpooler,
} from './virtual-spooler.ts';

type Options = Parameters<DriverModule['attachSimulator']>[0];

const spoolerOf = printerOfScript<VirtualSpooler>();
const programs: readonly Command['program'][] = ['lp', 'lpstat', 'cancel'];

/**
 * A pretended print service behind a line: takes the commands of `line-runner.ts`, one a line, and answers as CUPS would.
 * Steps: `{"afterMs":n,"set":{…}}` and `{"afterLabels":n,"set":{…}}` with the switches of `SpoolerTrouble`.
 *
 * @throws DeviceError `input.invalid` for other steps
 */
export function attachSpoolerSimulator({ transport, clock, script, report }: Options): SimulatorSession {
  const play = (spooler: VirtualSpooler, steps: Script, onPiece: VirtualSpooler['onPiece']): void =>
    playPrinterScript({
      printer: { misbehave: (change) => spooler.set(change), onPiece },
      script: steps,
      clock,
      report,
      readSwitch,
    });
  const spooler = spoolerOf(script, () => {
    const made = createVirtualSpooler((milliseconds, action) => void clock.after(milliseconds, action));
    play(made, script, made.onPiece);
    return made;
  });
  let heard = '';
  let open = true;
  transport.onClose(() => {
    open = false;
  });
  transport.onBytes((bytes) => {
    heard += Buffer.from(bytes).toString('latin1');
    for (let end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
      const command = readCommand(Buffer.from(heard.slice(0, end), 'latin1').toString('utf8'));
      heard = heard.slice(end + 1);
      if (command !== undefined) void answer(command);
    }
  });
  const answer = async (command: Command): Promise<void> => {
    const result = await spooler
      .run(command)
      .catch((error: unknown) => ({ code: 127, output: String(error) }));
    report({ did: command.program, code: result.code });
    // The host may have hung up meanwhile.
    if (open) await transport.write(Buffer.from(`${JSON.stringify(result)}\n`, 'utf8')).catch(() => {});
  };
  return {
    stop() {
      open = false;
      void transport.close();
    },
    // What came out is told by the listener of the first script.
    perform: (steps) => play(spooler, steps, () => {}),
  };
}

function readSwitch(name: string, value: unknown): Partial<SpoolerTrouble> {
  const known = spoolerTroubles.find((one) => one === name);
  return known !== undefined && typeof value === 'boolean' ? { [known]: value } : unknownSwitch(name);
}

/** Undefined for what is no command: noise on the line. */
function readCommand(line: string): Command | undefined {
  try {
    const told: unknown = JSON.parse(line);
    const fields: Readonly<Record<string, unknown>> =
      typeof told === 'object' && told !== null ? { ...told } : {};
    const { args, input } = fields;
    const program = programs.find((one) => one === fields['program']);
    if (program === undefined || !Array.isArray(args)) return undefined;
    const document = typeof input === 'string' ? { input: new Uint8Array(Buffer.from(input, 'base64')) } : {};
    return { program, args: args.map(String), ...document };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new DeviceError('protocol.malformed', 'a command that cannot be read', { cause: error });
  }
}
