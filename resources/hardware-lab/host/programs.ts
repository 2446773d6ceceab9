import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Why the laboratory cannot run here, in one line for a person. */
export class LabError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LabError';
  }
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end, never longer than `seconds`; what it says is captured, and shown only when it fails. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: { readonly seconds: number; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.seconds * 1000,
      killSignal: 'SIGKILL',
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: -1, output: String(error) }));
    child.on('close', (code) =>
      resolve({ code: code ?? -1, output: Buffer.concat(chunks).toString('utf8') }),
    );
  });
}

/** @throws LabError with the program's last line */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: Parameters<typeof runProgram>[2],
): Promise<string> {
  const { code, output } = await runProgram(command, args, options);
  if (code === 0) return output;
  const last = output.trim().split('\n').at(-1) ?? '';
  throw new LabError(`${command} ${args[0] ?? ''} failed (${code}): ${last}`);
}

export function findOnPath(command: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, command))
    .find((file) => path.isAbsolute(file) && existsSync(file));
}
