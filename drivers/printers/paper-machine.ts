import type { Clock } from '../transport/transport.ts';

/** What can be wrong with a simulated printer; everything false = it behaves. */
export interface PaperTrouble {
  readonly paperOut: boolean;
  readonly headOpen: boolean;
  readonly paused: boolean;
  readonly nearEnd: boolean;
  /** Prints, but answers nothing. */
  readonly silent: boolean;
  /** Answers like something that is no printer. */
  readonly garbage: boolean;
  /** Hangs up as soon as it has taken a job; the job is printed. */
  readonly hangUp: boolean;
}

const noTrouble: PaperTrouble = {
  paperOut: false,
  headOpen: false,
  paused: false,
  nearEnd: false,
  silent: false,
  garbage: false,
  hangUp: false,
};
export const paperTroubles = Object.keys(noTrouble) as readonly (keyof PaperTrouble)[];

/** The paper half of a simulated printer: what was sent comes out piece by piece, unless something is wrong. */
export interface PaperMachine {
  readonly trouble: PaperTrouble;
  /** Pieces not yet printed. */
  readonly left: number;
  misbehave(change: Partial<PaperTrouble>): void;
  /** Puts a job of `copies` pieces in line; `done` runs when its last piece is out. */
  print(what: Readonly<Record<string, unknown>>, copies: number, done?: () => void): void;
  onPiece(listener: (what: Readonly<Record<string, unknown>>) => void): void;
  stop(): void;
}

export function createPaperMachine(clock: Clock, pieceMs = 150): PaperMachine {
  const listeners = new Set<(what: Readonly<Record<string, unknown>>) => void>();
  const queue: {
    readonly what: Readonly<Record<string, unknown>>;
    readonly done?: () => void;
    left: number;
  }[] = [];
  let trouble = noTrouble;
  let cancel: (() => void) | undefined;
  const blocked = (): boolean => trouble.paperOut || trouble.headOpen || trouble.paused;
  const printOn = (): void => {
    if (cancel !== undefined || queue.length === 0 || blocked()) return;
    cancel = clock.after(pieceMs, () => {
      cancel = undefined;
      const [job] = queue;
      if (job !== undefined && !blocked()) {
        job.left -= 1;
        if (job.left <= 0) queue.shift();
        for (const listener of listeners) listener(job.what);
        if (job.left <= 0) job.done?.();
      }
      printOn();
    });
  };
  return {
    get trouble() {
      return trouble;
    },
    get left() {
      return queue.reduce((sum, job) => sum + job.left, 0);
    },
    misbehave(change) {
      trouble = { ...trouble, ...change };
      printOn();
    },
    print(what, copies, done) {
      queue.push({ what, left: copies, ...(done === undefined ? {} : { done }) });
      printOn();
    },
    onPiece(listener) {
      listeners.add(listener);
    },
    stop() {
      cancel?.();
      cancel = undefined;
      queue.length = 0;
    },
  };
}
