import { DeviceError } from '../../errors.ts';
import { BitReader, BitWriter } from './bits.ts';
import { bitsOnTag, GID_96, GS1_SCHEMES, type Gs1Scheme, PLUS_SCHEMES, PREFIX_BITS } from './schemes.ts';
import { escapeText, packText, unescapeText, unpackText } from './uri-text.ts';

/** One EPC in all its forms. Numbers stay decimal strings inside the URIs; nothing passes through a double. */
export interface Epc {
  /** Lower case as in the tag URI (`giai-96`), a TDS 2.x form (`giai+`), or `unknown`. */
  readonly scheme: string;
  /** Pure-identity URI; `undefined` where the scheme is not decoded. */
  readonly uri: string | undefined;
  /** Tag URI with filter and length; `undefined` where the scheme is not decoded. */
  readonly tagUri: string | undefined;
  /** Upper case, as written to the tag: whole words, zero filled. */
  readonly hex: string;
  /** Bits of `hex`. */
  readonly bits: number;
  /** First byte of the EPC. */
  readonly header: number;
}

const COMPANY_PREFIX_LONGEST = 12;

/**
 * Decodes the EPC bank of a tag (without CRC and PC word). Zero bits behind the scheme's length are accepted.
 * A header nobody assigned gives scheme `unknown` and no error: strangers' tags pass by all day.
 *
 * @throws DeviceError `input.invalid` for what epc-tds.md section 5 refuses
 */
export function decodeEpcHex(hex: string): Epc {
  const digits = hex.trim().toUpperCase();
  if (!/^(?:[0-9A-F]{2})+$/.test(digits)) throw invalid('not an even number of hexadecimal digits');
  const header = Number.parseInt(digits.slice(0, 2), 16);
  if (header === GID_96.header) return decodeGid(digits);
  const scheme = GS1_SCHEMES.find((candidate) => candidate.header === header);
  if (scheme !== undefined) return decodeGs1(scheme, digits);
  const name = PLUS_SCHEMES.get(header) ?? 'unknown';
  return { scheme: name, uri: undefined, tagUri: undefined, hex: digits, bits: digits.length * 4, header };
}

/**
 * Encodes a tag URI (`urn:epc:tag:giai-96:0.9521141.1000457`) or a pure-identity URI (`urn:epc:id:giai:…`). The
 * latter gets filter 0 and the 96-bit form, or the text form when the serial is no plain integer or does not fit.
 *
 * @throws DeviceError `input.invalid` for what epc-tds.md section 5 refuses, and for schemes not listed there
 */
export function encodeEpcUri(uri: string): Epc {
  const form = /^urn:epc:(tag|id):([a-z0-9-]+):(.*)$/.exec(uri.trim());
  if (form === null) throw invalid('not an EPC tag URI or identity URI');
  const [, kind, name = '', body = ''] = form;
  if (name === (kind === 'tag' ? GID_96.name : GID_96.key)) return encodeGid(body);
  if (kind === 'tag') {
    const scheme = GS1_SCHEMES.find((candidate) => candidate.name === name);
    if (scheme === undefined) throw invalid(`unknown scheme ${name}`);
    const filter = /^([0-7])\./.exec(body);
    if (filter?.[1] === undefined) throw invalid('the filter is a digit from 0 to 7');
    return encodeGs1(scheme, Number(filter[1]), body.slice(2));
  }
  const forms = GS1_SCHEMES.filter((candidate) => candidate.key === name);
  const [numeric, alphanumeric] = forms;
  if (numeric === undefined) throw invalid(`unknown scheme ${name}`);
  if (alphanumeric === undefined || fitsAsNumber(numeric, body)) return encodeGs1(numeric, 0, body);
  return encodeGs1(alphanumeric, 0, body);
}

function decodeGs1(scheme: Gs1Scheme, hex: string): Epc {
  const reader = openReader(scheme, hex);
  const filter = Number(reader.take(3));
  const partition = Number(reader.take(3));
  const prefixBits = PREFIX_BITS[partition];
  if (prefixBits === undefined) throw invalid('partition 7 does not exist');
  const prefixDigits = COMPANY_PREFIX_LONGEST - partition;
  const parts = [padded(reader.take(prefixBits), prefixDigits, 'company prefix')];
  if (scheme.reference !== undefined) {
    const value = reader.take(scheme.reference.bits[partition] ?? 0);
    parts.push(padded(value, scheme.reference.digitsWithPrefix - prefixDigits, 'reference'));
  }
  const tailBits = scheme.tail.bits[partition] ?? 0;
  const tail = reader.take(tailBits);
  switch (scheme.tail.form) {
    case 'number':
      parts.push(tail.toString());
      break;
    case 'text': {
      const characters = unpackText(tail, tailBits);
      const limit = scheme.tail.maximumCharacters(prefixDigits);
      if (characters === undefined || characters === '' || characters.length > limit) {
        throw invalid('the text is empty, too long or not zero filled');
      }
      parts.push(escapeText(characters));
      break;
    }
    case 'zeros':
      if (tail !== 0n) throw invalid('the reserved tail is not zero');
      break;
  }
  if (reader.rest() !== 0n) throw invalid('bits behind the end of the EPC are not zero');
  return describe(scheme, `${filter}.`, parts.join('.'), hex.slice(0, bitsOnTag(scheme.bits) / 4));
}

function encodeGs1(scheme: Gs1Scheme, filter: number, body: string): Epc {
  const { prefix, reference, tail } = splitBody(scheme, body);
  const partition = partitionOf(prefix);
  const prefixBits = PREFIX_BITS[partition] ?? 0;
  const writer = new BitWriter()
    .put(BigInt(scheme.header), 8)
    .put(BigInt(filter), 3)
    .put(BigInt(partition), 3)
    .put(BigInt(prefix), prefixBits);
  if (scheme.reference !== undefined) {
    const digits = scheme.reference.digitsWithPrefix - prefix.length;
    if (!/^\d*$/.test(reference) || reference.length !== digits) {
      throw invalid(`the reference must have ${digits} digits for a prefix of ${prefix.length}`);
    }
    writer.put(
      fitting(BigInt(reference), scheme.reference.bits[partition] ?? 0, 'reference'),
      scheme.reference.bits[partition] ?? 0,
    );
  }
  const tailBits = scheme.tail.bits[partition] ?? 0;
  switch (scheme.tail.form) {
    case 'number':
      writer.put(fitting(plainInteger(tail), tailBits, 'number'), tailBits);
      break;
    case 'text': {
      const characters = unescapeText(tail);
      const limit = scheme.tail.maximumCharacters(prefix.length);
      if (characters.length < 1 || characters.length > limit)
        throw invalid(`the text must have 1 to ${limit} characters`);
      writer.put(packText(characters, tailBits), tailBits);
      break;
    }
    case 'zeros':
      writer.put(0n, tailBits);
      break;
  }
  return decodeGs1(scheme, writer.toHex(bitsOnTag(scheme.bits)));
}

function decodeGid(hex: string): Epc {
  const reader = openReader(GID_96, hex);
  const fields = GID_96.fieldBits.map((bits) => reader.take(bits).toString());
  if (reader.rest() !== 0n) throw invalid('bits behind the end of the EPC are not zero');
  return describe(GID_96, '', fields.join('.'), hex.slice(0, GID_96.bits / 4));
}

function encodeGid(body: string): Epc {
  const fields = body.split('.');
  if (fields.length !== GID_96.fieldBits.length) throw invalid('a GID has manager, class and serial');
  const writer = new BitWriter().put(BigInt(GID_96.header), 8);
  for (const [index, bits] of GID_96.fieldBits.entries()) {
    writer.put(fitting(plainInteger(fields[index] ?? ''), bits, 'number'), bits);
  }
  return decodeGid(writer.toHex(GID_96.bits));
}

function openReader(scheme: { readonly name: string; readonly bits: number }, hex: string): BitReader {
  if (hex.length * 4 < scheme.bits)
    throw invalid(`${scheme.name} has ${scheme.bits} bits, not ${hex.length * 4}`);
  const reader = new BitReader(hex);
  reader.take(8);
  return reader;
}

function describe(
  scheme: { readonly name: string; readonly key: string; readonly bits: number; readonly header: number },
  filter: string,
  body: string,
  hex: string,
): Epc {
  return {
    scheme: scheme.name,
    uri: `urn:epc:id:${scheme.key}:${body}`,
    tagUri: `urn:epc:tag:${scheme.name}:${filter}${body}`,
    hex,
    bits: bitsOnTag(scheme.bits),
    header: scheme.header,
  };
}

/** Splits at the leading dots only, because text serials may contain dots themselves. */
function splitBody(scheme: Gs1Scheme, body: string): { prefix: string; reference: string; tail: string } {
  const names: ('prefix' | 'reference' | 'tail')[] = ['prefix'];
  if (scheme.reference !== undefined) names.push('reference');
  if (scheme.tail.form !== 'zeros') names.push('tail');
  const result = { prefix: '', reference: '', tail: '' };
  let rest = body;
  for (const [index, name] of names.entries()) {
    const dot = index === names.length - 1 ? rest.length : rest.indexOf('.');
    if (dot < 0) throw invalid(`${scheme.name} has ${names.length} parts behind the filter`);
    result[name] = rest.slice(0, dot);
    rest = rest.slice(dot + 1);
  }
  return result;
}

function fitsAsNumber(scheme: Gs1Scheme, body: string): boolean {
  const { prefix, tail } = splitBody(scheme, body);
  if (scheme.tail.form !== 'number') return true;
  const bits = scheme.tail.bits[partitionOf(prefix)] ?? 0;
  return /^(?:0|[1-9]\d{0,30})$/.test(tail) && BigInt(tail) < 1n << BigInt(bits);
}

function partitionOf(prefix: string): number {
  if (!/^\d{6,12}$/.test(prefix)) throw invalid('a company prefix has 6 to 12 digits');
  return COMPANY_PREFIX_LONGEST - prefix.length;
}

function padded(value: bigint, digits: number, what: string): string {
  if (value >= 10n ** BigInt(digits)) throw invalid(`the ${what} has more than ${digits} digits`);
  return digits === 0 ? '' : value.toString().padStart(digits, '0');
}

function plainInteger(text: string): bigint {
  // 31 digits pass every field of the table; more would only make BigInt work for nothing.
  if (!/^(?:0|[1-9]\d{0,30})$/.test(text))
    throw invalid('a plain number without leading zeros is needed here');
  return BigInt(text);
}

function fitting(value: bigint, bits: number, what: string): bigint {
  if (value >= 1n << BigInt(bits)) throw invalid(`the ${what} does not fit into ${bits} bits`);
  return value;
}

function invalid(why: string): DeviceError {
  return new DeviceError('input.invalid', why);
}
