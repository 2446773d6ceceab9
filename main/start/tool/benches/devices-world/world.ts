import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromPlayer, ToPlayer } from './messages.ts';
import type { WorldDevice } from './twelve.ts';

/** A child as the station forks its own (`service-spawn-node.ts`), so that bytes stay bytes. */
export function forked(module: string, standardOutput: 'ignore' | 'inherit' = 'ignore'): ChildProcess {
  return fork(fileURLToPath(new URL(module, import.meta.url)), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', standardOutput, 'inherit', 'ipc'],
  });
}

/** Ends a child and waits until it is gone. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Simulators in a process of their own. */
export class DevicesWorld {
  readonly #child = forked('./player.ts');

  /** @returns the addresses, in the order of the devices */
  async play(devices: readonly WorldDevice[], lines?: readonly string[]): Promise<readonly string[]> {
    const answer = await this.#ask({ kind: 'play', devices, ...(lines === undefined ? {} : { lines }) });
    if (answer.kind !== 'playing') throw new Error(`no addresses but ${answer.kind}`);
    return answer.urls;
  }

  /** @returns when the last byte was handed to the line, UTC milliseconds */
  async write(driver: string, bytes: Uint8Array): Promise<number> {
    const answer = await this.#ask({ kind: 'write', driver, bytes });
    if (answer.kind !== 'written') throw new Error(`nothing written but ${answer.kind}`);
    return answer.at;
  }

  stop(): Promise<void> {
    return ended(this.#child);
  }

  #ask(message: ToPlayer): Promise<FromPlayer> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (answer) => {
        const heard = answer as FromPlayer;
        if (heard.kind === 'fault') reject(new Error(heard.message));
        else resolve(heard);
      });
      this.#child.send(message);
    });
  }
}
