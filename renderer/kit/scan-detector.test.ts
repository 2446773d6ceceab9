import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanDetector, type KeyStroke, type ScanVerdict } from './scan-detector.ts';

function codeOf(letter: string): { readonly code: string; readonly shift: boolean } {
  if (/\d/.test(letter)) return { code: `Digit${letter}`, shift: false };
  return { code: `Key${letter.toUpperCase()}`, shift: letter === letter.toUpperCase() };
}

/** Types letters with the same gap, then perhaps an end key; gives the verdicts. */
function type(text: string, gapMs: number, end?: string): ScanVerdict[] {
  const detector = createScanDetector();
  const strokes: KeyStroke[] = [...text].map((letter, index) => ({
    ...codeOf(letter),
    capsLock: false,
    at: 1000 + index * gapMs,
  }));
  if (end !== undefined) {
    strokes.push({ code: end, shift: false, capsLock: false, at: 1000 + text.length * gapMs });
  }
  const verdicts = strokes.map((stroke) => detector.press(stroke));
  return end === undefined ? [...verdicts, detector.silence()] : verdicts;
}

describe('scan detector', () => {
  it('takes the card of the document, ended by Enter', () => {
    expect(type('9A3C51E7', 8, 'Enter').at(-1)).toEqual({ kind: 'scan', text: '9A3C51E7' });
  });

  it('takes a burst without an end key after silence', () => {
    expect(type('2587644391', 30).at(-1)).toEqual({ kind: 'scan', text: '2587644391' });
  });

  it('keeps leading zeros', () => {
    expect(type('03953127', 10, 'Tab').at(-1)).toEqual({ kind: 'scan', text: '03953127' });
  });

  it('leaves fingers alone, however long they type', () => {
    const kinds = type('password123', 51, 'Enter').map(({ kind }) => kind);
    expect(kinds).not.toContain('scan');
  });

  it('leaves a short quick word alone', () => {
    expect(type('abcde', 10, 'Enter').at(-1)).toEqual({ kind: 'none' });
  });

  it('does not take an Enter that comes late', () => {
    const detector = createScanDetector();
    [...'123456'].forEach((digit, index) => {
      detector.press({ code: `Digit${digit}`, shift: false, capsLock: false, at: index * 10 });
    });
    expect(detector.press({ code: 'Enter', shift: false, capsLock: false, at: 200 })).toEqual({
      kind: 'none',
    });
  });

  it('drops what came before one slow gap', () => {
    const detector = createScanDetector();
    const press = (digit: string, at: number): ScanVerdict =>
      detector.press({ code: `Digit${digit}`, shift: false, capsLock: false, at });
    [...'123456'].forEach((digit, index) => press(digit, index * 10));
    expect(press('7', 130)).toEqual({ kind: 'started' });
    expect(detector.silence()).toEqual({ kind: 'none' });
  });

  it('reads physical keys: Shift and caps lock decide on the case, key caps do not', () => {
    const detector = createScanDetector();
    const strokes = ['KeyA', 'KeyQ', 'Semicolon', 'Digit1', 'Numpad2', 'Minus'];
    strokes.forEach((code, index) => {
      detector.press({ code, shift: code === 'Semicolon', capsLock: true, at: index });
    });
    expect(detector.silence()).toEqual({ kind: 'scan', text: 'AQ:12-' });
  });

  it('does not break on Shift being pressed inside a burst', () => {
    const detector = createScanDetector();
    let at = 0;
    for (const letter of 'AB12CD') {
      detector.press({ code: 'ShiftLeft', shift: true, capsLock: false, at: (at += 4) });
      detector.press({ ...codeOf(letter), capsLock: false, at: (at += 4) });
    }
    expect(detector.silence()).toEqual({ kind: 'scan', text: 'AB12CD' });
  });

  it('gives back any alphanumeric burst exactly, and nothing for slow typing', () => {
    const bursts = fc.stringMatching(/^[0-9a-zA-Z]{6,40}$/);
    fc.assert(
      fc.property(bursts, fc.integer({ min: 1, max: 50 }), (text, gap) => {
        expect(type(text, gap, 'Enter').at(-1)).toEqual({ kind: 'scan', text });
      }),
    );
    fc.assert(
      fc.property(bursts, fc.integer({ min: 51, max: 5000 }), (text, gap) => {
        expect(type(text, gap, 'Enter').every(({ kind }) => kind !== 'scan')).toBe(true);
      }),
    );
  });
});
