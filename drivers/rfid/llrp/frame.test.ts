import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../decoded.ts';
import { encodeMessage } from './codec.ts';
import { createDecoder } from './frame.ts';
import { concat, VECTOR_NAMES, vectorBytes } from './testing.ts';
import { fromHex, toHex } from './wire.ts';

function decode(bytes: Uint8Array, chunk = bytes.length || 1): Decoded[] {
  const decoder = createDecoder();
  const lines: Decoded[] = [];
  for (let at = 0; at < bytes.length; at += chunk)
    lines.push(...decoder.push(bytes.subarray(at, at + chunk)));
  lines.push(...decoder.end());
  return lines;
}

const shape = (lines: readonly Decoded[]): string[] =>
  lines.map((line) => {
    const type = line.kind === 'frame' || line.kind === 'tags' ? ` ${line.type}` : '';
    return `${line.kind}${type} ${line.offset}+${line.length}`;
  });

function expectTiled(lines: readonly Decoded[], length: number): void {
  let at = 0;
  for (const line of lines) {
    expect(line.offset).toBe(at);
    at += line.length;
  }
  expect(at).toBe(length);
}

const keepalive = vectorBytes('keepalive');
const twoTags = vectorBytes('ro-access-report-two-tags');

describe('LLRP frames of a clean stream', () => {
  it('decodes every published message, glued together, at any chunk size', () => {
    const stream = concat(...VECTOR_NAMES.map(vectorBytes));
    const whole = decode(stream);
    expect(whole).toHaveLength(VECTOR_NAMES.length);
    expect(whole.every((line) => line.kind === 'frame' || line.kind === 'tags')).toBe(true);
    expectTiled(whole, stream.length);
    for (const chunk of [1, 3, 7, 64, 1000]) expect(decode(stream, chunk)).toEqual(whole);
  });

  it('gives the same line for a message split at every byte', () => {
    const whole = decode(twoTags);
    for (let cut = 1; cut < twoTags.length; cut += 1) {
      const decoder = createDecoder();
      const lines = [
        ...decoder.push(twoTags.subarray(0, cut)),
        ...decoder.push(twoTags.subarray(cut)),
        ...decoder.end(),
      ];
      expect(lines).toEqual(whole);
    }
  });

  it('gives a message at once, without waiting for what follows', () => {
    expect(shape(createDecoder().push(twoTags))).toEqual(['tags RO_ACCESS_REPORT 0+108']);
  });

  it('says where the input stops inside a message', () => {
    const bytes = concat(keepalive, twoTags.subarray(0, 40));
    expect(shape(decode(bytes))).toEqual(['frame KEEPALIVE 0+10', 'incomplete 10+40']);
    expect(shape(decode(keepalive.subarray(0, 3)))).toEqual(['incomplete 0+3']);
  });

  it('names a message type nobody knows by its number and keeps its bytes', () => {
    const stranger = encodeMessage({ name: 'UNKNOWN_500', id: 9, body: { dataHex: 'C0FFEE' } });
    expect(decode(concat(stranger, keepalive))).toEqual([
      {
        kind: 'frame',
        type: 'UNKNOWN_500',
        fields: { messageId: 9, version: 1, dataHex: 'C0FFEE' },
        offset: 0,
        length: 13,
      },
      {
        kind: 'frame',
        type: 'KEEPALIVE',
        fields: { messageId: 0x2a0000f1, version: 1 },
        offset: 13,
        length: 10,
      },
    ]);
  });
});

describe('LLRP frames with a wrong body', () => {
  it.each([
    ['a TLV of length 3', '043d0000000e0000000100f00003'],
    ['a TLV past the message', '043d000000120000000100f0001081000100'],
    ['an unknown TV', '043d000000110000000100f00007ff0102'],
    ['a cut-off TV', '043d000000100000000100f000068100'],
    ['a report entry without EPC', '043d000000110000000100f00007810001'],
    ['EPCData whose bytes do not match its bits', '043d000000150000000100f0000b00f10007000912'],
    ['trailing bytes on a keepalive', '043e0000000c000000010000'],
  ])('refuses %s whole and goes on behind it', (_, hex) => {
    const wrong = fromHex(hex);
    const lines = decode(concat(wrong, keepalive));
    expect(shape(lines)).toEqual([`refused 0+${wrong.length}`, `frame KEEPALIVE ${wrong.length}+10`]);
    expect(shape(decode(wrong))).toEqual([`refused 0+${wrong.length}`]);
  });
});

describe('LLRP frames after noise', () => {
  it.each([
    ['text', '48454c4c4f0d0a'],
    ['zeros', '000000000000000000000000000000'],
    ['ones', 'ffffffffffffffffffffffff'],
    ['a header with reserved bits', '243e0000000a00000001'],
    ['version 0', '003e0000000a00000001'],
    ['version 3', '0c3e0000000a00000001'],
    ['a length below the header', '043e0000000900000001'],
    ['a length above the ceiling', '043d0010000100000001'],
    ['one byte of a header', '04'],
    ['three bytes of a report', '043d00'],
    ['four bytes of a keepalive', '043e0000'],
    ['nine bytes of a report', '043d0000006c2a0000'],
    ['half a report', toHex(twoTags.subarray(0, 54))],
  ])('reports %s as discarded and loses no good frame', (_, hex) => {
    const noise = fromHex(hex);
    const good = concat(twoTags, keepalive);
    const wanted = [
      { kind: 'discarded', offset: 0, length: noise.length, hex: toHex(noise) },
      ...decode(good).map((line) => ({ ...line, offset: line.offset + noise.length })),
    ];
    expect(decode(concat(noise, good))).toEqual(wanted);
    expect(decode(concat(noise, good), 1)).toEqual(wanted);
    const between = decode(concat(keepalive, noise, good));
    expect(shape(between).slice(2)).toEqual([
      `tags RO_ACCESS_REPORT ${10 + noise.length}+108`,
      `frame KEEPALIVE ${118 + noise.length}+10`,
    ]);
  });

  it('keeps a refused frame behind noise a refused frame', () => {
    const wrong = fromHex('043d0000000e0000000100f00003');
    expect(shape(decode(concat(fromHex('ffff'), wrong, keepalive)))).toEqual([
      'discarded 0+2',
      'refused 2+14',
      'frame KEEPALIVE 16+10',
    ]);
  });

  it('finds the good frames behind a frame that claims more than it has', () => {
    const liar = twoTags.slice();
    liar[5] = 0x6c + 15;
    const lines = decode(concat(liar, keepalive, keepalive, keepalive));
    expect(shape(lines).slice(-3)).toEqual([
      'frame KEEPALIVE 108+10',
      'frame KEEPALIVE 118+10',
      'frame KEEPALIVE 128+10',
    ]);
  });
});

const pieces = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VECTOR_NAMES).map(vectorBytes) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 30 }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...VECTOR_NAMES), fc.nat(300), fc.nat(255))
      .map(([name, at, value]) => {
        const bytes = vectorBytes(name);
        bytes[at % bytes.length] = value;
        return bytes;
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...VECTOR_NAMES), fc.nat(300))
      .map(([name, cut]) => vectorBytes(name).subarray(0, cut)),
  },
);

describe('LLRP frames of any bytes', () => {
  it('tile the input and do not depend on how it was split', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
        (parts, sizes) => {
          const stream = concat(...parts);
          const whole = decode(stream);
          expectTiled(whole, stream.length);
          const decoder = createDecoder();
          const lines: Decoded[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            lines.push(...decoder.push(stream.subarray(at, at + size)));
            at += size;
          }
          lines.push(...decoder.end());
          expect(lines).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never throw on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expectTiled(decode(bytes, 100), bytes.length);
      }),
      { numRuns: 200 },
    );
  });

  it('keep going through a megabyte of headers that all promise a long report', () => {
    const bytes = new Uint8Array(1_200_000);
    const bait = fromHex('043d000ffff000000001');
    for (let at = 0; at + bait.length <= bytes.length; at += bait.length) bytes.set(bait, at);
    expectTiled(decode(bytes, 65_536), bytes.length);
  });

  it('report long noise in pieces of at most one mebibyte', () => {
    expect(shape(decode(new Uint8Array(1_048_580).fill(0xff), 10_000))).toEqual([
      'discarded 0+1048576',
      'discarded 1048576+4',
    ]);
  });
});
