import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEpcHex, encodeEpcUri } from './codec.ts';
import { epcLine } from './epc-line.ts';
import { bitsOnTag, GS1_SCHEMES, type Gs1Scheme } from './schemes.ts';
import { epcBitsOfPc, storedCrc } from './stored-crc.ts';
import { escapeText } from './uri-text.ts';

interface ValidVector {
  readonly tagUri: string;
  readonly hex: string;
  readonly bits: number;
  readonly pc?: string;
  readonly storedCrc?: string;
}
const vectors: { valid: ValidVector[]; invalid: { input: string; why: string }[] } = JSON.parse(
  readFileSync(new URL('./fixtures/epc-tds.json', import.meta.url), 'utf8'),
);

const invalid = expect.objectContaining({ code: 'input.invalid' });

describe('vectors of epc-tds.json', () => {
  it.each(vectors.valid)('$tagUri decodes and encodes', ({ tagUri, hex, bits }) => {
    expect(decodeEpcHex(hex)).toMatchObject({ tagUri, hex, bits, scheme: tagUri.split(':')[3] });
    expect(encodeEpcUri(tagUri)).toEqual(decodeEpcHex(hex));
    expect(epcLine(tagUri, 'encode')).toMatchObject({ input: tagUri, tagUri, hex, bits });
  });

  it.each(vectors.valid.filter((vector) => vector.storedCrc !== undefined))(
    '$hex has the StoredCRC $storedCrc',
    (vector) => {
      const pc = Number.parseInt(vector.pc ?? '', 16);
      expect(storedCrc(pc, vector.hex)).toBe(Number.parseInt(vector.storedCrc ?? '', 16));
      expect(epcBitsOfPc(pc)).toBe(vector.bits);
    },
  );

  it.each(vectors.invalid)('$input is refused: $why', ({ input }) => {
    expect(epcLine(input, 'encode')).toEqual({ input, error: expect.stringMatching(/./) });
    expect(epcLine(input, 'decode')).toEqual({ input, error: expect.stringMatching(/./) });
  });
});

describe('identity URIs', () => {
  it.each([
    ['urn:epc:id:giai:9521141.1000457', '3416451FD4000000000F4409'],
    ['urn:epc:id:giai:9521141.CASE%2F2026-0817%2FA', '3816451FD61C1A7157B260C9B2D60E18B75F0400000000000000'],
    ['urn:epc:id:gsrn:9521141.0000012345', '2D16451FD400003039000000'],
    ['urn:epc:id:gid:952000.17.4711', '3500E86C0000011000001267'],
  ])('%s takes the shortest form that fits', (uri, hex) => {
    expect(encodeEpcUri(uri)).toMatchObject({ uri, hex });
  });

  it.each([
    ['urn:epc:id:giai:9521141.0005', 'giai-202'],
    ['urn:epc:id:giai:9521141.288230376151711744', 'giai-202'],
    ['urn:epc:id:sgtin:9521141.012345.A%2F7', 'sgtin-198'],
    ['urn:epc:id:sgln:9521141.00003.012', 'sgln-195'],
    ['urn:epc:id:grai:952114100005..A.B', 'grai-170'],
    ['urn:epc:id:gdti:9521141.00017.2199023255552', 'gdti-174'],
    ['urn:epc:id:gdti:9521141.00017.2199023255551', 'gdti-96'],
  ])('%s becomes %s', (uri, scheme) => {
    expect(encodeEpcUri(uri)).toMatchObject({ uri, scheme });
  });
});

describe('refusals', () => {
  it.each([
    'urn:epc:tag:giai-96:0.9521141',
    'urn:epc:tag:giai-96:0.9521141.',
    'urn:epc:tag:giai-96:0.9521141.1.2',
    'urn:epc:tag:giai-96:0.9521141.12a',
    'urn:epc:tag:giai-202:0.9521141.A/B',
    'urn:epc:tag:giai-202:0.9521141.A%2',
    'urn:epc:tag:giai-202:0.9521141.A%80',
    'urn:epc:tag:giai-202:0.9521141.A%00B',
    `urn:epc:tag:giai-202:0.9521141.${'A'.repeat(24)}`,
    'urn:epc:tag:sgtin-198:1.9521141.012345.',
    'urn:epc:tag:sgtin-96:1.9521141.12345.1',
    'urn:epc:tag:grai-96:0.952114100005.1.7',
    'urn:epc:tag:gid-96:268435456.0.0',
    'urn:epc:tag:gid-96:1.2',
    'urn:epc:tag:cpi-96:0.9521141.1.2',
    'urn:epc:id:nothing:1.2',
    'urn:other',
    `urn:epc:id:giai:9521141.${'9'.repeat(400)}`,
  ])('%s', (uri) => {
    expect(() => encodeEpcUri(uri)).toThrow(invalid);
  });

  it.each([
    ['an empty text', ''],
    ['an odd number of digits', '341'],
    ['a company prefix that needs more digits than it has', '3417FFFFFC00000000000001'],
    ['a type number where there are no digits', '330376B9B0DC950000000007'],
    ['something behind the end of a text', '3816451FD61C1A7157B260C9B2D60E18B75F0400000000000001'],
    ['a hole in a text', '3636451FD40C0E60007E00000000000000000000000000000000'],
  ])('%s', (_what, hex) => {
    expect(() => decodeEpcHex(hex)).toThrow(invalid);
  });

  it('accepts zero bits behind the end, not others', () => {
    expect(decodeEpcHex('3416451FD4000000000F440900000000')).toMatchObject({
      hex: '3416451FD4000000000F4409',
      bits: 96,
    });
    expect(() => decodeEpcHex('3416451FD4000000000F440900000001')).toThrow(invalid);
  });
});

describe("strangers' tags", () => {
  it('are shown, not refused', () => {
    expect(decodeEpcHex('e280689400005003')).toEqual({
      scheme: 'unknown',
      uri: undefined,
      tagUri: undefined,
      hex: 'E280689400005003',
      bits: 64,
      header: 0xe2,
    });
    expect(decodeEpcHex('FA00112233445566778899AA')).toMatchObject({ scheme: 'giai+', header: 0xfa });
    expect(epcLine('hex:FF', 'decode')).toEqual({
      input: 'hex:FF',
      scheme: 'unknown',
      uri: null,
      tagUri: null,
      hex: 'FF',
      bits: 8,
    });
  });

  it('never make a line throw, whatever hex or text it is', () => {
    const anyHex = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex'));
    const knownHeader = fc
      .tuple(
        fc.constantFrom(...GS1_SCHEMES.map((scheme) => scheme.header), 0x35),
        fc.uint8Array({ minLength: 10, maxLength: 26 }),
      )
      .map(([header, rest]) => Buffer.from([header, ...rest]).toString('hex'));
    fc.assert(
      fc.property(
        fc.oneof(
          anyHex,
          knownHeader,
          fc.string(),
          fc.string().map((rest) => `urn:epc:tag:giai-202:0.${rest}`),
        ),
        (input) => {
          const line = epcLine(input, 'decode');
          expect(line.input).toBe(input);
          if (!('error' in line) && line.tagUri !== null) {
            // Software writes whole bytes, a tag holds whole words of four hexadecimal digits.
            const words = line.hex.padEnd(Math.ceil(line.hex.length / 4) * 4, '0');
            expect(encodeEpcUri(line.tagUri).hex).toBe(words);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('read in whole bytes are the same tag as in whole words', () => {
    const bytes = '36000000000000010102040810204081020408102100810200';
    const read = epcLine(bytes, 'decode');
    const whole = epcLine(`${bytes}00`, 'decode');
    if ('error' in read || 'error' in whole) throw new Error('not decoded');
    expect(read.tagUri).not.toBeNull();
    expect(read.tagUri).toBe(whole.tagUri);
    expect(encodeEpcUri(read.tagUri ?? '').hex).toBe(whole.hex);
  });
});

/** Random valid values of one scheme, as tag URIs. */
function tagUris(scheme: Gs1Scheme): fc.Arbitrary<string> {
  const digits = (count: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0123456789'.split('')), minLength: count, maxLength: count });
  return fc.tuple(fc.nat(7), fc.integer({ min: 6, max: 12 })).chain(([filter, prefixDigits]) => {
    const { reference, tail } = scheme;
    const tailBits = tail.bits[12 - prefixDigits] ?? 0;
    const parts: fc.Arbitrary<string>[] = [digits(prefixDigits)];
    if (reference !== undefined) parts.push(digits(reference.digitsWithPrefix - prefixDigits));
    if (tail.form === 'number') parts.push(fc.bigInt(0n, (1n << BigInt(tailBits)) - 1n).map(String));
    if (tail.form === 'text') {
      const unit = fc.integer({ min: 1, max: 0x7f }).map((code) => String.fromCharCode(code));
      parts.push(
        fc.string({ unit, minLength: 1, maxLength: tail.maximumCharacters(prefixDigits) }).map(escapeText),
      );
    }
    return fc.tuple(...parts).map((list) => `urn:epc:tag:${scheme.name}:${filter}.${list.join('.')}`);
  });
}

describe('round trips', () => {
  it.each(GS1_SCHEMES)('$name keeps every digit of any valid value', (scheme) => {
    fc.assert(
      fc.property(tagUris(scheme), (tagUri) => {
        const encoded = encodeEpcUri(tagUri);
        expect(encoded.tagUri).toBe(tagUri);
        expect(encoded.bits).toBe(bitsOnTag(scheme.bits));
        expect(encoded.hex).toHaveLength(encoded.bits / 4);
        expect(decodeEpcHex(encoded.hex)).toEqual(encoded);
      }),
    );
  });
});
