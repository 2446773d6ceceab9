import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWedgeDetector, type WedgeVerdict } from './burst.ts';

const codeOf = (character: string): string =>
  /\d/.test(character) ? `Digit${character}` : character === ',' ? 'Comma' : `Key${character}`;

/** Types the text with the same pause before every key; returns all verdicts, the end key's last. */
function type(
  text: string,
  gapMs: number,
  end = 'Enter',
  detector = createWedgeDetector(),
  from = 1000,
): WedgeVerdict[] {
  const codes = [...text.split('').map(codeOf), end];
  return codes.map((code, index) => detector.key({ code, at: from + index * gapMs }));
}

describe('telling a reader from fingers', () => {
  it('takes a burst at reader speed and keeps all but its first keys from the page', () => {
    const verdicts = type('9A3C51E7', 8);
    expect(verdicts.map((verdict) => verdict.swallow)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(verdicts.at(-1)).toEqual({ swallow: true, text: '9A3C51E7', landed: 3 });
  });

  it('lets fingers type, whatever they type, and replays nothing', () => {
    for (const verdict of type('9A3C51E7', 51)) expect(verdict).toEqual({ swallow: false });
  });

  it('takes the limits of the settings as they are', () => {
    expect(type('9A3C51E7', 50).at(-1)).toMatchObject({ text: '9A3C51E7' });
    expect(type('12345', 5).at(-1)).toEqual({ swallow: false });
    expect(type('123456', 5).at(-1)).toMatchObject({ text: '123456' });
    expect(type('1234', 30, 'Tab', createWedgeDetector({ minimumLength: 4 })).at(-1)).toMatchObject({
      text: '1234',
    });
    expect(type('123456', 30, 'Tab', createWedgeDetector({ maximumGapMs: 20 })).at(-1)).toEqual({
      swallow: false,
    });
  });

  it('ends a burst without end key by silence, not before', () => {
    const detector = createWedgeDetector();
    type('060,20967', 10, 'ShiftLeft', detector, 0);
    expect(detector.silence(150)).toEqual({ swallow: false });
    expect(detector.silence(180)).toEqual({ swallow: false, text: '060,20967', landed: 3 });
    expect(detector.silence(500)).toEqual({ swallow: false });
  });

  it('does not join what was typed before to a burst, nor accept keys that are no number', () => {
    const detector = createWedgeDetector();
    detector.key({ code: 'Digit1', at: 0 });
    expect(type('9A3C51E7', 8, 'Enter', detector, 400).at(-1)).toMatchObject({ text: '9A3C51E7' });
    expect(type('9A3XC51', 8).at(-1)).toEqual({ swallow: false });
    const spoilt = createWedgeDetector();
    type('9A3C', 8, 'Escape', spoilt, 0);
    expect(type('51E7', 8, 'Enter', spoilt, 40).at(-1)).toEqual({ swallow: false });
  });

  it('never makes a number of keys that are further apart than the limit', () => {
    const key = fc.record({
      code: fc.constantFrom('Digit1', 'KeyA', 'Enter', 'ShiftLeft', 'KeyZ'),
      gap: fc.integer({ min: 51, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
        const detector = createWedgeDetector();
        let at = 0;
        for (const { code, gap } of keys) {
          at += gap;
          expect(detector.key({ code, at })).toEqual({ swallow: false });
        }
      }),
    );
  });

  it('imports nothing of Node, so that the page can use it', () => {
    const sources = ['./burst.ts', './commands.ts'].map((file) =>
      readFileSync(new URL(file, import.meta.url), 'utf8'),
    );
    const imported = sources.flatMap((source) =>
      [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1]),
    );
    expect(imported).toEqual(['./commands.ts']);
    expect(sources.join('')).not.toMatch(/\b(Buffer|process|require)\b/);
  });
});
