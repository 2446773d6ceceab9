import type { Clock } from '../../../../drivers/transport/transport.ts';
import type { WayState } from '../../../contract/imports-received.ts';
import { Refusal, StoreError } from '../../../kernel/errors.ts';
import type { ReceiveAnswer } from '../record/commands.ts';
import { type FolderDisk, folderReason, type Outbox } from './folder-disk.ts';
import { isSame, isWanted, lookAt, type Seen } from './folder-plan.ts';
import { LARGEST_ORIGINAL_BYTES } from './interpret.ts';
import { reasonNote } from './reason-note.ts';

/** How a way in stands. */
export interface Standing {
  readonly state: WayState;
  readonly reason: string | null;
  readonly waiting: number;
}

export interface RunningWay {
  standing(): Standing;
  stop(): Promise<void>;
}

export interface FolderWatchOptions {
  readonly disk: FolderDisk;
  readonly endings: readonly string[];
  readonly clock: Clock;
  /** Resolves when the original and its results are on the disk of the station. */
  readonly receive: (bytes: Uint8Array, name: string) => Promise<ReceiveAnswer>;
  readonly onChange: () => void;
  readonly log: { info(detail: object, message: string): void; error(detail: object, message: string): void };
}

/** Twice the time in which a program writes its next piece, and soon enough for a person who waits. */
const LOOK_MS = 2000;
/** A share that is away is not asked more often than this. */
const LONGEST_WAIT_MS = 30_000;
/** A look that takes longer hangs in the share. */
const HANGING_MS = 20_000;

interface Done {
  readonly file: Seen;
  readonly to: Outbox;
  readonly note: string | undefined;
}

/**
 * 监视文件夹: takes every file once it has stopped growing, and moves it to `taken` or `refused` only after it is on
 * record here. What cannot be kept or moved stays where it lies and is tried again.
 */
export class FolderWatch implements RunningWay {
  readonly #options: FolderWatchOptions;
  /** Taken, and not moved yet: the folder is full or read-only. */
  readonly #done = new Map<string, Done>();
  #seen: ReadonlyMap<string, Seen> = new Map();
  #standing: Standing = { state: 'starting', reason: null, waiting: 0 };
  #isStopped = false;
  #wait = LOOK_MS;
  #cancel = (): void => {};
  #looking: Promise<void> = Promise.resolve();
  #isHanging = false;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
    this.#start();
  }

  standing(): Standing {
    return this.#standing;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    // A share that hangs does not hold up the end of the program.
    if (!this.#isHanging) await this.#looking;
  }

  #start(): void {
    this.#looking = this.#lookOnce();
  }

  async #lookOnce(): Promise<void> {
    const { clock } = this.#options;
    const cancelHanging = clock.after(HANGING_MS, () => {
      this.#isHanging = true;
      this.#enter({ state: 'away', reason: 'imports.folder_away', waiting: this.#standing.waiting });
    });
    const standing = await this.#look();
    cancelHanging();
    this.#isHanging = false;
    if (this.#isStopped) return;
    this.#enter(standing);
    this.#wait = standing.state === 'open' ? LOOK_MS : Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    this.#cancel = clock.after(this.#wait, () => this.#start());
  }

  async #look(): Promise<Standing> {
    const { disk, endings } = this.#options;
    let files: Seen[];
    try {
      files = await disk.list((name) => isWanted(name, endings));
    } catch (error) {
      const reason = folderReason(error, 'list');
      this.#seen = new Map();
      return { state: reason === 'imports.folder_away' ? 'away' : 'fault', reason, waiting: 0 };
    }
    const { still, growing, seen } = lookAt(files, this.#seen, endings);
    this.#seen = seen;
    for (const name of this.#done.keys()) if (!seen.has(name)) this.#done.delete(name);
    let reason: string | null = null;
    let left = growing;
    for (const file of still) {
      if (this.#isStopped) break;
      const kept = await this.#handle(file);
      if (kept === undefined) continue;
      left += 1;
      reason ??= kept;
    }
    return {
      state: reason === null || reason === 'imports.file_locked' ? 'open' : 'fault',
      reason,
      waiting: left,
    };
  }

  /** @returns why the file still lies there; undefined when it is gone from the folder or has changed */
  async #handle(file: Seen): Promise<string | undefined> {
    const known = this.#done.get(file.name);
    if (known !== undefined && isSame(known.file, file)) return this.#move(known);
    if (file.size > LARGEST_ORIGINAL_BYTES) {
      return this.#move({ file, to: 'refused', note: reasonNote({ reason: 'too-large' }) });
    }
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.#options.disk.read(file);
    } catch (error) {
      return folderReason(error, 'read');
    }
    if (bytes === undefined) return undefined;
    let answer: ReceiveAnswer;
    try {
      answer = await this.#options.receive(bytes, file.name);
    } catch (error) {
      if (error instanceof StoreError || error instanceof Refusal) return error.code;
      this.#options.log.error({ error: String(error) }, 'a file of a watched folder could not be received');
      return 'kernel.unexpected';
    }
    const isTaken = answer.state === 'taken';
    const note = isTaken && !answer.isRepeat ? undefined : reasonNote(answer);
    const done: Done = { file, to: isTaken ? 'taken' : 'refused', note };
    this.#done.set(file.name, done);
    this.#options.log.info({ receipt: answer.id, state: answer.state }, 'file of a watched folder received');
    return this.#move(done);
  }

  async #move({ file, to, note }: Done): Promise<string | undefined> {
    try {
      await this.#options.disk.put(file, to, note);
      this.#done.delete(file.name);
      return undefined;
    } catch (error) {
      return folderReason(error, 'put');
    }
  }

  #enter(standing: Standing): void {
    const { state, reason, waiting } = this.#standing;
    this.#standing = standing;
    if (state !== standing.state || reason !== standing.reason || waiting !== standing.waiting)
      this.#options.onChange();
  }
}
