import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HexadecimalText } from './hexadecimal-text.ts';

const text = (value: string): Uint8Array => Buffer.from(value, 'latin1');

describe('hexadecimal text', () => {
  it('gives the same bytes wherever the text is cut and whatever blanks stand in it', () => {
    const blank = fc.constantFrom('', ' ', '\n', '\r\n', '\t');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.array(blank), fc.nat(), (bytes, blanks, cut) => {
        const digits = Buffer.from(bytes).toString('hex').split('');
        const whole = digits.map((digit, index) => digit + (blanks[index] ?? '')).join('');
        const at = whole.length === 0 ? 0 : cut % whole.length;
        const reader = new HexadecimalText();
        const first = reader.push(text(whole.slice(0, at)));
        const second = reader.push(text(whole.slice(at)));
        expect(Buffer.concat([first.bytes, second.bytes])).toEqual(Buffer.from(bytes));
        expect([first.refusal, second.refusal, reader.end()]).toEqual([undefined, undefined, undefined]);
      }),
    );
  });

  it('names the place of a character that is no digit, in the whole text', () => {
    const reader = new HexadecimalText();
    reader.push(text('0A 0'));
    const { bytes, refusal } = reader.push(text('BxFF'));
    expect(bytes).toEqual(Uint8Array.of(0x0b));
    expect(refusal).toMatchObject({ code: 'input.not_hex', at: 5 });
  });

  it('names the digit that has no second one', () => {
    const reader = new HexadecimalText();
    reader.push(text('0A B \n'));
    expect(reader.end()).toMatchObject({ code: 'input.odd_digits', at: 3 });
  });
});
