import { Refusal } from '../../kernel/errors.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Check character by ISO 7064 MOD 37,36 over digits and letters: finds every single wrong character, and every swap
 * of neighbours but 36 of the 22,680 there are (state of the sum times pair of characters; counted in the test).
 */
export function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new Refusal('evidence.code_form', { code: text });
    const sum = (product + value) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return alphabet.charAt((37 - product) % 36);
}

export interface EvidenceCode {
  /** 12-digit unit code. */
  readonly unit: string;
  /** Two digits of the year. */
  readonly year: string;
  /** Block of serials leased to one workstation, three characters, so that offline work can never collide. */
  readonly block: string;
  /** 1 to 99,999. */
  readonly serial: number;
}

/**
 * 财物编码: `W` + unit (12) + year (2) + device block (3) + serial (5) + check character = 24 characters
 * (domain notes 3.8). It never changes on transfer, renumbering or re-tagging.
 */
export function formatEvidenceCode(code: EvidenceCode): string {
  if (!/^\d{12}$/.test(code.unit) || !/^\d{2}$/.test(code.year) || !/^[0-9A-Z]{3}$/.test(code.block)) {
    throw new Refusal('evidence.code_form', { code: `${code.unit}/${code.year}/${code.block}` });
  }
  if (!Number.isInteger(code.serial) || code.serial < 1 || code.serial > 99_999) {
    throw new Refusal('evidence.serials_used_up', { block: code.block });
  }
  const body = `W${code.unit}${code.year}${code.block}${String(code.serial).padStart(5, '0')}`;
  return body + checkCharacter(body);
}

/** Undefined when the text is not an evidence code or its check character is wrong. */
export function parseEvidenceCode(text: string): EvidenceCode | undefined {
  const match = /^W(\d{12})(\d{2})([0-9A-Z]{3})(\d{5})([0-9A-Z])$/.exec(text.trim().toUpperCase());
  if (match === null) return undefined;
  const [whole, unit = '', year = '', block = '', serial = '', check = ''] = match;
  if (checkCharacter(whole.slice(0, -1)) !== check || Number(serial) === 0) return undefined;
  return { unit, year, block, serial: Number(serial) };
}
