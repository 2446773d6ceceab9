import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hash, leafHash, nodeHash } from './hash.ts';
import { CompactRange, consistencyProof, inclusionProof, memoryTree, treeRoot } from './merkle.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';

const LEAVES: readonly Hash[] = Array.from({ length: 600 }, (_, index) =>
  leafHash(Buffer.from(`leaf ${index}`)),
);
const TREE = memoryTree(LEAVES);

/** The definition of RFC 6962 section 2.1, word for word. */
function rootByDefinition(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)));
}

const size = fc.integer({ min: 1, max: LEAVES.length });

describe('Merkle tree', () => {
  it('has the root of the definition, whether computed at once or leaf by leaf', () => {
    const range = new CompactRange();
    for (const [index, leaf] of LEAVES.entries()) {
      range.append(leaf);
      if (index % 37 !== 0 && index < 500) continue;
      const expected = rootByDefinition(LEAVES.slice(0, index + 1));
      expect(range.root()).toEqual(expected);
      expect(treeRoot(TREE, index + 1)).toEqual(expected);
    }
  });

  it('uses stored subtrees where there are any', () => {
    const first = rootByDefinition(LEAVES.slice(0, 256));
    const source = {
      stored: (level: number, index: number) =>
        level === 1 && index === 0 ? first : level === 0 && index >= 256 ? LEAVES[index] : undefined,
    };
    expect(treeRoot(source, 600)).toEqual(rootByDefinition(LEAVES));
    expect(() => inclusionProof(source, 3, 600)).toThrow('leaf');
  });

  it('proves every leaf of any tree, and no other leaf, index or size', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (treeSize, place, other) => {
        const index = place % treeSize;
        const claim = {
          leafIndex: BigInt(index),
          treeSize: BigInt(treeSize),
          leafHash: LEAVES[index] ?? randomBytes(32),
          root: treeRoot(TREE, treeSize),
          proof: inclusionProof(TREE, index, treeSize),
        };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: randomBytes(32) })).toBe(false);
        const wrongIndex = other % treeSize;
        if (wrongIndex !== index) {
          expect(verifyInclusion({ ...claim, leafIndex: BigInt(wrongIndex) })).toBe(false);
        }
        expect(verifyInclusion({ ...claim, leafIndex: claim.leafIndex + (1n << 64n) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, randomBytes(32)] })).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('proves that any tree continues any earlier one, and no forged one', () => {
    fc.assert(
      fc.property(size, size, (left, right) => {
        const [size1, size2] = left < right ? [left, right] : [right, left];
        const claim = {
          size1: BigInt(size1),
          size2: BigInt(size2),
          root1: treeRoot(TREE, size1),
          root2: treeRoot(TREE, size2),
          proof: consistencyProof(TREE, size1, size2),
        };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, root1: randomBytes(32) })).toBe(false);
        expect(verifyConsistency({ ...claim, root2: randomBytes(32) })).toBe(false);
        expect(verifyConsistency({ ...claim, proof: claim.proof.slice(1).concat(randomBytes(32)) })).toBe(
          false,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('never throws on a hostile proof', () => {
    const bytes = fc.array(fc.uint8Array({ maxLength: 33 }), { maxLength: 70 });
    const number = fc.bigInt({ min: -2n, max: 2n ** 65n });
    fc.assert(
      fc.property(number, number, bytes, fc.uint8Array(), (first, second, proof, root) => {
        const inclusion = { leafIndex: first, treeSize: second, leafHash: root, root, proof };
        const consistency = { size1: first, size2: second, root1: root, root2: root, proof };
        expect(typeof verifyInclusion(inclusion)).toBe('boolean');
        expect(typeof verifyConsistency(consistency)).toBe('boolean');
      }),
    );
  });

  it.each([
    [5, 5],
    [-1, 5],
    [0, 0],
    [0.5, 2],
  ])('makes no inclusion proof of leaf %d in a tree of %d', (index, treeSize) => {
    expect(() => inclusionProof(TREE, index, treeSize)).toThrow(RangeError);
  });
});
