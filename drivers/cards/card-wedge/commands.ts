/**
 * Keys of a card reader that plays keyboard, as data: USB HID usage ids (USB HID Usage Tables, page 07h) and the
 * `event.code` of the same physical keys, because layouts move letters and digits (iso14443-cards.md section 2).
 */
export interface WedgeKey {
  readonly usage: number;
  readonly code: string;
  /** What the key stands for on every layout; letters in upper case. */
  readonly character: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').map((letter, index) => ({
  usage: 0x04 + index,
  code: `Key${letter}`,
  character: letter,
}));
const digitRow = (first: number, code: string) =>
  '1234567890'.split('').map((digit, index) => ({
    usage: first + index,
    code: `${code}${digit}`,
    character: digit,
  }));

export const WEDGE_KEYS: readonly WedgeKey[] = [
  ...letters,
  ...digitRow(0x1e, 'Digit'),
  ...digitRow(0x59, 'Numpad'),
  { usage: 0x36, code: 'Comma', character: ',' },
  { usage: 0x2d, code: 'Minus', character: '-' },
  { usage: 0x33, code: 'Semicolon', character: ':' },
  { usage: 0x37, code: 'Period', character: '.' },
];

export const END_KEYS: readonly { readonly usage: number; readonly code: string }[] = [
  { usage: 0x28, code: 'Enter' },
  { usage: 0x58, code: 'NumpadEnter' },
  { usage: 0x2b, code: 'Tab' },
];

/** Keys a reader holds down for capital letters; they say nothing. */
export const SHIFT_CODES: readonly string[] = ['ShiftLeft', 'ShiftRight', 'CapsLock'];
