import { checkMerkleFile } from '../../../kernel/ledger/merkle-check.ts';
import { Refused } from '../../../kernel/ledger/vector-fields.ts';
import { readArguments } from '../arguments.ts';
import { inputName, readJson } from '../input.ts';
import { ToolError, wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

/** `merkle check FILE`: what each case computes to; the file's expectations are never looked at. */
export async function merkle(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals } = readArguments(args, 1, 2);
  const [action, file] = positionals;
  if (action !== 'check') throw wrongUsage(`merkle ${action}: check`);
  try {
    for (const line of checkMerkleFile(readJson(io, file))) await io.output.line(line);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new ToolError('merkle.malformed', error.message, inputName(file), error);
  }
}
