/**
 * The EPC schemes as data: GS1 EPC Tag Data Standard 1.13, sections 14.2 (headers) and 14.6 (coding tables), as
 * collected in epc-tds.md section 3. All arrays are indexed by partition 0 to 6.
 */

/** A number that is padded with zeros to `digitsWithPrefix` minus the digits of the company prefix. */
interface PaddedReference {
  readonly bits: readonly number[];
  readonly digitsWithPrefix: number;
}

/** What follows: a plain integer, 7-bit text, or reserved zeros. */
export type Tail =
  | { readonly form: 'number'; readonly bits: readonly number[] }
  | {
      readonly form: 'text';
      readonly bits: readonly number[];
      readonly maximumCharacters: (prefixDigits: number) => number;
    }
  | { readonly form: 'zeros'; readonly bits: readonly number[] };

export interface Gs1Scheme {
  /** As in the tag URI, for example `giai-96`. */
  readonly name: string;
  /** As in the pure-identity URI, for example `giai`. */
  readonly key: string;
  readonly header: number;
  /** Bits of the EPC, without the zeros that fill the last word. */
  readonly bits: number;
  readonly reference: PaddedReference | undefined;
  readonly tail: Tail;
}

/** Bits of the company prefix (GS1 厂商识别代码) of 12 − partition digits. */
export const PREFIX_BITS: readonly number[] = [40, 37, 34, 30, 27, 24, 20];

export const GID_96 = {
  name: 'gid-96',
  key: 'gid',
  header: 0x35,
  bits: 96,
  fieldBits: [28, 24, 36],
} as const;

const always = (bits: number): readonly number[] => PREFIX_BITS.map(() => bits);
const number = (bits: number): Tail => ({ form: 'number', bits: always(bits) });
const text = (characters: number): Tail => ({
  form: 'text',
  bits: always(characters * 7),
  maximumCharacters: () => characters,
});
const zeros = (bits: number): Tail => ({ form: 'zeros', bits: always(bits) });

const TRADE_ITEM: PaddedReference = { bits: [4, 7, 10, 14, 17, 20, 24], digitsWithPrefix: 13 };
const ASSET_TYPE: PaddedReference = { bits: [4, 7, 10, 14, 17, 20, 24], digitsWithPrefix: 12 };
const LOCATION: PaddedReference = { bits: [1, 4, 7, 11, 14, 17, 21], digitsWithPrefix: 12 };
const DOCUMENT_TYPE: PaddedReference = LOCATION;
const LONG_REFERENCE: PaddedReference = { bits: [18, 21, 24, 28, 31, 34, 38], digitsWithPrefix: 17 };
/** A GIAI has 30 characters in all, prefix included. */
const GIAI_CHARACTERS = 30;

const scheme = (
  name: string,
  header: number,
  bits: number,
  reference: PaddedReference | undefined,
  tail: Tail,
): Gs1Scheme => ({ name, key: name.replace(/-\d+$/, ''), header, bits, reference, tail });

/** The 96-bit form of a key stands before its text form: encoding takes the first that fits. */
export const GS1_SCHEMES: readonly Gs1Scheme[] = [
  scheme('sgtin-96', 0x30, 96, TRADE_ITEM, number(38)),
  scheme('sgtin-198', 0x36, 198, TRADE_ITEM, text(20)),
  scheme('sscc-96', 0x31, 96, LONG_REFERENCE, zeros(24)),
  scheme('sgln-96', 0x32, 96, LOCATION, number(41)),
  scheme('sgln-195', 0x39, 195, LOCATION, text(20)),
  scheme('grai-96', 0x33, 96, ASSET_TYPE, number(38)),
  scheme('grai-170', 0x37, 170, ASSET_TYPE, text(16)),
  scheme('giai-96', 0x34, 96, undefined, { form: 'number', bits: [42, 45, 48, 52, 55, 58, 62] }),
  scheme('giai-202', 0x38, 202, undefined, {
    form: 'text',
    bits: [148, 151, 154, 158, 161, 164, 168],
    maximumCharacters: (prefixDigits) => GIAI_CHARACTERS - prefixDigits,
  }),
  scheme('gsrn-96', 0x2d, 96, LONG_REFERENCE, zeros(24)),
  scheme('gsrnp-96', 0x2e, 96, LONG_REFERENCE, zeros(24)),
  scheme('gdti-96', 0x2c, 96, DOCUMENT_TYPE, number(41)),
  scheme('gdti-174', 0x3e, 174, DOCUMENT_TYPE, text(17)),
];

/** Headers of the newer forms (TDS 2.x), shown by name and raw hex only (epc-tds.md section 3). */
export const PLUS_SCHEMES: ReadonlyMap<number, string> = new Map([
  [0xf1, 'grai+'],
  [0xf2, 'sgln+'],
  [0xf4, 'gsrn+'],
  [0xf5, 'gsrnp+'],
  [0xf6, 'gdti+'],
  [0xf7, 'sgtin+'],
  [0xf9, 'sscc+'],
  [0xfa, 'giai+'],
  [0xfb, 'dsgtin+'],
]);

/** Bits as written to the tag: whole 16-bit words, zero filled (202 becomes 208). */
export function bitsOnTag(bits: number): number {
  return Math.ceil(bits / 16) * 16;
}
