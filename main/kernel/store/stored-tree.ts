import { type Hash, nodeHash } from '../ledger/hash.ts';
import { rangeRoot, TILE_WIDTH, type TreeSource } from '../ledger/merkle.ts';
import type { ReadDatabase, WriteDatabase } from '../module.ts';

interface HashRow {
  readonly hash: Buffer;
}

/** The ledger's Merkle tree as it lies in the database: leaves in `ledger_entry`, complete subtrees in `ledger_subtree`. */
export function storedTree(database: ReadDatabase): TreeSource {
  return {
    stored(level, index) {
      return level === 0
        ? database.get<HashRow>('SELECT hash FROM ledger_entry WHERE seq = ?', index + 1)?.hash
        : database.get<HashRow>(
            'SELECT hash FROM ledger_subtree WHERE level = ? AND number = ?',
            level,
            index,
          )?.hash;
    },
  };
}

/**
 * To be called when the ledger has reached `size` entries: keeps the root of each subtree of 256^n leaves that became
 * complete with it. Between these sizes it does nothing, so that the tree costs an entry next to nothing.
 */
export function keepCompleteSubtrees(database: WriteDatabase, size: number): void {
  for (let level = 1, width = TILE_WIDTH; size % width === 0; level += 1, width *= TILE_WIDTH) {
    const number = size / width - 1;
    const root =
      level === 1 ? rootOfLeaves(database, size) : rangeRoot(storedTree(database), size - width, size);
    database.run('INSERT OR REPLACE INTO ledger_subtree VALUES (?, ?, ?)', level, number, root);
  }
}

/** Root over the last 256 leaves, read in one go. */
function rootOfLeaves(database: ReadDatabase, size: number): Hash {
  let hashes = database
    .all<HashRow>(
      'SELECT hash FROM ledger_entry WHERE seq > ? ORDER BY seq LIMIT ?',
      size - TILE_WIDTH,
      TILE_WIDTH,
    )
    .map(({ hash }) => hash);
  while (hashes.length > 1) {
    const parents: Hash[] = [];
    for (let index = 1; index < hashes.length; index += 2) {
      const [left, right] = [hashes[index - 1], hashes[index]];
      if (left !== undefined && right !== undefined) parents.push(nodeHash(left, right));
    }
    hashes = parents;
  }
  const [root] = hashes;
  if (root === undefined) throw new RangeError('no leaves');
  return root;
}
