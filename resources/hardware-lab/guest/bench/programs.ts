import { spawn } from 'node:child_process';

/** Runs a program to its end; rejects with what it said. `stdin`: an open file it may work on. */
export function run(command: string, args: readonly string[], stdin?: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: [stdin ?? 'ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(said).toString('utf8');
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ended with ${code ?? -1}: ${text.trim()}`));
    });
  });
}
