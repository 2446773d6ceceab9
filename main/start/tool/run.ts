import { refusalLine, ToolError, wrongUsage } from './tool-error.ts';
import type { Command, ToolIo } from './tool-io.ts';
import { usageText } from './usage.ts';

type Load = () => Promise<Command>;

/** Loaded one by one: `epc` must not wait for what only `ledger` needs. */
const commands: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['decode', async () => (await import('./commands/decode.ts')).decode],
  ['epc', async () => (await import('./commands/epc.ts')).epc],
  ['gate', async () => (await import('./commands/gate.ts')).gate],
  ['label', async () => (await import('./commands/label.ts')).label],
  ['merkle', async () => (await import('./commands/merkle.ts')).merkle],
  ['ledger', async () => (await import('./commands/ledger.ts')).ledger],
  ['sniff', async () => (await import('./commands/sniff.ts')).sniff],
  ['simulate', async () => (await import('./commands/simulate.ts')).simulate],
  ['bench', async () => (await import('./commands/bench.ts')).bench],
  ['drivers', async () => (await import('./commands/drivers.ts')).listDrivers],
]);

/** Exit codes of shared/service-tool.md. */
const DONE = 0;
const REFUSED = 1;
const WRONG_USAGE = 2;

/** Runs one command line to its end and gives the exit code; never rejects. */
export async function runTool(args: readonly string[], io: ToolIo): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === 'help' || name === '--help' || name === '-h') {
      io.diagnose(usageText);
      return DONE;
    }
    await (await commandNamed(name))(rest, io);
    await io.output.flush();
    return DONE;
  } catch (error) {
    return await fail(error, io);
  }
}

async function commandNamed(name: string | undefined): Promise<Command> {
  if (name === undefined) throw wrongUsage('缺少命令 / no command');
  if (name === 'health') {
    throw wrongUsage(
      'health assess 尚未提供，将随健康站一起交付 / not there yet: it comes with the health station',
    );
  }
  const load = commands.get(name);
  if (load === undefined) throw wrongUsage(`没有此命令 / no such command: ${name}`);
  return load();
}

async function fail(error: unknown, io: ToolIo): Promise<number> {
  if (error instanceof ToolError) {
    if (error.code === 'output.closed') return DONE;
    if (error.code === 'tool.usage') {
      io.diagnose(`${error.message}\n\n${usageText}`);
      return WRONG_USAGE;
    }
  }
  const line = refusalLine(error);
  // Without a code it is our own mistake: whoever mends it needs the place.
  if (line === undefined)
    io.diagnose(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = error instanceof Error ? error.message : String(error);
  try {
    await io.output.line(line ?? { error: { code: 'tool.fault', message, at: null } });
    await io.output.flush();
  } catch {
    io.diagnose(message);
  }
  return REFUSED;
}
