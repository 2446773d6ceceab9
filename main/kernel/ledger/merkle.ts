import { EMPTY_ROOT, type Hash, nodeHash } from './hash.ts';

/**
 * Merkle tree (默克尔树) of RFC 6962 section 2.1: computing roots and proofs. Checking proofs is `merkle-verify.ts`.
 *
 * A source says which hashes are at hand: level 0 are leaf hashes, level n the roots of complete subtrees of 256^n
 * leaves (the levels of tlog-tiles). What is not at hand is computed from the level below.
 */
export interface TreeSource {
  stored(level: number, index: number): Hash | undefined;
}

/** Leaves of one stored level above another: 2^8, as in tlog-tiles. */
export const TILE_WIDTH = 256;

export class MissingLeaf extends Error {
  constructor(index: number) {
    super(`leaf ${index} is not at hand`);
    this.name = 'MissingLeaf';
  }
}

/** Root of the first `size` leaves. */
export function treeRoot(source: TreeSource, size: number): Hash {
  return size === 0 ? EMPTY_ROOT : rangeRoot(source, 0, size);
}

/**
 * Audit path of leaf `index` in the tree of the first `size` leaves, lowest first (RFC 6962 section 2.1.1).
 * @throws RangeError unless 0 <= index < size
 */
export function inclusionProof(source: TreeSource, index: number, size: number): Hash[] {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  }
  const proof: Hash[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitWidth(end - start);
    if (index < middle) {
      proof.push(rangeRoot(source, middle, end));
      end = middle;
    } else {
      proof.push(rangeRoot(source, start, middle));
      start = middle;
    }
  }
  return proof.reverse();
}

/**
 * Proof that the tree of `first` leaves is a prefix of that of `second` (RFC 6962 section 2.1.2).
 * @throws RangeError unless 0 < first <= second
 */
export function consistencyProof(source: TreeSource, first: number, second: number): Hash[] {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 1 || first > second) {
    throw new RangeError(`no consistency proof from ${first} to ${second}`);
  }
  const proof: Hash[] = [];
  let start = 0;
  let end = second;
  while (end !== first) {
    const middle = start + splitWidth(end - start);
    if (first <= middle) {
      proof.push(rangeRoot(source, middle, end));
      end = middle;
    } else {
      proof.push(rangeRoot(source, start, middle));
      start = middle;
    }
  }
  // RFC 6962: the old root itself is left out when the whole old tree is the subtree reached.
  if (start > 0) proof.push(rangeRoot(source, start, end));
  return proof.reverse();
}

/** Root of the leaves from `start` to before `end`; `start` must be a multiple of the width's highest power of two. */
export function rangeRoot(source: TreeSource, start: number, end: number): Hash {
  const width = end - start;
  const level = tileLevel(width);
  if (level !== undefined) {
    const hash = source.stored(level, start / width);
    if (hash !== undefined) return hash;
    if (width === 1) throw new MissingLeaf(start);
  }
  const middle = start + splitWidth(width);
  return nodeHash(rangeRoot(source, start, middle), rangeRoot(source, middle, end));
}

/** Largest power of two smaller than `width`, for `width` > 1. */
function splitWidth(width: number): number {
  let power = 1;
  while (power * 2 < width) power *= 2;
  return power;
}

/** n when width = 256^n. */
function tileLevel(width: number): number | undefined {
  let level = 0;
  let power = 1;
  while (power < width) {
    power *= TILE_WIDTH;
    level += 1;
  }
  return power === width ? level : undefined;
}

/** A tree whose leaf hashes lie in memory. */
export function memoryTree(leaves: readonly Hash[]): TreeSource {
  return { stored: (level, index) => (level === 0 ? leaves[index] : undefined) };
}

/** Compact range: the roots of the complete subtrees of a growing tree, enough to append and to give the root. */
export class CompactRange {
  private readonly peaks: { readonly width: number; readonly hash: Hash }[] = [];
  private readonly completed = new Map<number, Hash>();
  size = 0;

  append(leaf: Hash): void {
    let hash = leaf;
    let width = 1;
    this.completed.clear();
    for (let last = this.peaks.at(-1); last !== undefined && last.width === width; last = this.peaks.at(-1)) {
      this.peaks.pop();
      hash = nodeHash(last.hash, hash);
      width *= 2;
      this.completed.set(width, hash);
    }
    this.peaks.push({ width, hash });
    this.size += 1;
  }

  /** Root of the subtree of `width` > 1 leaves that the last append completed; undefined when it completed none of that width. */
  rootOfLast(width: number): Hash | undefined {
    return this.completed.get(width);
  }

  root(): Hash {
    return (
      this.peaks.reduceRight<Hash | undefined>(
        (root, peak) => (root === undefined ? peak.hash : nodeHash(peak.hash, root)),
        undefined,
      ) ?? EMPTY_ROOT
    );
  }
}
