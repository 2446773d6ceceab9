import { execFile } from 'node:child_process';
import { DeviceError } from '../../errors.ts';
import type { Command } from './commands.ts';

/** What a command of the spooler said; `code` 0 = well. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
}
export type RunCommand = (command: Command) => Promise<CommandResult>;

const COMMAND_LIMIT_MS = 15_000;

/**
 * Runs a command of the CUPS client in the C locale, without a shell. Rejects with `transport.not_found` where there is no
 * such program (no CUPS, or Windows) and `device.timeout` when it does not come back.
 */
export const runCommand: RunCommand = ({ program, args, input }) =>
  new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { timeout: COMMAND_LIMIT_MS, maxBuffer: 1_000_000, env: { ...process.env, LC_ALL: 'C' } },
      (error, stdout, stderr) => {
        if (error === null) resolve({ code: 0, output: stdout });
        else if (error.code === 'ENOENT') {
          reject(new DeviceError('transport.not_found', `${program} is not installed`, { cause: error }));
        } else if (error.killed === true) {
          reject(new DeviceError('device.timeout', `${program} does not come back`, { retryable: true }));
        } else resolve({ code: typeof error.code === 'number' ? error.code : 1, output: stdout + stderr });
      },
    );
    // A service that refuses the job closes its end first; the exit code says why.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input === undefined ? '' : Buffer.from(input));
  });
