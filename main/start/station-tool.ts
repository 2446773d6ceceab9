/**
 * `npm run -s tool -- <command> …`: everything the product can decode, decide, compute or verify, without a window, a
 * database or a device (shared/service-tool.md).
 */
import { untilSignal } from './tool/ending.ts';
import { LineOutput } from './tool/line-output.ts';
import { runTool } from './tool/run.ts';

// npm changes into the package's folder and keeps the person's own one here; without npm it may be somebody else's.
const workingFolder = process.env['npm_lifecycle_event'] === 'tool' ? process.env['INIT_CWD'] : undefined;

process.exit(
  await runTool(process.argv.slice(2), {
    output: new LineOutput(process.stdout),
    diagnose: (text) => void process.stderr.write(`${text}\n`),
    untilStopped: untilSignal,
    workingFolder: workingFolder ?? process.cwd(),
  }),
);
