import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkMerkleFile } from './merkle-check.ts';

interface Vectors {
  readonly hasher: readonly { readonly out: string }[];
  readonly tree: {
    readonly leafHashes: readonly string[];
    readonly level1: readonly string[];
    readonly level2: readonly string[];
    readonly roots: Readonly<Record<string, string>>;
  };
  readonly inclusion: readonly { readonly name: string; readonly valid: boolean }[];
  readonly consistency: readonly { readonly name: string; readonly valid: boolean }[];
  readonly signedNote: readonly { readonly name: string; readonly valid: boolean }[];
  readonly tiledLog: { readonly checkpoints: readonly { readonly size: number }[] };
  readonly checkpointBody: readonly unknown[];
  readonly proofGeneration: {
    readonly inclusion: readonly { leafIndex: string; treeSize: string; proof: readonly string[] }[];
    readonly consistency: readonly { size1: string; size2: string; proof: readonly string[] }[];
  };
}

const TEXT = readFileSync(new URL('./testing/merkle-vectors.json', import.meta.url), 'utf8');
const VECTORS = JSON.parse(TEXT) as Vectors;

function expectations(): readonly (readonly [string, unknown])[] {
  const { hasher, tree, inclusion, consistency, signedNote, tiledLog, checkpointBody, proofGeneration } =
    VECTORS;
  const hashes = (section: string, values: readonly string[]): [string, string][] =>
    values.map((value, index) => [`tree/${section}/${index}`, value]);
  return [
    ...hasher.map(({ out }, index) => [`hasher/${index}`, out] as const),
    ...hashes('leafHashes', tree.leafHashes),
    ...hashes('level1', tree.level1),
    ...hashes('level2', tree.level2),
    ...Object.entries(tree.roots).map(([size, root]) => [`tree/roots/${size}`, root] as const),
    ...inclusion.map(({ name, valid }) => [`inclusion/${name}`, valid] as const),
    ...consistency.map(({ name, valid }) => [`consistency/${name}`, valid] as const),
    ...tiledLog.checkpoints.map(({ size }) => [`tiledLog/checkpoints/${size}`, true] as const),
    ...signedNote.map(({ name, valid }) => [`signedNote/${name}`, valid] as const),
    ...checkpointBody.map((_, index) => [`checkpointBody/${index}`, true] as const),
    ...proofGeneration.inclusion.map(
      ({ leafIndex, treeSize, proof }) =>
        [`proofGeneration/inclusion/${leafIndex}/${treeSize}`, proof] as const,
    ),
    ...proofGeneration.consistency.map(
      ({ size1, size2, proof }) => [`proofGeneration/consistency/${size1}/${size2}`, proof] as const,
    ),
  ];
}

/** The file without a single one of its expectations. */
function withoutExpectations(): unknown {
  return JSON.parse(TEXT, (key, value: unknown) => {
    if (['valid', 'out', 'roots', 'leafHashes', 'level1', 'level2'].includes(key)) return undefined;
    return value;
  });
}

function computed(file: unknown): ReadonlyMap<string, unknown> {
  return new Map([...checkMerkleFile(file)].map((line) => [line.id, line.computed]));
}

describe('merkle check', () => {
  const lines = computed(VECTORS);

  it('has a line of its own for every case of the vectors', () => {
    expect(expectations()).toHaveLength(180);
    expect([...lines.keys()]).toEqual(expect.arrayContaining(expectations().map(([id]) => id)));
  });

  it.each(expectations())('computes %s', (id, expected) => {
    expect(lines.get(id)).toEqual(expected);
  });

  it('comes to the same without the expectations in the file', () => {
    expect(computed(withoutExpectations())).toEqual(lines);
  });

  it('takes files with sections missing and cases it cannot compute', () => {
    expect(computed({})).toEqual(new Map());
    const odd = computed({
      hasher: [{ op: 'node', in: ['00', '01'] }, { op: 'leaf', in: 'xy' }, { op: 'other' }, 7],
      inclusion: [{ name: 'no proof', leafIndex: '1', treeSize: 'many', root: '', leafHash: 'zz' }],
      proofGeneration: { inclusion: [{ leafIndex: '0', treeSize: '9' }] },
    });
    // SHA-256 of the bytes 01 00 01.
    expect(odd.get('hasher/0')).toBe('85f90dfea1d8027e1463e5ca971a250110a20df0119d204a74220bc63516d15b');
    expect(odd.get('hasher/1')).toEqual({ refused: 'not hexadecimal' });
    expect(odd.get('hasher/2')).toEqual({ refused: 'unknown operation other' });
    expect(odd.get('hasher/3')).toEqual({ refused: 'the case is no object' });
    expect(odd.get('inclusion/no proof')).toBe(false);
    expect(odd.get('proofGeneration/inclusion/0/9')).toEqual({
      refused: 'the leaves of that tree are not in the file',
    });
  });
});
