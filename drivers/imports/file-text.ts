/** How a file's bytes were read: instruments' programs in China write GB 18030, spreadsheets UTF-16. */
export type FileEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'latin1' | 'bytes';

export interface FileText {
  readonly text: string;
  readonly encoding: FileEncoding;
}

const HEAD_BYTES = 4000;
/** Only the header: what a message says of its own letters stands in MSH-18. */
const HEADER_BYTES = 500;

/**
 * The text of a file or message; one with zero bytes is no text and comes as one character a byte, so that its form can be
 * told. What is no UTF-8 is GB 18030, unless the message says 8859/1 (HL7 table 0211).
 */
export function textOfBytes(bytes: Uint8Array): FileText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  if (bytes.subarray(0, HEAD_BYTES).includes(0)) {
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'bytes' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    const header =
      Buffer.from(bytes.subarray(0, HEADER_BYTES))
        .toString('latin1')
        .split(/[\r\n]/, 1)[0] ?? '';
    return /\|8859\/1(?:\||~|$)/.test(header) && header.includes('MSH')
      ? { text: Buffer.from(bytes).toString('latin1'), encoding: 'latin1' }
      : decoded(bytes, 'gb18030');
  }
}

function decoded(bytes: Uint8Array, encoding: 'gb18030' | 'utf-16le'): FileText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
