/** One entry of a cpio archive in the "newc" form that the kernel unpacks as its first root (Linux Documentation/driver-api/early-userspace/buffer-format.rst). */
export type ArchiveEntry =
  | { readonly kind: 'folder'; readonly name: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly executable?: boolean;
    };

const FOLDER_MODE = 0o040755;
const FILE_MODE = 0o100644;
const PROGRAM_MODE = 0o100755;
const TRAILER = 'TRAILER!!!';

/** The archive's bytes: parents must stand before what lies in them. Pure. */
export function packArchive(entries: readonly ArchiveEntry[]): Uint8Array {
  const parts = entries.map((entry, index) => {
    if (entry.kind === 'folder') return packEntry(index + 1, entry.name, FOLDER_MODE, new Uint8Array(0));
    return packEntry(
      index + 1,
      entry.name,
      entry.executable === true ? PROGRAM_MODE : FILE_MODE,
      entry.bytes,
    );
  });
  return Uint8Array.from(Buffer.concat([...parts, packEntry(0, TRAILER, 0, new Uint8Array(0))]));
}

function packEntry(inode: number, name: string, mode: number, bytes: Uint8Array): Uint8Array {
  const nameBytes = Buffer.from(`${name}\0`, 'utf8');
  // inode, mode, uid, gid, links, mtime, size, device major and minor twice, name size, check: eight hexadecimal digits each.
  const fields = [inode, mode, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, nameBytes.length, 0];
  const header = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return Buffer.concat([pad(Buffer.concat([Buffer.from(header, 'latin1'), nameBytes])), pad(bytes)]);
}

function pad(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, new Uint8Array(-bytes.length & 3)]);
}
