import { openCheckpoint } from './checkpoint.ts';
import { bytesFromBase64, HASH_LENGTH, type Hash, leafHash } from './hash.ts';
import { memoryTree, TILE_WIDTH, treeRoot } from './merkle.ts';
import { parseVerifierKey } from './signed-note.ts';
import { readEntryBundle, tilePath } from './tiles.ts';
import { decimal, type Fields, list, object, text } from './vector-fields.ts';

/**
 * Whether a checkpoint of a tiled log holds: signature, origin, size, and the root computed from the tile and from the
 * entry bundle, under the paths that tlog-tiles gives them.
 */
export function checkTiledCheckpoint(log: Fields, fields: Fields): boolean {
  const verifier = parseVerifierKey(text(log, 'vkey'));
  const note = bytesFromBase64(text(fields, 'checkpointB64'));
  if (verifier === undefined || note === undefined) return false;
  const checkpoint = openCheckpoint(note, verifier);
  if (typeof checkpoint === 'string') return false;
  if (log['origin'] !== undefined && checkpoint.origin !== log['origin']) return false;
  if (fields['size'] !== undefined && checkpoint.size !== decimal(fields['size'])) return false;
  const size = Number(checkpoint.size);
  const trees = [tileLeaves(fields, size), entryLeaves(fields, size)];
  return trees.every(
    (leaves) =>
      leaves === undefined ||
      (leaves.length === size && treeRoot(memoryTree(leaves), size).equals(checkpoint.root)),
  );
}

/** Leaf hashes of the longest log in the section; empty when there is none. */
export function leavesOfTiledLog(section: unknown): readonly Hash[] {
  if (section === undefined) return [];
  let longest: readonly Hash[] = [];
  for (const value of list(object(section, 'tiledLog'), 'checkpoints')) {
    const fields = object(value, 'the checkpoint');
    const size = Number(decimal(fields['size']) ?? 0);
    const leaves = entryLeaves(fields, size) ?? tileLeaves(fields, size) ?? [];
    if (leaves.length > longest.length) longest = leaves;
  }
  return longest;
}

/** Undefined when the checkpoint has no tile (an empty log); an unreadable tile has no leaves. */
function tileLeaves(fields: Fields, size: number): readonly Hash[] | undefined {
  if (fields['tileB64'] === undefined) return size === 0 ? [] : undefined;
  const bytes = bytesFromBase64(text(fields, 'tileB64'));
  const path = fields['tilePath'];
  if (bytes === undefined || bytes.length % HASH_LENGTH !== 0) return [];
  if (path !== undefined && path !== firstTilePath(0, size)) return [];
  return Array.from({ length: bytes.length / HASH_LENGTH }, (_, index) =>
    bytes.subarray(index * HASH_LENGTH, (index + 1) * HASH_LENGTH),
  );
}

function entryLeaves(fields: Fields, size: number): readonly Hash[] | undefined {
  if (fields['entriesB64'] === undefined) return undefined;
  const bytes = bytesFromBase64(text(fields, 'entriesB64'));
  const path = fields['entriesPath'];
  if (bytes === undefined) return [];
  if (path !== undefined && path !== firstTilePath('entries', size)) return [];
  return (readEntryBundle(bytes) ?? []).map(leafHash);
}

function firstTilePath(level: 0 | 'entries', size: number): string {
  return tilePath(level, 0, Math.min(size, TILE_WIDTH));
}
