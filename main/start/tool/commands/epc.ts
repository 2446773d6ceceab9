import { epcLine } from '../../../../drivers/rfid/epc/epc-line.ts';
import { readArguments } from '../arguments.ts';
import { Lines, readChunks } from '../input.ts';
import { wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

/** `epc decode` and `epc encode`: one output line for each input line, empty ones included, so that the two can be put side by side. */
export async function epc(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals } = readArguments(args, 1, 2);
  const [direction, file] = positionals;
  if (direction !== 'decode' && direction !== 'encode') throw wrongUsage(`epc ${direction}: decode | encode`);
  const lines = new Lines();
  for (const chunk of readChunks(io, file)) {
    for (const line of lines.push(chunk)) await io.output.line(epcLine(line, direction));
    // Another program may be waiting for the answer before it sends the next line.
    await io.output.flush();
  }
  for (const line of lines.end()) await io.output.line(epcLine(line, direction));
}
