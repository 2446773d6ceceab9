import type { Hash } from './hash.ts';
import { rangeRoot, TILE_WIDTH, type TreeSource } from './merkle.ts';

/**
 * C2SP tlog-tiles: a log as static files, from which a client computes every proof. They fit a folder, an object store
 * or a USB stick.
 */

/** `tile/<level>/<index>[.p/<width>]`; `level` may be `entries`. Width 256 is a full tile. */
export function tilePath(level: number | 'entries', index: number, width: number = TILE_WIDTH): string {
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${groupDigits(index)}${partial}`;
}

/** C2SP tlog-tiles: groups of three digits, all but the last prefixed with x. */
function groupDigits(index: number): string {
  const digits = index.toString();
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g) ?? [];
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** Concatenated hashes of the tile `index` on `level` in a tree of `size` leaves; empty when it has none. */
export function hashTile(source: TreeSource, level: number, index: number, size: number): Buffer {
  const leavesPerHash = TILE_WIDTH ** level;
  const hashes: Hash[] = [];
  for (let place = 0; place < TILE_WIDTH; place += 1) {
    const start = (index * TILE_WIDTH + place) * leavesPerHash;
    if (start + leavesPerHash > size) break;
    hashes.push(rangeRoot(source, start, start + leavesPerHash));
  }
  return Buffer.concat(hashes);
}

/** Entry bundle: each entry after its length as a 16-bit big-endian number. @throws RangeError above 65,535 bytes */
export function entryBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError('an entry of a bundle holds at most 65,535 bytes');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** Entries of a bundle, or undefined when a length leads beyond its end. */
export function readEntryBundle(bundle: Buffer): Buffer[] | undefined {
  const entries: Buffer[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    if (offset + 2 > bundle.length) return undefined;
    const end = offset + 2 + bundle.readUInt16BE(offset);
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  return entries;
}

/** Paths of all tiles of a tree of `size` leaves, with the level, index and width of each. */
export function tilesOf(size: number): readonly {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
  readonly path: string;
}[] {
  const tiles: { level: number | 'entries'; index: number; width: number; path: string }[] = [];
  const addLevel = (level: number | 'entries', hashes: number): void => {
    for (let index = 0; index * TILE_WIDTH < hashes; index += 1) {
      const width = Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH);
      tiles.push({ level, index, width, path: tilePath(level, index, width) });
    }
  };
  addLevel('entries', size);
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    addLevel(level, hashes);
  }
  return tiles;
}
