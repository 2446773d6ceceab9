import { END_KEYS, SHIFT_CODES, WEDGE_KEYS } from './commands.ts';

/**
 * Tells a card reader that types from a person who types, by timing alone (iso14443-cards.md section 2). Pure: no
 * clock, no Node, no DOM, so that the screen's capture-phase key listener can use it and tests can feed it.
 */
export interface WedgeDetectorSettings {
  /** Shortest number; default 6 characters. */
  readonly minimumLength: number;
  /** Longest pause between two characters of one burst; default 50 ms. */
  readonly maximumGapMs: number;
  /** Silence that ends a burst of a reader without end key; default 100 ms. */
  readonly silenceMs: number;
  /** Characters a number may have. */
  readonly alphabet: string;
  /** From this many characters in a row at reader speed on, keys are kept from the page; default 3. */
  readonly swallowFrom: number;
}

export const DEFAULT_WEDGE_DETECTOR_SETTINGS: WedgeDetectorSettings = {
  minimumLength: 6,
  maximumGapMs: 50,
  silenceMs: 100,
  alphabet: '0123456789ABCDEF,',
  swallowFrom: 3,
};

export interface WedgeKeyEvent {
  /** `event.code`, the physical key. */
  readonly code: string;
  /** Milliseconds, `event.timeStamp`. */
  readonly at: number;
}

export interface WedgeVerdict {
  /** Call `preventDefault` and `stopPropagation`: the key belongs to a burst. */
  readonly swallow: boolean;
  /** A complete number. */
  readonly text?: string;
  /** With `text`: how many of its first characters reached the focused field before the burst was known. */
  readonly landed?: number;
}

export interface WedgeDetector {
  /** Feed every `keydown`, repeats excluded. */
  key(event: WedgeKeyEvent): WedgeVerdict;
  /** Call `silenceMs` after the last key; a reader without end key is complete then. */
  silence(at: number): WedgeVerdict;
}

const CHARACTER_BY_CODE: ReadonlyMap<string, string> = new Map(
  WEDGE_KEYS.map(({ code, character }) => [code, character]),
);
const PASS: WedgeVerdict = { swallow: false };

export function createWedgeDetector(settings: Partial<WedgeDetectorSettings> = {}): WedgeDetector {
  const rules = { ...DEFAULT_WEDGE_DETECTOR_SETTINGS, ...settings };
  let text = '';
  let landed = 0;
  let lastAt = Number.NEGATIVE_INFINITY;

  /** A burst that fails the test is forgotten and nothing is replayed: a person typed. */
  const forget = (): void => {
    text = '';
    landed = 0;
  };
  const finish = (swallow: boolean): WedgeVerdict => {
    const verdict = text.length >= rules.minimumLength ? { swallow, text, landed } : PASS;
    forget();
    return verdict;
  };

  return {
    key({ code, at }) {
      if (SHIFT_CODES.includes(code)) return PASS;
      const inTime = at - lastAt <= rules.maximumGapMs;
      if (END_KEYS.some((end) => end.code === code)) {
        lastAt = at;
        if (inTime) return finish(true);
        forget();
        return PASS;
      }
      const character = CHARACTER_BY_CODE.get(code);
      if (character === undefined || !rules.alphabet.includes(character)) {
        forget();
        return PASS;
      }
      if (!inTime) forget();
      lastAt = at;
      text += character;
      if (text.length > rules.swallowFrom) return { swallow: true };
      landed = text.length;
      return PASS;
    },
    silence(at) {
      return at - lastAt >= rules.silenceMs ? finish(false) : PASS;
    },
  };
}
