import { DeviceError } from '../../errors.ts';
import type { Clock, TransportFactory } from '../../transport/transport.ts';
import type { Command } from './commands.ts';
import type { CommandResult, RunCommand } from './session.ts';

const ANSWER_LIMIT_MS = 5000;
/** A page of text, Base64, is some kilobytes; a document in training is no book. */
const LONGEST_LINE = 16_000_000;

/** A command as one line of a pretended print service; `input` in Base64. */
export function commandLine({ program, args, input }: Command): string {
  const document = input === undefined ? {} : { input: Buffer.from(input).toString('base64') };
  return `${JSON.stringify({ program, args, ...document })}\n`;
}

/**
 * Training and simulation: the commands go over a line to a pretended print service (`simulator.ts`), one connection a
 * command, instead of to this computer's. The line may fall silent or garble what it carries as any other.
 */
export function createLineRunner(factory: TransportFactory, clock: Clock): RunCommand {
  return async (command) => {
    const line = factory();
    const { promise, resolve, reject } = Promise.withResolvers<CommandResult>();
    promise.catch(() => {});
    let heard = '';
    line.onBytes((bytes) => {
      heard += Buffer.from(bytes).toString('latin1');
      const end = heard.indexOf('\n');
      if (end >= 0) resolve(readResult(Buffer.from(heard.slice(0, end), 'latin1').toString('utf8')));
      else if (heard.length > LONGEST_LINE) reject(lost('the answer has no end'));
    });
    line.onClose(() => reject(lost('the line was lost')));
    const cancel = clock.after(ANSWER_LIMIT_MS, () =>
      reject(new DeviceError('device.timeout', 'no answer from the print service', { retryable: true })),
    );
    try {
      await line.open();
      await line.write(Buffer.from(commandLine(command), 'utf8'));
      return await promise;
    } finally {
      cancel();
      await line.close();
    }
  };
}

function readResult(line: string): CommandResult {
  try {
    const told: unknown = JSON.parse(line);
    const { code, output }: Readonly<Record<string, unknown>> =
      typeof told === 'object' && told !== null ? { ...told } : {};
    if (typeof code === 'number' && typeof output === 'string') return { code, output };
  } catch {
    // What cannot be read is no answer.
  }
  return { code: 1, output: line };
}

const lost = (message: string): DeviceError =>
  new DeviceError('transport.closed', message, { retryable: true });
