import { StoreError } from '../errors.ts';
import type { LedgerEntry } from '../module.ts';
import { parseCanonicalJson } from './canonical.ts';
import { type CheckpointRefusal, openCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { CHAIN_START, type ChainPosition } from './entry.ts';
import { leafHashOfText } from './hash.ts';
import { CompactRange } from './merkle.ts';
import type { Verifier } from './signed-note.ts';

export type ProblemCode =
  | 'ledger.seq_gap'
  | 'ledger.hash_mismatch'
  | 'ledger.not_canonical'
  | 'ledger.malformed'
  | 'ledger.chain_broken'
  | 'ledger.column_mismatch'
  | 'ledger.foreign_node'
  | 'ledger.subtree_mismatch'
  | 'ledger.sealed_mismatch'
  | 'ledger.not_included'
  | 'checkpoint.malformed'
  | 'checkpoint.bad_signature'
  | 'checkpoint.wrong_root'
  | 'checkpoint.wrong_size'
  | 'checkpoint.beyond_end'
  | 'checkpoint.inconsistent'
  | 'store.corrupt'
  | 'store.rolled_back'
  | 'bundle.malformed';

export interface Problem {
  readonly code: ProblemCode;
  /** Entry, or size of the checkpoint, at which it shows. */
  readonly seq?: number;
  readonly message: string;
}

/** What `ledger verify` prints. */
export interface Verdict {
  readonly ok: boolean;
  readonly entries: number;
  /** Merkle root, lower-case hex. */
  readonly root: string;
  readonly checkpoints: number;
  readonly problems: readonly Problem[];
}

/** An entry as it lies somewhere, nothing of it believed. */
export interface StoredEntry {
  readonly seq: number;
  readonly canonical: string;
  /** Lower-case hex as stored beside the entry. */
  readonly hash: string;
  /** Columns that repeat what the entry says, where there are any. */
  readonly aggregate?: string;
  readonly type?: string;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly note: string;
}

/** A ruined ledger would otherwise fill the memory with problems; the first ones say enough. */
export const MOST_PROBLEMS = 1000;

/**
 * Walks a ledger from its first entry: canonical form, hash, number, link to the one before, node; and holds the tree of
 * what it has seen against every checkpoint on the way. All checkpoints being roots over one growing list of leaves, they
 * are consistent with each other exactly when each of them fits.
 */
export class ChainCheck {
  readonly problems: Problem[] = [];
  private position: ChainPosition = CHAIN_START;
  private readonly range = new CompactRange();
  private readonly checkpoints: readonly SignedCheckpoint[];
  private nextCheckpoint = 0;
  private readonly node: string | undefined;

  constructor(options: {
    readonly node?: string;
    readonly log: Verifier | undefined;
    readonly checkpoints: readonly StoredCheckpoint[];
  }) {
    this.node = options.node;
    this.checkpoints = this.openAll(options.checkpoints, options.log);
    this.holdAgainstCheckpoints();
  }

  add(stored: StoredEntry): void {
    const { seq } = stored;
    if (seq !== this.position.seq + 1) {
      this.report('ledger.seq_gap', `entry ${this.position.seq + 1} is missing`, seq);
    }
    const hash = leafHashOfText(stored.canonical);
    if (hash !== stored.hash) this.report('ledger.hash_mismatch', 'the hash is not that of the entry', seq);
    this.checkFields(stored);
    this.position = { seq, hash: stored.hash };
    this.range.append(Buffer.from(hash, 'hex'));
    this.holdAgainstCheckpoints();
  }

  /** Root over the entries seen so far. */
  root(): string {
    return this.range.root().toString('hex');
  }

  /** Whether `hash` is the root of the complete subtree that the last `width` entries make up. */
  isLastSubtree(width: number, hash: Uint8Array): boolean {
    return this.range.rootOfLast(width)?.equals(hash) ?? false;
  }

  finish(): Verdict {
    for (const { size } of this.checkpoints.slice(this.nextCheckpoint)) {
      this.report('checkpoint.beyond_end', `a checkpoint was signed over ${size} entries`, Number(size));
    }
    return {
      ok: this.problems.length === 0,
      entries: this.range.size,
      root: this.root(),
      checkpoints: this.checkpoints.length,
      problems: this.problems,
    };
  }

  report(code: ProblemCode, message: string, seq?: number): void {
    if (this.problems.length < MOST_PROBLEMS) {
      this.problems.push(seq === undefined ? { code, message } : { code, seq, message });
    }
  }

  private checkFields(stored: StoredEntry): void {
    const { seq } = stored;
    let fields: Partial<LedgerEntry>;
    try {
      fields = parseCanonicalJson(stored.canonical) as Partial<LedgerEntry>;
    } catch (error) {
      const code =
        error instanceof StoreError && error.code === 'ledger.not_canonical'
          ? error.code
          : 'ledger.malformed';
      this.report(code, error instanceof Error ? error.message : 'unreadable', seq);
      return;
    }
    if (typeof fields !== 'object' || fields === null) {
      this.report('ledger.malformed', 'not an object', seq);
      return;
    }
    if (fields.seq !== seq)
      this.report('ledger.seq_gap', `the entry calls itself ${String(fields.seq)}`, seq);
    if (fields.previous !== this.position.hash) {
      this.report('ledger.chain_broken', 'the entry does not follow the one before', seq);
    }
    if (this.node !== undefined && fields.node !== this.node) {
      this.report('ledger.foreign_node', `the entry is of the node ${String(fields.node)}`, seq);
    }
    if (
      (stored.aggregate !== undefined && fields.aggregate !== stored.aggregate) ||
      (stored.type !== undefined && fields.type !== stored.type)
    ) {
      this.report('ledger.column_mismatch', 'a column says something else than the entry', seq);
    }
  }

  private openAll(
    checkpoints: readonly StoredCheckpoint[],
    log: Verifier | undefined,
  ): readonly SignedCheckpoint[] {
    const opened: SignedCheckpoint[] = [];
    for (const { size, note } of checkpoints) {
      const checkpoint =
        log === undefined ? 'no_known_signature' : openCheckpoint(Buffer.from(note, 'utf8'), log);
      if (typeof checkpoint === 'string') this.report(...refusalProblem(checkpoint, size));
      else if (checkpoint.size !== BigInt(size)) {
        this.report('checkpoint.wrong_size', `the note was signed over ${checkpoint.size} entries`, size);
      } else opened.push(checkpoint);
    }
    return opened.sort((left, right) => (left.size < right.size ? -1 : 1));
  }

  private holdAgainstCheckpoints(): void {
    for (
      let next = this.checkpoints[this.nextCheckpoint];
      next !== undefined && next.size === BigInt(this.range.size);
      next = this.checkpoints[this.nextCheckpoint]
    ) {
      this.nextCheckpoint += 1;
      if (!next.root.equals(this.range.root())) {
        this.report('checkpoint.wrong_root', 'the signed root is not that of the entries', this.range.size);
      }
    }
  }
}

export function refusalProblem(
  refusal: CheckpointRefusal,
  size: number,
): [code: ProblemCode, message: string, seq: number] {
  return refusal === 'malformed'
    ? ['checkpoint.malformed', 'not a checkpoint', size]
    : ['checkpoint.bad_signature', `the signature does not hold (${refusal})`, size];
}
