import { bytesFromBase64, isHash } from './hash.ts';
import {
  openNote,
  type Signer,
  signatureLine,
  signNote,
  type VerifiedSignature,
  type Verifier,
} from './signed-note.ts';

/**
 * Checkpoints (检查点) after C2SP tlog-checkpoint: a signed note whose text is origin, tree size and base64 root, one a
 * line; further lines are extensions.
 */
export interface CheckpointBody {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Buffer;
  readonly extensions: readonly string[];
}

export interface SignedCheckpoint extends CheckpointBody {
  /** Checked signatures of known keys, the log's own among them. */
  readonly signatures: readonly VerifiedSignature[];
}

export type CheckpointRefusal = 'malformed' | 'bad_signature' | 'no_known_signature' | 'wrong_origin';

export function formatCheckpoint(body: Omit<CheckpointBody, 'extensions'>): string {
  return `${body.origin}\n${body.size}\n${body.root.toString('base64')}\n`;
}

export function parseCheckpointBody(text: string): CheckpointBody | undefined {
  if (!text.endsWith('\n')) return undefined;
  const [origin = '', size = '', encodedRoot = '', ...extensions] = text.slice(0, -1).split('\n');
  const root = bytesFromBase64(encodedRoot);
  if (origin === '' || root === undefined || !isHash(root)) return undefined;
  if (!/^(0|[1-9]\d{0,19})$/.test(size) || extensions.includes('')) return undefined;
  return { origin, size: BigInt(size), root, extensions };
}

export function signCheckpoint(body: Omit<CheckpointBody, 'extensions'>, signer: Signer): string {
  return signNote(formatCheckpoint(body), [signer]);
}

/**
 * Opens a checkpoint with the log's key and, optionally, keys of witnesses.
 *
 * @param log the verifier whose signature must be there; its name must be the origin (C2SP tlog-checkpoint)
 */
export function openCheckpoint(
  note: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): SignedCheckpoint | CheckpointRefusal {
  const opened = openNote(note, [log, ...witnesses]);
  if (!opened.ok) return opened.reason;
  if (!opened.signatures.some(({ name, keyId }) => name === log.name && keyId === log.keyId)) {
    return 'no_known_signature';
  }
  const body = parseCheckpointBody(opened.text);
  if (body === undefined) return 'malformed';
  if (body.origin !== log.name) return 'wrong_origin';
  return { ...body, signatures: opened.signatures };
}

/** Adds a witness's timestamped cosignature (见证联署) to a checkpoint note. */
export function cosignCheckpoint(note: string, witness: Signer, unixSeconds: number): string {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  return note + signatureLine(witness, text, unixSeconds);
}
