import type { Clock } from '../../../../drivers/transport/transport.ts';
import type { ImportWay, ImportWayView } from '../../../contract/imports-received.ts';
import type { Actor } from '../../../kernel/module.ts';
import { createFolderDisk, type FolderDisk } from './folder-disk.ts';
import { FolderWatch, type RunningWay } from './folder-watch.ts';
import { MllpListener } from './mllp-listener.ts';
import type { Receiver } from './receiver.ts';

export interface ImportWaysOptions {
  readonly receiver: Receiver;
  readonly clock: Clock;
  readonly station: string;
  readonly onChange: () => void;
  readonly log: { info(detail: object, message: string): void; error(detail: object, message: string): void };
  readonly openFolder?: (folder: string) => FolderDisk;
}

interface Running {
  readonly way: ImportWay;
  readonly part: RunningWay | undefined;
  state: string;
  since: number;
  lastAt: number | null;
}

/** All ways in of the station: those that are new are opened, changed ones opened anew, missing ones closed. */
export class ImportWays {
  readonly #options: ImportWaysOptions;
  readonly #running = new Map<string, Running>();
  #last: Promise<void> = Promise.resolve();

  constructor(options: ImportWaysOptions) {
    this.#options = options;
  }

  set(ways: readonly ImportWay[]): Promise<void> {
    const work = async (): Promise<void> => {
      const wanted = new Map(ways.map((way) => [way.id, way]));
      for (const [id, { way, part }] of this.#running) {
        if (JSON.stringify(wanted.get(id)) === JSON.stringify(way)) continue;
        this.#running.delete(id);
        await part?.stop();
      }
      for (const way of ways) if (!this.#running.has(way.id)) this.#begin(way);
      this.#options.onChange();
    };
    this.#last = this.#last.then(work, work);
    return this.#last;
  }

  views(): ImportWayView[] {
    return [...this.#running.values()].map(({ way, part, since, lastAt }) => ({
      way,
      ...(part?.standing() ?? { state: 'off' as const, reason: null, waiting: 0 }),
      since: new Date(since).toISOString(),
      lastAt: lastAt === null ? null : new Date(lastAt).toISOString(),
    }));
  }

  titleOf(id: string | null): string | null {
    return id === null ? null : (this.#running.get(id)?.way.title ?? null);
  }

  stop(): Promise<void> {
    return this.set([]);
  }

  #begin(way: ImportWay): void {
    const now = this.#options.clock.now();
    const kept: Running = {
      way,
      part: way.enabled ? this.#open(way) : undefined,
      state: '',
      since: now,
      lastAt: null,
    };
    this.#running.set(way.id, kept);
  }

  #open(way: ImportWay): RunningWay {
    const { receiver, clock, log, station } = this.#options;
    const actor: Actor = { person: null, name: way.title, post: null, method: 'device', station };
    const receive = async (bytes: Uint8Array, name: string) => {
      const answer = await receiver.receive({
        bytes,
        name,
        way: way.kind,
        wayId: way.id,
        profile: way.profile,
        actor,
      });
      const kept = this.#running.get(way.id);
      if (kept !== undefined) kept.lastAt = clock.now();
      return answer;
    };
    const onChange = (): void => this.#changed(way.id);
    if (way.kind === 'mllp') {
      const { host, port } = way;
      return new MllpListener({ host, port, clock, log, onChange, receive: (bytes) => receive(bytes, '') });
    }
    const disk = (this.#options.openFolder ?? createFolderDisk)(way.folder);
    return new FolderWatch({ disk, endings: way.endings, clock, log, onChange, receive });
  }

  #changed(id: string): void {
    const kept = this.#running.get(id);
    if (kept === undefined) return;
    const { state, reason } = kept.part?.standing() ?? { state: 'off', reason: null };
    const now = `${state} ${reason ?? ''}`;
    if (now !== kept.state) {
      kept.state = now;
      kept.since = this.#options.clock.now();
    }
    this.#options.onChange();
  }
}
