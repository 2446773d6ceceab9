/** How a file's bytes were read: instruments' programs in China write GB 18030, spreadsheets UTF-16. */
export type FileEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'bytes';

export interface FileText {
  readonly text: string;
  readonly encoding: FileEncoding;
}

const HEAD_BYTES = 4000;

/** The text of a file; one with zero bytes is no text and comes as one character a byte, so that its form can be told. */
export function textOfFile(bytes: Uint8Array): FileText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le');
  if (bytes.subarray(0, HEAD_BYTES).includes(0)) {
    return { text: new TextDecoder('latin1').decode(bytes), encoding: 'bytes' };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return decoded(bytes, 'gb18030');
  }
}

function decoded(bytes: Uint8Array, encoding: 'gb18030' | 'utf-16le'): FileText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
