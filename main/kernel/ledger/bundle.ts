import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors.ts';
import type { JsonObject, ReadDatabase } from '../module.ts';
import { storedTree } from '../store/stored-tree.ts';
import { BUNDLE_FILES, BUNDLE_FORMAT, BUNDLE_VERSION } from './bundle-files.ts';
import { canonicalJson } from './canonical.ts';
import { consistencyProof, inclusionProof } from './merkle.ts';

interface EntryRow {
  readonly seq: number;
  readonly canonical: string;
}

/**
 * Writes the story of one aggregate, or the whole ledger, up to the last checkpoint.
 *
 * @param target a folder that is made; nothing in it is overwritten
 * @returns number of entries written
 * @throws StoreError `ledger.malformed` when the ledger has no checkpoint yet
 */
export function writeBundle(database: ReadDatabase, target: string, aggregate?: string): number {
  const identity = database.get<{ node: string; epoch: number; verifier_key: string }>(
    'SELECT node, epoch, verifier_key FROM node_identity',
  );
  const checkpoints = database.all<{ size: number; note: string }>(
    'SELECT size, note FROM checkpoint WHERE size > 0 ORDER BY size',
  );
  const size = checkpoints.at(-1)?.size;
  if (identity === undefined || size === undefined) {
    throw new StoreError('ledger.malformed', 'a bundle needs a checkpoint; sign one first');
  }
  const entries =
    aggregate === undefined
      ? database.all<EntryRow>('SELECT seq, canonical FROM ledger_entry WHERE seq <= ? ORDER BY seq', size)
      : database.all<EntryRow>(
          'SELECT seq, canonical FROM ledger_entry WHERE aggregate = ? AND seq <= ? ORDER BY seq',
          aggregate,
          size,
        );
  const tree = storedTree(database);
  const proofs: JsonObject[] = entries.map(({ seq }) => ({
    seq,
    size,
    inclusion: inclusionProof(tree, seq - 1, size).map((hash) => hash.toString('hex')),
  }));
  for (const [index, { size: size2 }] of checkpoints.entries()) {
    const size1 = checkpoints[index - 1]?.size;
    if (size1 === undefined) continue;
    const consistency = consistencyProof(tree, size1, size2).map((hash) => hash.toString('hex'));
    proofs.push({ size1, size2, consistency });
  }
  const about = {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    node: identity.node,
    epoch: identity.epoch,
    size,
    aggregate: aggregate ?? null,
  };
  mkdirSync(path.join(target, BUNDLE_FILES.checkpoints), { recursive: true });
  const write = (name: string, content: string): void =>
    writeFileSync(path.join(target, name), content, { flag: 'wx' });
  write(BUNDLE_FILES.about, `${canonicalJson(about)}\n`);
  write(BUNDLE_FILES.keys, `${identity.verifier_key}\n`);
  for (const checkpoint of checkpoints) {
    write(path.join(BUNDLE_FILES.checkpoints, String(checkpoint.size)), checkpoint.note);
  }
  write(BUNDLE_FILES.events, lines(entries.map(({ canonical }) => canonical)));
  write(BUNDLE_FILES.proofs, lines(proofs.map((proof) => canonicalJson(proof))));
  return entries.length;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
