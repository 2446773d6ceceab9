import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, formatEvidenceCode, parseEvidenceCode } from './evidence-code.ts';

const codes = fc.record({
  unit: fc.stringMatching(/^\d{12}$/),
  year: fc.stringMatching(/^\d{2}$/),
  block: fc.stringMatching(/^[0-9A-Z]{3}$/),
  serial: fc.integer({ min: 1, max: 99_999 }),
});

describe('evidence code', () => {
  it('reproduces the ISO 7064 MOD 37,36 example of the standard', () => {
    expect(checkCharacter('A12425GABC1234002')).toBe('M');
  });

  it('has 24 characters and reads back', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const text = formatEvidenceCode(code);
        expect(text).toHaveLength(24);
        expect(parseEvidenceCode(text)).toEqual(code);
      }),
    );
  });

  it('finds every single mistyped digit', () => {
    fc.assert(
      fc.property(
        codes,
        fc.integer({ min: 1, max: 22 }),
        fc.integer({ min: 1, max: 9 }),
        (code, position, shift) => {
          const text = formatEvidenceCode(code);
          const digit = text.charAt(position);
          fc.pre(/\d/.test(digit));
          const wrong =
            text.slice(0, position) + String((Number(digit) + shift) % 10) + text.slice(position + 1);
          expect(parseEvidenceCode(wrong)).toBeUndefined();
        },
      ),
    );
  });

  it('finds two neighbours that changed places, but for 36 of 22,680 that the standard cannot tell', () => {
    const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    /** One text for each check character, so for each state the sum can be in. */
    const states = new Map(characters.map((character) => [checkCharacter(character), character]));
    expect(states.size).toBe(36);
    const pairs = characters.flatMap((first) =>
      characters.filter((second) => second > first).map((second) => [first, second] as const),
    );
    const notFound = [...states.values()].flatMap((start) =>
      pairs.filter(
        ([first, second]) =>
          checkCharacter(start + first + second) === checkCharacter(start + second + first),
      ),
    );
    expect(pairs.length * states.size).toBe(22_680);
    expect(notFound).toHaveLength(36);
  });

  it('does not take a code with two swapped digits for another, unless the check character cannot tell', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 1, max: 21 }), (code, position) => {
        const text = formatEvidenceCode(code);
        const swapped =
          text.slice(0, position) +
          text.charAt(position + 1) +
          text.charAt(position) +
          text.slice(position + 2);
        fc.pre(swapped !== text);
        const blind = checkCharacter(swapped.slice(0, -1)) === swapped.slice(-1);
        expect(parseEvidenceCode(swapped) !== undefined).toBe(
          blind && /^W\d{14}[0-9A-Z]{3}\d{5}/.test(swapped) && !swapped.slice(18, 23).startsWith('00000'),
        );
      }),
    );
  });

  it('refuses a block whose serials are used up', () => {
    expect(() =>
      formatEvidenceCode({ unit: '330100000000', year: '26', block: '001', serial: 100_000 }),
    ).toThrow(expect.objectContaining({ code: 'evidence.serials_used_up' }));
  });
});
