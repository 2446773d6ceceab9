import { DeviceError } from '../errors.ts';

/**
 * The strings that different readers make of one card (iso14443-cards.md section 1). Pure and free of Node, so that
 * the screens may use it too. Names as in the vectors: `Msb` = first UID byte first, `Lsb` = reversed.
 */
export const CARD_FORMS = [
  'hexMsb',
  'hexLsb',
  'dec10Msb',
  'dec10Lsb',
  'dec8_last3',
  'w26_last3',
  'w26_first3Rev',
  'hh4',
  'last4Hex',
  'dec10_last4',
  'first4Hex',
] as const;

export type CardForm = (typeof CARD_FORMS)[number];

export function isCardForm(value: unknown): value is CardForm {
  return CARD_FORMS.some((form) => form === value);
}

/** UID lengths in bytes: 4, 7, 10 (ISO/IEC 14443-3 A), 5 (EM4100, 125 kHz), 8 (ISO/IEC 15693). */
const UID_BYTES: readonly number[] = [4, 5, 7, 8, 10];

/** A form is a choice of UID bytes, in an order, written in a notation. */
interface FormRule {
  /** The part of the UID that the form keeps, in canonical order; `undefined` when the UID is too short or long. */
  readonly keep: (uid: string) => string | undefined;
  readonly reversed: boolean;
  readonly notation: Notation;
}
type Notation = 'hex' | 'decimal10' | 'decimal8' | 'decimal3+5' | 'decimal5+5';

const whole = (uid: string): string => uid;
const whenFourBytes = (uid: string): string | undefined => (uid.length === 8 ? uid : undefined);
const last = (bytes: number) => (uid: string) =>
  uid.length >= bytes * 2 ? uid.slice(-bytes * 2) : undefined;
const first = (bytes: number) => (uid: string) =>
  uid.length >= bytes * 2 ? uid.slice(0, bytes * 2) : undefined;

const RULES: Readonly<Record<CardForm, FormRule>> = {
  hexMsb: { keep: whole, reversed: false, notation: 'hex' },
  hexLsb: { keep: whole, reversed: true, notation: 'hex' },
  dec10Msb: { keep: whenFourBytes, reversed: false, notation: 'decimal10' },
  dec10Lsb: { keep: whenFourBytes, reversed: true, notation: 'decimal10' },
  dec8_last3: { keep: last(3), reversed: false, notation: 'decimal8' },
  w26_last3: { keep: last(3), reversed: false, notation: 'decimal3+5' },
  w26_first3Rev: { keep: first(3), reversed: true, notation: 'decimal3+5' },
  hh4: { keep: whenFourBytes, reversed: false, notation: 'decimal5+5' },
  last4Hex: { keep: last(4), reversed: false, notation: 'hex' },
  dec10_last4: { keep: last(4), reversed: false, notation: 'decimal10' },
  first4Hex: { keep: first(4), reversed: false, notation: 'hex' },
};

/**
 * What a reader set to `form` types for this card; `undefined` where the form does not exist for a UID of this length.
 *
 * @param uid canonical: hexadecimal, first byte first
 * @throws DeviceError `input.invalid` when `uid` is not whole bytes of hexadecimal
 */
export function formatCard(uid: string, form: CardForm): string | undefined {
  const rule = RULES[form];
  const kept = rule.keep(requireHex(uid));
  if (kept === undefined) return undefined;
  return writeNotation(rule.reversed ? reverseBytes(kept) : kept, rule.notation);
}

/**
 * Canonical card number of what a reader in `form` typed: upper-case hexadecimal, first byte first, leading zeros kept.
 * Forms that keep a part of the UID give that part; never match a part against the end of a longer number.
 *
 * @throws DeviceError `input.invalid` when the text is not of that form
 */
export function canonicalCardId(text: string, form: CardForm): string {
  const uid = cardIdIn(text, form);
  if (uid !== undefined) return uid;
  throw new DeviceError('input.invalid', `not a card number in the form ${form}`, { detail: { form } });
}

/** The same, `undefined` when the text is not of that form: for whoever tries several forms. */
export function cardIdIn(text: string, form: CardForm): string | undefined {
  const rule = RULES[form];
  const kept = readNotation(text.trim(), rule.notation);
  const isCut = form === 'last4Hex' || form === 'first4Hex';
  if (kept === undefined || (isCut && kept.length !== 8)) return undefined;
  return rule.reversed ? reverseBytes(kept) : kept;
}

/**
 * For enrolment: which reader settings make this text of the card with that UID. Tap the card on the encoder (full
 * UID) and on the desk reader (text), and let the operator choose among these.
 */
export function formsThatMatch(uid: string, text: string): CardForm[] {
  const typed = text.trim().toUpperCase();
  return CARD_FORMS.filter((form) => formatCard(uid, form) === typed);
}

/** 4-byte UIDs that begin with 08 are drawn anew at every tap (phones, some ID cards): refuse to enrol them. */
export function isRandomCardId(cardId: string): boolean {
  return /^08[0-9a-f]{6}$/i.test(cardId);
}

/** For logs: the last four digits only, because a card number is personal data (section 5). */
export function maskCardId(cardId: string): string {
  return cardId.length <= 4
    ? '*'.repeat(cardId.length)
    : `${'*'.repeat(cardId.length - 4)}${cardId.slice(-4)}`;
}

/** Whether hexadecimal text has the length of a UID of the cards these readers know. */
export function isUidHex(text: string): boolean {
  return /^[0-9a-f]+$/i.test(text) && UID_BYTES.includes(text.length / 2);
}

function writeNotation(hex: string, notation: Notation): string {
  switch (notation) {
    case 'hex':
      return hex;
    case 'decimal10':
      return decimal(hex, 10);
    case 'decimal8':
      return decimal(hex, 8);
    case 'decimal3+5':
      return `${decimal(hex.slice(0, 2), 3)},${decimal(hex.slice(2), 5)}`;
    case 'decimal5+5':
      return `${decimal(hex.slice(0, 4), 5)},${decimal(hex.slice(4), 5)}`;
  }
}

function readNotation(text: string, notation: Notation): string | undefined {
  switch (notation) {
    case 'hex':
      return isUidHex(text) ? text.toUpperCase() : undefined;
    case 'decimal10':
      return hexadecimal(text, 10, 4);
    case 'decimal8':
      return hexadecimal(text, 8, 3);
    case 'decimal3+5':
      return hexadecimalPair(text, 3, 1);
    case 'decimal5+5':
      return hexadecimalPair(text, 5, 2);
  }
}

function decimal(hex: string, digits: number): string {
  return BigInt(`0x${hex}`).toString().padStart(digits, '0');
}

function hexadecimal(text: string, digits: number, bytes: number): string | undefined {
  if (text.length !== digits || !/^\d+$/.test(text)) return undefined;
  const hex = BigInt(text)
    .toString(16)
    .toUpperCase()
    .padStart(bytes * 2, '0');
  return hex.length === bytes * 2 ? hex : undefined;
}

function hexadecimalPair(text: string, firstDigits: number, firstBytes: number): string | undefined {
  const [left, right, ...more] = text.split(',');
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const high = hexadecimal(left, firstDigits, firstBytes);
  const low = hexadecimal(right, 5, 2);
  return high === undefined || low === undefined ? undefined : high + low;
}

function reverseBytes(hex: string): string {
  return (hex.match(/../g) ?? []).toReversed().join('');
}

function requireHex(uid: string): string {
  if (!/^(?:[0-9a-f]{2})+$/i.test(uid))
    throw new DeviceError('input.invalid', 'a UID is hexadecimal, two digits a byte');
  return uid.toUpperCase();
}
