import { parseCheckpointBody } from './checkpoint.ts';
import { bytesFromBase64, bytesFromHex, EMPTY_ROOT, type Hash, leafHash, nodeHash } from './hash.ts';
import { consistencyProof, inclusionProof, MissingLeaf, memoryTree, treeRoot } from './merkle.ts';
import { checkTiledCheckpoint, leavesOfTiledLog } from './merkle-check-tiles.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';
import { openNote, parseVerifierKey } from './signed-note.ts';
import { decimal, field, type Fields, hex, list, object, Refused, text } from './vector-fields.ts';

/** One line of `merkle check`: what was computed, or why nothing can be. The file's expectations are never read. */
export interface MerkleCheckLine {
  readonly id: string;
  readonly computed: Computed | { readonly refused: string };
}

/** A root or hash in hex, whether a proof or signature holds, or the hashes of a proof that was made. */
type Computed = string | boolean | readonly string[];

/**
 * `merkle check FILE`: computes every case of a file laid out like `vectors/merkle.json`. Sections may be missing and
 * hold other cases. A proof or signature that is malformed is `false`; a case that cannot be computed at all is refused.
 */
export function* checkMerkleFile(content: unknown): Generator<MerkleCheckLine> {
  const file = object(content, 'the file');
  yield* cases('hasher', list(file, 'hasher'), byIndex, hasherCase);
  yield* treeCases(file);
  yield* cases('inclusion', list(file, 'inclusion'), byName, inclusionCase);
  yield* cases('consistency', list(file, 'consistency'), byName, consistencyCase);
  yield* tiledLogCases(file);
  yield* cases('signedNote', list(file, 'signedNote'), byName, signedNoteCase);
  yield* cases('checkpointBody', list(file, 'checkpointBody'), byIndex, checkpointBodyCase);
  yield* proofGenerationCases(file);
}

type Naming = (fields: Fields, index: number) => string;
const byIndex: Naming = (_fields, index) => String(index);
const byName: Naming = (fields, index) =>
  typeof fields['name'] === 'string' ? fields['name'] : String(index);

function* cases(
  section: string,
  values: readonly unknown[],
  naming: Naming,
  compute: (fields: Fields) => Computed,
): Generator<MerkleCheckLine> {
  for (const [index, value] of values.entries()) {
    const fields = typeof value === 'object' && value !== null ? (value as Fields) : undefined;
    const id = `${section}/${fields === undefined ? index : naming(fields, index)}`;
    yield attempt(id, () => compute(object(value, 'the case')));
  }
}

function attempt(id: string, compute: () => Computed): MerkleCheckLine {
  try {
    return { id, computed: compute() };
  } catch (error) {
    if (error instanceof Refused || error instanceof RangeError || error instanceof MissingLeaf)
      return { id, computed: { refused: error.message } };
    throw error;
  }
}

function hasherCase(fields: Fields): string {
  const op = text(fields, 'op');
  switch (op) {
    case 'emptyRoot':
      return EMPTY_ROOT.toString('hex');
    case 'leaf':
      return leafHash(hex(field(fields, 'in'))).toString('hex');
    case 'node': {
      const [left, right] =
        'in' in fields ? list(fields, 'in') : [field(fields, 'left'), field(fields, 'right')];
      return nodeHash(hex(left), hex(right)).toString('hex');
    }
    default:
      throw new Refused(`unknown operation ${op}`);
  }
}

function* treeCases(file: Fields): Generator<MerkleCheckLine> {
  if (file['tree'] === undefined) return;
  const tree = object(file['tree'], 'tree');
  const inputs = list(tree, 'leafInputs');
  const leafAt = (index: number): Hash => leafHash(hex(inputs[index]));
  for (const index of inputs.keys()) {
    yield attempt(`tree/leafHashes/${index}`, () => leafAt(index).toString('hex'));
  }
  for (let level = 1; 2 ** level <= inputs.length; level += 1) {
    const width = 2 ** level;
    for (let index = 0; (index + 1) * width <= inputs.length; index += 1) {
      yield attempt(`tree/level${level}/${index}`, () => {
        const leaves = inputs.slice(index * width, (index + 1) * width).map((input) => leafHash(hex(input)));
        return treeRoot(memoryTree(leaves), width).toString('hex');
      });
    }
  }
  for (let size = 0; size <= inputs.length; size += 1) {
    yield attempt(`tree/roots/${size}`, () => {
      const leaves = inputs.slice(0, size).map((input) => leafHash(hex(input)));
      return treeRoot(memoryTree(leaves), size).toString('hex');
    });
  }
}

function inclusionCase(fields: Fields): boolean {
  const leafIndex = decimal(field(fields, 'leafIndex'));
  const treeSize = decimal(field(fields, 'treeSize'));
  const bytes = proofBytes([field(fields, 'leafHash'), field(fields, 'root'), ...list(fields, 'proof')]);
  if (leafIndex === undefined || treeSize === undefined || bytes === undefined) return false;
  const [leaf = EMPTY, root = EMPTY, ...proof] = bytes;
  return verifyInclusion({ leafIndex, treeSize, leafHash: leaf, root, proof });
}

function consistencyCase(fields: Fields): boolean {
  const size1 = decimal(field(fields, 'size1'));
  const size2 = decimal(field(fields, 'size2'));
  const bytes = proofBytes([field(fields, 'root1'), field(fields, 'root2'), ...list(fields, 'proof')]);
  if (size1 === undefined || size2 === undefined || bytes === undefined) return false;
  const [root1 = EMPTY, root2 = EMPTY, ...proof] = bytes;
  return verifyConsistency({ size1, size2, root1, root2, proof });
}

const EMPTY = Buffer.alloc(0);

/** Undefined when a member is no hex: such a proof is malformed, hence not valid. */
function proofBytes(values: readonly unknown[]): Buffer[] | undefined {
  const bytes = values.map((value) => (typeof value === 'string' ? bytesFromHex(value) : undefined));
  return bytes.every((hash) => hash !== undefined) ? bytes : undefined;
}

function* tiledLogCases(file: Fields): Generator<MerkleCheckLine> {
  if (file['tiledLog'] === undefined) return;
  const log = object(file['tiledLog'], 'tiledLog');
  for (const [index, value] of list(log, 'checkpoints').entries()) {
    const fields = typeof value === 'object' && value !== null ? (value as Fields) : {};
    const size = decimal(fields['size']);
    yield attempt(`tiledLog/checkpoints/${size ?? index}`, () => checkTiledCheckpoint(log, fields));
  }
}

function signedNoteCase(fields: Fields): boolean {
  const verifiers = list(fields, 'vkeys').map((key) => parseVerifierKey(String(key)));
  const note = bytesFromBase64(text(fields, 'noteB64'));
  if (note === undefined || verifiers.some((verifier) => verifier === undefined)) return false;
  const opened = openNote(
    note,
    verifiers.filter((verifier) => verifier !== undefined),
  );
  // Where the case names the signed text, the note must be one of that very text.
  return opened.ok && (fields['text'] === undefined || fields['text'] === opened.text);
}

/** Whether `text` is a checkpoint body of the origin and size named, over the one leaf whose data is given. */
function checkpointBodyCase(fields: Fields): boolean {
  const body = parseCheckpointBody(text(fields, 'text'));
  if (body === undefined) return false;
  const leafData = fields['leafData'];
  return (
    (fields['origin'] === undefined || body.origin === fields['origin']) &&
    (fields['size'] === undefined || body.size === decimal(fields['size'])) &&
    (leafData === undefined || body.root.equals(leafHash(hex(leafData))))
  );
}

function* proofGenerationCases(file: Fields): Generator<MerkleCheckLine> {
  if (file['proofGeneration'] === undefined) return;
  const section = object(file['proofGeneration'], 'proofGeneration');
  const leaves = leavesOfTiledLog(file['tiledLog']);
  const generate = (
    fields: Fields,
    names: readonly [string, string],
    make: typeof inclusionProof,
  ): string[] => {
    const [first, second] = names.map((name) => Number(decimal(field(fields, name)) ?? Number.NaN));
    if (first === undefined || second === undefined || !(second <= leaves.length)) {
      throw new Refused('the leaves of that tree are not in the file');
    }
    return make(memoryTree(leaves), first, second).map((hash) => hash.toString('hex'));
  };
  yield* cases(
    'proofGeneration/inclusion',
    list(section, 'inclusion'),
    (fields) => `${String(fields['leafIndex'])}/${String(fields['treeSize'])}`,
    (fields) => generate(fields, ['leafIndex', 'treeSize'], inclusionProof),
  );
  yield* cases(
    'proofGeneration/consistency',
    list(section, 'consistency'),
    (fields) => `${String(fields['size1'])}/${String(fields['size2'])}`,
    (fields) => generate(fields, ['size1', 'size2'], consistencyProof),
  );
}
