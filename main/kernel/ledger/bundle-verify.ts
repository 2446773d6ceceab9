import { readdirSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors.ts';
import type { LedgerEntry } from '../module.ts';
import { BUNDLE_FILES, BUNDLE_FORMAT, BUNDLE_VERSION, readBundleFile } from './bundle-files.ts';
import { parseCanonicalJson } from './canonical.ts';
import {
  MOST_PROBLEMS,
  type Problem,
  type ProblemCode,
  refusalProblem,
  type Verdict,
} from './chain-check.ts';
import { openCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { bytesFromHex, leafHashOfText } from './hash.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';
import { parseVerifierKey } from './signed-note.ts';

/** A proof line as it stands in the file; nothing of it is believed. */
interface ProofLine {
  readonly seq?: unknown;
  readonly size?: unknown;
  readonly inclusion?: unknown;
  readonly size1?: unknown;
  readonly size2?: unknown;
  readonly consistency?: unknown;
}

/**
 * Checks a custody bundle with nothing but its own files: every entry is canonical and included under a signed
 * checkpoint, neighbouring entries are linked, every checkpoint is signed and consistent with the one before. Whether
 * the key in `keys.txt` is the station's own must be compared by a person with the registered one.
 */
export function verifyBundle(target: string): Verdict {
  const problems: Problem[] = [];
  const report = (code: ProblemCode, message: string, seq?: number): void => {
    if (problems.length < MOST_PROBLEMS)
      problems.push(seq === undefined ? { code, message } : { code, seq, message });
  };
  try {
    const about = JSON.parse(readBundleFile(target, BUNDLE_FILES.about)) as Record<string, unknown>;
    if (about['format'] !== BUNDLE_FORMAT || about['version'] !== BUNDLE_VERSION) {
      report('bundle.malformed', 'not a bundle of a known version');
    }
    const checkpoints = openCheckpoints(target, report);
    const proofs = jsonLines(target, BUNDLE_FILES.proofs, report) as ProofLine[];
    const entries = verifyEvents(target, checkpoints, proofs, report);
    verifyLinks(checkpoints, proofs, report);
    const last = [...checkpoints.values()].at(-1);
    if (last === undefined) report('bundle.malformed', 'no checkpoint that holds');
    else if (last.size !== BigInt(Number(about['size'])))
      report('bundle.malformed', 'the last checkpoint is missing');
    return {
      ok: problems.length === 0,
      entries,
      root: last?.root.toString('hex') ?? '',
      checkpoints: checkpoints.size,
      problems,
    };
  } catch (error) {
    report('bundle.malformed', error instanceof Error ? error.message : String(error));
    return { ok: false, entries: 0, root: '', checkpoints: 0, problems };
  }
}

type Report = (code: ProblemCode, message: string, seq?: number) => void;

function openCheckpoints(target: string, report: Report): ReadonlyMap<number, SignedCheckpoint> {
  const verifiers = readBundleFile(target, BUNDLE_FILES.keys)
    .split('\n')
    .map(parseVerifierKey)
    .filter((verifier) => verifier !== undefined);
  const [log, ...witnesses] = verifiers;
  if (log === undefined) throw new StoreError('ledger.malformed', 'no verifier key in the bundle');
  const opened = new Map<number, SignedCheckpoint>();
  const sizes = readdirSync(path.join(target, BUNDLE_FILES.checkpoints)).map(Number);
  for (const size of sizes.sort((left, right) => left - right)) {
    const note = readBundleFile(target, path.join(BUNDLE_FILES.checkpoints, String(size)));
    const checkpoint = openCheckpoint(Buffer.from(note, 'utf8'), log, witnesses);
    if (typeof checkpoint === 'string') report(...refusalProblem(checkpoint, size));
    else if (checkpoint.size !== BigInt(size))
      report('checkpoint.wrong_size', `signed over ${checkpoint.size}`, size);
    else opened.set(size, checkpoint);
  }
  return opened;
}

/** @returns number of entries */
function verifyEvents(
  target: string,
  checkpoints: ReadonlyMap<number, SignedCheckpoint>,
  proofs: readonly ProofLine[],
  report: Report,
): number {
  const proofOf = new Map(
    proofs.filter(({ inclusion }) => inclusion !== undefined).map((line) => [line.seq, line]),
  );
  const texts = readBundleFile(target, BUNDLE_FILES.events).split('\n').slice(0, -1);
  let before: { readonly seq: number; readonly hash: string } | undefined;
  for (const text of texts) {
    const seq = entryNumber(text, report);
    if (seq === undefined) continue;
    const hash = leafHashOfText(text);
    const { previous } = JSON.parse(text) as LedgerEntry;
    if (before !== undefined && seq <= before.seq) report('ledger.seq_gap', 'entries are out of order', seq);
    if (before?.seq === seq - 1 && previous !== before.hash) {
      report('ledger.chain_broken', 'the entry does not follow the one before', seq);
    }
    const proof = proofOf.get(seq);
    const checkpoint = checkpoints.get(Number(proof?.size));
    const path = hashes(proof?.inclusion);
    const included =
      checkpoint !== undefined &&
      path !== undefined &&
      verifyInclusion({
        leafIndex: BigInt(seq - 1),
        treeSize: checkpoint.size,
        leafHash: Buffer.from(hash, 'hex'),
        root: checkpoint.root,
        proof: path,
      });
    if (!included)
      report('ledger.not_included', 'no proof that the entry stands under a signed checkpoint', seq);
    before = { seq, hash };
  }
  return texts.length;
}

function verifyLinks(
  checkpoints: ReadonlyMap<number, SignedCheckpoint>,
  proofs: readonly ProofLine[],
  report: Report,
): void {
  const list = [...checkpoints.values()];
  for (const [index, newer] of list.entries()) {
    const older = list[index - 1];
    if (older === undefined) continue;
    const line = proofs.find(
      ({ size1, size2 }) => size1 === Number(older.size) && size2 === Number(newer.size),
    );
    const proof = hashes(line?.consistency);
    const consistent =
      proof !== undefined &&
      verifyConsistency({
        size1: older.size,
        size2: newer.size,
        root1: older.root,
        root2: newer.root,
        proof,
      });
    if (!consistent) {
      report(
        'checkpoint.inconsistent',
        `not shown to continue the checkpoint of ${older.size}`,
        Number(newer.size),
      );
    }
  }
}

function entryNumber(text: string, report: Report): number | undefined {
  try {
    const fields = parseCanonicalJson(text) as Partial<LedgerEntry> | null;
    if (typeof fields?.seq === 'number' && Number.isSafeInteger(fields.seq) && fields.seq > 0)
      return fields.seq;
    report('ledger.malformed', 'an entry without a number');
  } catch (error) {
    const canonical = error instanceof StoreError && error.code === 'ledger.not_canonical';
    report(canonical ? 'ledger.not_canonical' : 'ledger.malformed', 'an entry that cannot be read');
  }
  return undefined;
}

function jsonLines(target: string, name: string, report: Report): unknown[] {
  return readBundleFile(target, name)
    .split('\n')
    .slice(0, -1)
    .flatMap((line): unknown[] => {
      try {
        const value: unknown = JSON.parse(line);
        return typeof value === 'object' && value !== null ? [value] : [];
      } catch {
        report('bundle.malformed', `${name} holds a line that is no JSON`);
        return [];
      }
    });
}

function hashes(value: unknown): Buffer[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const bytes = value.map((text: unknown) => (typeof text === 'string' ? bytesFromHex(text) : undefined));
  return bytes.every((hash) => hash !== undefined) ? bytes : undefined;
}
