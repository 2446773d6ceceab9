import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Two ends of a line that the system takes for serial ports. */
export interface SerialLine {
  readonly near: string;
  readonly far: string;
  close(): void;
}

/** Pairs of pseudo-terminals by `socat`. */
export function openSerialLines(count: number): Promise<readonly SerialLine[]> {
  return Promise.all(Array.from({ length: count }, openSerialLine));
}

async function openSerialLine(): Promise<SerialLine> {
  const child = spawn('socat', ['-d', '-d', 'pty,raw,echo=0', 'pty,raw,echo=0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ends: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    const end = /PTY is (\S+)/.exec(line)?.[1];
    if (end !== undefined) ends.push(`serial://${end}`);
    if (ends.length === 2) break;
  }
  child.stderr.resume();
  const [near = '', far = ''] = ends;
  if (far === '') throw new Error('socat made no pair of pseudo-terminals');
  return { near, far, close: () => void child.kill('SIGTERM') };
}
