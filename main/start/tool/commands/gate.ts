import { replayTrace } from '../../../evidence/gate/replay.ts';
import { readArguments } from '../arguments.ts';
import { readLines } from '../input.ts';
import { ToolError, wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

/** `gate replay FILE`: a line for each passage, by the engine of the running system. */
export async function gate(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals } = readArguments(args, 1, 2);
  const [action, file] = positionals;
  if (action !== 'replay') throw wrongUsage(`gate ${action}: replay`);
  for (const passage of replayTrace(readLines(io, file))) {
    if ('error' in passage) {
      const { code, message, at } = passage.error;
      throw new ToolError(code, message, at);
    }
    await io.output.line(passage);
  }
}
