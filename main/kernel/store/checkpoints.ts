import { signCheckpoint } from '../ledger/checkpoint.ts';
import { inclusionProof, treeRoot } from '../ledger/merkle.ts';
import type { LedgerEntry, ReadDatabase, WriteDatabase } from '../module.ts';
import { readEntry } from './entries.ts';
import type { NodeIdentity } from './node-identity.ts';
import { storedTree } from './stored-tree.ts';

export interface Checkpoint {
  /** Number of entries covered. */
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** The signed note, with cosignatures of witnesses as far as they came. */
  readonly note: string;
  readonly witnessed: boolean;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Proof that an entry stands in the ledger: verifiable with the entry's canonical bytes, the checkpoint and a public key. */
export interface EntryProof {
  readonly entry: LedgerEntry;
  readonly checkpoint: Checkpoint;
  /** Audit path, lowest first, lower-case hex. */
  readonly inclusion: readonly string[];
  readonly verifierKey: string;
}

interface CheckpointRow {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
  readonly witnessed: number;
  readonly at: string;
}

const COLUMNS = 'size, root, note, witnessed, at';

/** Signs the ledger as it is now; the same size is not signed twice. */
export function makeCheckpoint(
  database: WriteDatabase,
  identity: NodeIdentity,
  size: number,
  now: number,
): Checkpoint {
  const last = lastCheckpoint(database);
  if (last?.size === size) return last;
  const root = treeRoot(storedTree(database), size);
  const note = signCheckpoint({ origin: identity.origin, size: BigInt(size), root }, identity.signer);
  const at = new Date(now).toISOString();
  database.run(`INSERT INTO checkpoint (${COLUMNS}) VALUES (?, ?, ?, 0, ?)`, size, root, note, at);
  return { size, root: root.toString('hex'), note, witnessed: false, at };
}

export function lastCheckpoint(database: ReadDatabase): Checkpoint | undefined {
  return fromRow(database.get<CheckpointRow>(`SELECT ${COLUMNS} FROM checkpoint ORDER BY size DESC LIMIT 1`));
}

/** The smallest checkpoint that covers an entry. */
export function checkpointCovering(database: ReadDatabase, seq: number): Checkpoint | undefined {
  return fromRow(
    database.get<CheckpointRow>(
      `SELECT ${COLUMNS} FROM checkpoint WHERE size >= ? ORDER BY size LIMIT 1`,
      seq,
    ),
  );
}

/** Sequence number of the first entry that no witness has cosigned, undefined when all are. */
export function oldestUnwitnessed(database: ReadDatabase, headSeq: number): number | undefined {
  const size =
    database.get<{ size: number | null }>('SELECT max(size) AS size FROM checkpoint WHERE witnessed = 1')
      ?.size ?? 0;
  return size < headSeq ? size + 1 : undefined;
}

export function proveEntry(
  database: ReadDatabase,
  seq: number,
  checkpoint: Checkpoint,
  verifierKey: string,
): EntryProof | undefined {
  const entry = readEntry(database, seq);
  if (entry === undefined) return undefined;
  const path = inclusionProof(storedTree(database), seq - 1, checkpoint.size);
  return { entry, checkpoint, inclusion: path.map((hash) => hash.toString('hex')), verifierKey };
}

function fromRow(row: CheckpointRow | undefined): Checkpoint | undefined {
  if (row === undefined) return undefined;
  return { ...row, root: row.root.toString('hex'), witnessed: row.witnessed === 1 };
}
