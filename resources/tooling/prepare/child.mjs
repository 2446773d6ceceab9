import { spawn } from 'node:child_process';

/**
 * Runs a program to its end with its output captured, never longer than `seconds`. Standard input is closed, so nothing
 * can sit waiting for an answer. Resolves, also on failure: `{ code, output, timedOut }`; `code` is -1 when the program
 * could not be started.
 */
export function runToEnd(command, args, { seconds, cwd, env = process.env } = {}) {
  return new Promise((resolve) => {
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
      windowsHide: true,
    });
    const chunks = [];
    let timedOut = false;
    const end = (signal) => {
      try {
        if (ownGroup) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // It ended by itself between the decision and the signal.
      }
    };
    const limit = setTimeout(() => {
      timedOut = true;
      end('SIGTERM');
      setTimeout(() => end('SIGKILL'), 3000).unref();
    }, seconds * 1000);
    const interrupted = () => {
      end('SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    const finish = (code) => {
      clearTimeout(limit);
      process.removeListener('SIGINT', interrupted);
      process.removeListener('SIGTERM', interrupted);
      resolve({ code, timedOut, output: Buffer.concat(chunks).toString('utf8') });
    };
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => {
      chunks.push(Buffer.from(String(error)));
      finish(-1);
    });
    child.on('close', (code) => finish(code ?? -1));
  });
}

/** The last lines of a program's output: enough to see why, not a wall of text. */
export function tail(output, lines = 12) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
