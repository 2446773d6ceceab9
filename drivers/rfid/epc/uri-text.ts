import { DeviceError } from '../../errors.ts';

/** Characters that stand for themselves in an EPC URI; all others are written %hh (epc-tds.md section 3). */
const PLAIN = /^[A-Za-z0-9!'()*+,\-.:;=_]$/;

/** Characters to URI form: `CASE/7` becomes `CASE%2F7`. */
export function escapeText(characters: string): string {
  return characters
    .split('')
    .map((character) =>
      PLAIN.test(character)
        ? character
        : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}

/**
 * URI form to the characters that go onto the tag (7 bits each, so 01h to 7Fh).
 *
 * @throws DeviceError `input.invalid` for a broken escape, or a character that must be escaped and is not
 */
export function unescapeText(escaped: string): string {
  let characters = '';
  for (let index = 0; index < escaped.length; index += 1) {
    const character = escaped.charAt(index);
    if (character !== '%') {
      if (!PLAIN.test(character)) throw invalidText(escaped);
      characters += character;
      continue;
    }
    const digits = escaped.slice(index + 1, index + 3);
    const code = /^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : 0;
    if (code < 1 || code > 0x7f) throw invalidText(escaped);
    characters += String.fromCharCode(code);
    index += 2;
  }
  return characters;
}

/** Seven bits per character, left aligned in `bits`, zero filled. */
export function packText(characters: string, bits: number): bigint {
  let value = 0n;
  for (const character of characters) value = (value << 7n) | BigInt(character.charCodeAt(0));
  return value << BigInt(bits - characters.length * 7);
}

/** The reverse; `undefined` when anything follows the zero that ends the text. */
export function unpackText(value: bigint, bits: number): string | undefined {
  let characters = '';
  let left = bits;
  while (left >= 7) {
    left -= 7;
    const code = Number(BigInt.asUintN(7, value >> BigInt(left)));
    if (code === 0) return BigInt.asUintN(left, value) === 0n ? characters : undefined;
    characters += String.fromCharCode(code);
  }
  return BigInt.asUintN(left, value) === 0n ? characters : undefined;
}

function invalidText(escaped: string): DeviceError {
  return new DeviceError('input.invalid', `not a text of an EPC URI: ${escaped}`);
}
