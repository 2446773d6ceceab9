import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CARD_FORMS,
  type CardForm,
  canonicalCardId,
  formatCard,
  formsThatMatch,
  isRandomCardId,
  maskCardId,
} from './card-forms.ts';

type FormVectors = { uidBytes: string; forms: Partial<Record<CardForm, string>> };
const vectors: { uid4: FormVectors; uid7: FormVectors } = JSON.parse(
  readFileSync(new URL('./fixtures/iso14443-cards.json', import.meta.url), 'utf8'),
);
const cases = [vectors.uid4, vectors.uid7].flatMap(({ uidBytes, forms }) =>
  Object.entries(forms).map(([form, text]) => ({ uid: uidBytes, form, text })),
);
const isForm = (name: string): name is CardForm => CARD_FORMS.some((form) => form === name);

describe('forms of a card number', () => {
  it.each(cases)('$form of $uid is $text', ({ uid, form, text }) => {
    expect(isForm(form) && formatCard(uid, form)).toBe(text);
    expect(formsThatMatch(uid, text)).toContain(form);
  });

  it('lead back to the canonical number, or the part of it that the form keeps', () => {
    expect(canonicalCardId('9a3c51e7', 'hexMsb')).toBe('9A3C51E7');
    expect(canonicalCardId('806F1C8A7E5B04', 'hexLsb')).toBe('045B7E8A1C6F80');
    expect(canonicalCardId('3880860826', 'dec10Lsb')).toBe('9A3C51E7');
    expect(canonicalCardId('39484,20967', 'hh4')).toBe('9A3C51E7');
    expect(canonicalCardId('060,20967', 'w26_last3')).toBe('3C51E7');
    expect(canonicalCardId('081,15514', 'w26_first3Rev')).toBe('9A3C51');
    expect(canonicalCardId('0000000001', 'dec10Msb')).toBe('00000001');
    expect(canonicalCardId('2317119360', 'dec10_last4')).toBe('8A1C6F80');
  });

  it('survive the way there and back for any UID', () => {
    const uid = fc
      .constantFrom(4, 5, 7, 8, 10)
      .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
      .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());
    fc.assert(
      fc.property(uid, fc.constantFrom(...CARD_FORMS), (card, form) => {
        const text = formatCard(card, form);
        if (text === undefined) return;
        const back = canonicalCardId(text, form);
        expect(card).toContain(back);
        expect(formatCard(back, form) ?? text).toBe(text);
      }),
    );
  });

  it.each([
    ['4294967296', 'dec10Msb'],
    ['258764439', 'dec10Msb'],
    ['256,00000', 'w26_last3'],
    ['1,2', 'w26_last3'],
    ['060,20967,1', 'w26_last3'],
    ['9A3C51', 'hexMsb'],
    ['9A3C51E70', 'hexMsb'],
    ['045B7E8A1C', 'last4Hex'],
    ['', 'hexMsb'],
  ] as const)('%j is not %s', (text, form) => {
    expect(() => canonicalCardId(text, form)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  it('do not exist where the UID has too few or too many bytes, and need hexadecimal', () => {
    expect(formatCard('045B7E8A1C6F80', 'dec10Msb')).toBeUndefined();
    expect(formatCard('3C51', 'last4Hex')).toBeUndefined();
    expect(() => formatCard('xyz', 'hexMsb')).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

describe('card numbers', () => {
  it('that change at every tap are four bytes beginning with 08', () => {
    expect(isRandomCardId('08A1B2C3')).toBe(true);
    expect(isRandomCardId('08A1B2C3D4E5F6')).toBe(false);
    expect(isRandomCardId('9A3C5108')).toBe(false);
  });

  it('are masked in logs but for the last four digits', () => {
    expect(maskCardId('045B7E8A1C6F80')).toBe('**********6F80');
    expect(maskCardId('123')).toBe('***');
  });
});
