import { Writable } from 'node:stream';
import { LineOutput } from '../line-output.ts';
import { runTool } from '../run.ts';

export interface ToolRun {
  readonly code: number;
  readonly lines: readonly Record<string, unknown>[];
  readonly diagnostics: string;
}

/** Runs a command line in this process; `untilStopped` ends a live command. */
export async function runHere(
  args: readonly string[],
  workingFolder: string,
  options: { untilStopped?: Promise<void>; onOutput?: (text: string) => void } = {},
): Promise<ToolRun> {
  let text = '';
  let diagnostics = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      options.onOutput?.(text);
      done();
    },
  });
  const code = await runTool(args, {
    output: new LineOutput(stream),
    diagnose: (message) => {
      diagnostics += `${message}\n`;
    },
    untilStopped: () => options.untilStopped ?? Promise.resolve(),
    workingFolder,
  });
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, lines, diagnostics };
}
