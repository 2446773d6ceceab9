import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHash } from './hash.ts';
import { memoryTree, treeRoot } from './merkle.ts';
import { entryBundle, hashTile, readEntryBundle, tilePath, tilesOf } from './tiles.ts';

describe('tlog-tiles', () => {
  it.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 1_234_067, 256, 'tile/0/x001/x234/067'],
    [1, 3, 17, 'tile/1/003.p/17'],
    ['entries', 1000, 1, 'tile/entries/x001/000.p/1'],
  ] as const)('names level %s, index %d, width %d', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path);
  });

  it('lists the tiles of a tree', () => {
    expect(tilesOf(600).map(({ path }) => path)).toEqual([
      'tile/entries/000',
      'tile/entries/001',
      'tile/entries/002.p/88',
      'tile/0/000',
      'tile/0/001',
      'tile/0/002.p/88',
      'tile/1/000.p/2',
    ]);
    expect(tilesOf(0)).toEqual([]);
  });

  it('holds leaf hashes below and roots of full tiles above', () => {
    const leaves = Array.from({ length: 600 }, (_, index) =>
      leafHash(Buffer.from([index >> 8, index & 255])),
    );
    const tree = memoryTree(leaves);
    expect(hashTile(tree, 0, 2, 600)).toEqual(Buffer.concat(leaves.slice(512)));
    expect(hashTile(tree, 1, 0, 600)).toEqual(
      Buffer.concat([
        treeRoot(memoryTree(leaves.slice(0, 256)), 256),
        treeRoot(memoryTree(leaves.slice(256)), 256),
      ]),
    );
    expect(hashTile(tree, 2, 0, 600)).toHaveLength(0);
  });

  it('gives entries back from a bundle and refuses a cut one', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1 }), (entries) => {
        const bundle = entryBundle(entries);
        expect(readEntryBundle(bundle)).toEqual(entries.map((entry) => Buffer.from(entry)));
        expect(readEntryBundle(bundle.subarray(0, -1))?.length).not.toBe(entries.length);
      }),
    );
    expect(() => entryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});
