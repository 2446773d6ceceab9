/**
 * Unchecked text between quotes lets an operator's `"` or newline start a new command (`label-printers.md`
 * section 2). Each language names what it cannot carry inside a barcode; such an element goes out as its picture.
 */
export function isPrintableAscii(text: string, except = ''): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code > 0x7e || except.includes(character)) return false;
  }
  return text.length > 0;
}

/** Control characters, line and paragraph separators and lone surrogates become spaces: none of them can be printed. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ');
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
