import iconv from 'iconv-lite';

/**
 * The text of a command or answer line: GB18030, of which ASCII is a part. Most lines are ASCII and short, and a decoder of
 * Chinese text costs several times as much as the rest of the parser.
 */
export function lineText(view: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = view[at] ?? 0;
    if (byte >= 0x80) return iconv.decode(Buffer.from(view.subarray(start, end)), 'gb18030');
    text += ASCII[byte] ?? '';
  }
  return text;
}

const ASCII: readonly string[] = Array.from({ length: 128 }, (_, byte) => String.fromCharCode(byte));
