/**
 * Tells a keyboard-wedge reader from fingers by timing (`protocols/iso14443-cards.md` section 2). Pure: times are given.
 */
export interface ScanSettings {
  /** Fewest characters of a scan. */
  readonly minimumLength: number;
  /** Longest pause between two characters of one burst, ms. */
  readonly longestGapMs: number;
  /** A burst without an end key ends after this silence, ms. */
  readonly silenceMs: number;
}

/** The values the document proposes, to be tuned on hardware. */
export const scanSettings: ScanSettings = { minimumLength: 6, longestGapMs: 50, silenceMs: 100 };

export interface KeyStroke {
  /** `KeyboardEvent.code`: the physical key, so that the keyboard layout does not matter. */
  readonly code: string;
  readonly shift: boolean;
  readonly capsLock: boolean;
  /** Milliseconds on any clock that only goes forward. */
  readonly at: number;
}

export type ScanVerdict =
  | { readonly kind: 'none' }
  /** The first character of what may become a scan: remember the field it lands in. */
  | { readonly kind: 'started' }
  | { readonly kind: 'continued' }
  | { readonly kind: 'scan'; readonly text: string };

export interface ScanDetector {
  press(stroke: KeyStroke): ScanVerdict;
  /** To be called when `silenceMs` have passed since the last stroke. */
  silence(): ScanVerdict;
}

export function createScanDetector(settings: ScanSettings = scanSettings): ScanDetector {
  let text = '';
  let lastAt = Number.NEGATIVE_INFINITY;

  function end(): ScanVerdict {
    const burst = text;
    text = '';
    return burst.length >= settings.minimumLength ? { kind: 'scan', text: burst } : { kind: 'none' };
  }

  return {
    press(stroke) {
      const quick = stroke.at - lastAt <= settings.longestGapMs;
      lastAt = stroke.at;
      if (modifiers.has(stroke.code)) return { kind: 'none' };
      if (stroke.code === 'Enter' || stroke.code === 'NumpadEnter' || stroke.code === 'Tab') {
        if (quick) return end();
        text = '';
        return { kind: 'none' };
      }
      const character = characterOf(stroke);
      if (character === undefined) {
        text = '';
        return { kind: 'none' };
      }
      // One slow gap and the burst is fingers: what was gathered counts for nothing.
      if (!quick || text === '') {
        text = character;
        return { kind: 'started' };
      }
      text += character;
      return { kind: 'continued' };
    },
    silence: end,
  };
}

const modifiers = new Set(['ShiftLeft', 'ShiftRight', 'CapsLock']);

/** Printable ASCII of the US layout, in which readers type; with and without Shift. */
const symbols: Readonly<Record<string, readonly [string, string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadSubtract: ['-', '-'],
  NumpadDecimal: ['.', '.'],
};
const shiftedDigits = ')!@#$%^&*(';

function characterOf({ code, shift, capsLock }: KeyStroke): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift === capsLock ? letter.toLowerCase() : letter;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift ? shiftedDigits[Number(digit)] : digit;
  const keypad = /^Numpad(\d)$/.exec(code)?.[1];
  if (keypad !== undefined) return keypad;
  return symbols[code]?.[shift ? 1 : 0];
}
