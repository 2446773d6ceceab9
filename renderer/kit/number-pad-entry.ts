export interface PadLimits {
  /** Digits before the point. */
  readonly digits: number;
  /** Digits after the point; 0 = no point. */
  readonly decimals: number;
}

export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | 'backspace' | 'clear';

/** What stands in the pad after one more key; keys that do not fit change nothing. Pure. */
export function afterPadKey(text: string, key: PadKey, { digits, decimals }: PadLimits): string {
  if (key === 'clear') return '';
  if (key === 'backspace') return text.slice(0, -1);
  const [whole = '', fraction] = text.split('.');
  if (key === '.') return decimals === 0 || fraction !== undefined || whole === '' ? text : `${text}.`;
  if (fraction !== undefined) return fraction.length < decimals ? text + key : text;
  return whole.length < digits ? (whole === '0' ? key : text + key) : text;
}

/** The key of the pad behind a key of a keyboard or a numeric keypad, whatever its layout; `enter` ends the entry. Pure. */
export function padKeyOf(event: {
  readonly key: string;
  readonly code: string;
}): PadKey | 'enter' | undefined {
  if (event.key === 'Enter') return 'enter';
  if (event.key === 'Backspace') return 'backspace';
  if (event.key === 'Delete' || event.key === 'Escape') return event.key === 'Delete' ? 'clear' : undefined;
  // A keypad without num lock sends arrows: its keys are told by where they are.
  const digit = /^Numpad(\d)$/.exec(event.code)?.[1] ?? (/^\d$/.test(event.key) ? event.key : undefined);
  if (digit !== undefined) return digits.find((known) => known === digit);
  return event.key === '.' || event.key === ',' || event.key === '。' || event.code === 'NumpadDecimal'
    ? '.'
    : undefined;
}

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
