import { isHash, nodeHash } from './hash.ts';

/**
 * Checking proofs after RFC 9162 sections 2.1.3.2 and 2.1.4.2. Indexes and sizes are BigInt, since a hostile proof may
 * name any 64-bit number; every hash must have exactly 32 bytes. A malformed proof is simply not valid.
 */

const MAX_SIZE = 2n ** 64n;

export interface InclusionClaim {
  readonly leafIndex: bigint;
  readonly treeSize: bigint;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export function verifyInclusion(claim: InclusionClaim): boolean {
  const { leafIndex, treeSize, leafHash, root, proof } = claim;
  if (leafIndex < 0n || leafIndex >= treeSize || treeSize >= MAX_SIZE) return false;
  if (![leafHash, root, ...proof].every(isHash)) return false;
  let index = leafIndex;
  let last = treeSize - 1n;
  let hash: Uint8Array = leafHash;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((index & 1n) === 1n || index === last) {
      hash = nodeHash(sibling, hash);
      while ((index & 1n) === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && Buffer.compare(hash, root) === 0;
}

export interface ConsistencyClaim {
  readonly size1: bigint;
  readonly size2: bigint;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** An empty first tree proves nothing and is not valid, as in the reference implementation. */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { size1, size2, root1, root2, proof } = claim;
  if (size1 < 1n || size1 > size2 || size2 >= MAX_SIZE) return false;
  if (![root1, root2, ...proof].every(isHash)) return false;
  if (size1 === size2) return proof.length === 0 && Buffer.compare(root1, root2) === 0;

  // The old root stands for itself when the old tree is one complete subtree.
  const path = isPowerOfTwo(size1) ? [root1, ...proof] : proof;
  const [first, ...rest] = path;
  if (proof.length === 0 || first === undefined) return false;
  let index = size1 - 1n;
  let last = size2 - 1n;
  while ((index & 1n) === 1n) {
    index >>= 1n;
    last >>= 1n;
  }
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0n) return false;
    if ((index & 1n) === 1n || index === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while ((index & 1n) === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && Buffer.compare(oldHash, root1) === 0 && Buffer.compare(newHash, root2) === 0;
}

function isPowerOfTwo(value: bigint): boolean {
  return (value & (value - 1n)) === 0n;
}
