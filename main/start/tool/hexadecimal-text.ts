import { ToolError } from './tool-error.ts';

const NO_DIGIT = 255;
const BLANK = 254;
/** Value of each ASCII digit; blanks of every kind (tab to carriage return, space) are ignored. */
const VALUES = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return BLANK;
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit < 0 ? NO_DIGIT : digit;
});

export interface HexadecimalPart {
  /** The bytes whose second digit stood in this part. */
  readonly bytes: Uint8Array;
  /** `input.not_hex` with the offset of the character in the whole text; the text ends there. */
  readonly refusal: ToolError | undefined;
}

/** Bytes from hexadecimal text in parts; a part may end between the two digits of a byte. */
export class HexadecimalText {
  #offset = 0;
  #firstDigit: number | undefined;
  #firstDigitAt = 0;

  push(text: Uint8Array): HexadecimalPart {
    const bytes = new Uint8Array((text.length + 1) >> 1);
    let count = 0;
    for (const [position, code] of text.entries()) {
      const value = VALUES[code] ?? NO_DIGIT;
      if (value === BLANK) continue;
      const at = this.#offset + position;
      if (value === NO_DIGIT) {
        const refusal = new ToolError('input.not_hex', `no hexadecimal digit at offset ${at}`, at);
        return { bytes: bytes.subarray(0, count), refusal };
      }
      if (this.#firstDigit === undefined) {
        this.#firstDigit = value;
        this.#firstDigitAt = at;
      } else {
        bytes[count] = this.#firstDigit * 16 + value;
        count += 1;
        this.#firstDigit = undefined;
      }
    }
    this.#offset += text.length;
    return { bytes: bytes.subarray(0, count), refusal: undefined };
  }

  /** `input.odd_digits` with the offset of the digit that has no second one. */
  end(): ToolError | undefined {
    if (this.#firstDigit === undefined) return undefined;
    return new ToolError('input.odd_digits', 'the last byte has only one digit', this.#firstDigitAt);
  }
}
