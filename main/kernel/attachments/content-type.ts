/** What may be kept as an attachment (附件), told by its first bytes and never by what the sender claims. */
export type AttachmentType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'application/pdf'
  | 'application/gzip'
  | 'application/x-sealed';

/** How an encrypted attachment begins (`sealed-attachment.ts`). */
export const SEALED_SIGNATURE = 'SEALED1\n';
const sealedStart = [...SEALED_SIGNATURE].map((letter) => letter.charCodeAt(0));

function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, position) => bytes[at + position] === byte);
}

/** JPEG: FF D8 FF; PNG: 89 50 4E 47 0D 0A 1A 0A; WebP: RIFF….WEBP; PDF: %PDF-; gzip (RFC 1952): 1F 8B 08; an encrypted one by its own mark. Undefined for anything else. */
export function attachmentType(bytes: Uint8Array): AttachmentType | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8))
    return 'image/webp';
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'application/pdf';
  if (startsWith(bytes, [0x1f, 0x8b, 0x08])) return 'application/gzip';
  if (startsWith(bytes, sealedStart)) return 'application/x-sealed';
  return undefined;
}
