import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../decoded.ts';
import { sum8 } from './checksums.ts';
import { createFramer, type Recognise } from './framer.ts';
import { fromHex, toHex } from './hexadecimal.ts';

/** A sample protocol: AA, payload length, payload, sum of length and payload. */
const recognise: Recognise = (view, start) => {
  if (view[start] !== 0xaa) return { verdict: 'reject' };
  const payload = view[start + 1];
  if (payload === undefined) return { verdict: 'need', bytes: 2 };
  const length = payload + 3;
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  const body = view.subarray(start + 1, start + length - 1);
  if (sum8(body) !== view[start + length - 1]) return { verdict: 'refused', length, reason: 'checksum' };
  return {
    verdict: 'frame',
    length,
    content: { kind: 'frame', type: 'sample', fields: { hex: toHex(body.subarray(1)) } },
  };
};

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();

function decode(chunks: readonly Uint8Array[]): Decoded[] {
  const framer = createFramer(recognise, { maximumDiscarded: 40 });
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.end()];
}

function sampleFrame(payload: Uint8Array): Uint8Array {
  const body = Uint8Array.of(payload.length, ...payload);
  return Uint8Array.of(0xaa, ...body, sum8(body));
}

function cut(input: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = places.map((place) => place % (input.length + 1)).sort((a, b) => a - b);
  return [...ends, input.length].map((end, index) => input.subarray(ends[index - 1] ?? 0, end));
}

const summary = (hex: string): string[] =>
  decode([bytes(hex)]).map((line) => `${line.offset}+${line.length} ${line.kind}`);

/** Streams that are mostly made of what the protocol looks at, so that every branch is met often. */
const stream = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 6 }).map(sampleFrame),
      fc
        .array(fc.constantFrom(0xaa, 0, 1, 2, 5, 0xff), { maxLength: 8 })
        .map((list) => Uint8Array.from(list)),
      fc.uint8Array({ maxLength: 8 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

describe('resynchronising framer', () => {
  it('takes frames apart that came in one chunk', () => {
    expect(summary('AA0101 02 AA00 00')).toEqual(['0+4 frame', '4+3 frame']);
  });

  it('reports noise before, between and behind frames as one run each', () => {
    expect(summary('FFFE AA0000 010203 AA0000 77')).toEqual([
      '0+2 discarded',
      '2+3 frame',
      '5+3 discarded',
      '8+3 frame',
      '11+1 discarded',
    ]);
  });

  it('refuses a frame with a wrong checksum over its claimed length', () => {
    expect(summary('AA020102 FF AA0000')).toEqual(['0+5 refused', '5+3 frame']);
  });

  it('does not let a corrupted length byte eat the good frames behind it', () => {
    expect(summary('AA070102 05 AA0000 AA0000')).toEqual(['0+5 discarded', '5+3 frame', '8+3 frame']);
  });

  it('waits for a claimed length but finds the good frame in it at the end and after silence', () => {
    expect(summary('AAF0 AA0000')).toEqual(['0+2 discarded', '2+3 frame']);
    const framer = createFramer(recognise);
    expect(framer.push(bytes('AAF0 AA0000'))).toEqual([]);
    expect(framer.idle().map((line) => line.kind)).toEqual(['discarded', 'frame']);
    expect(framer.push(bytes('AA0000'))).toMatchObject([{ kind: 'frame', offset: 5, length: 3 }]);
  });

  it('ends with incomplete where the input stops inside a frame', () => {
    expect(summary('AA0000 FF AA0501')).toEqual(['0+3 frame', '3+1 discarded', '4+3 incomplete']);
  });

  it('cuts an endless stretch of noise into pieces of the wanted size', () => {
    expect(summary('00'.repeat(90))).toEqual(['0+40 discarded', '40+40 discarded', '80+10 discarded']);
  });

  it('is not stopped by a recogniser that asks for nothing or uses nothing up', () => {
    const framer = createFramer(() => ({ verdict: 'need', bytes: 0 }));
    expect([...framer.push(Uint8Array.of(1, 2)), ...framer.end()]).toMatchObject([
      { kind: 'discarded', length: 2 },
    ]);
    const empty = createFramer(() => ({ verdict: 'frame', length: 0, content: { kind: 'incomplete' } }));
    expect([...empty.push(Uint8Array.of(1)), ...empty.end()]).toMatchObject([
      { kind: 'discarded', length: 1 },
    ]);
  });

  it('gives the same lines for any split of any stream', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 12 }), (input, places) => {
        expect(decode(cut(input, places))).toEqual(decode([input]));
      }),
    );
  });

  it('tiles any stream, byte by byte, without losing one', () => {
    fc.assert(
      fc.property(stream, (input) => {
        let next = 0;
        for (const line of decode([...input].map((byte) => Uint8Array.of(byte)))) {
          expect(line.offset).toBe(next);
          expect(line.length).toBeGreaterThan(0);
          if (line.kind === 'discarded')
            expect(line.hex).toBe(toHex(input.subarray(next, next + line.length)));
          next += line.length;
        }
        expect(next).toBe(input.length);
      }),
    );
  });

  it('loses no good frame to noise without start bytes', () => {
    const quiet = fc
      .uint8Array({ maxLength: 10 })
      .map((noise) => noise.map((byte) => (byte === 0xaa ? 0 : byte)));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(quiet, fc.uint8Array({ maxLength: 9 })), { maxLength: 8 }),
        quiet,
        (parts, tail) => {
          const input = parts.flatMap(([noise, payload]) => [...noise, ...sampleFrame(payload)]);
          const frames = decode([Uint8Array.from([...input, ...tail])]).filter(
            (line) => line.kind === 'frame',
          );
          expect(frames.map((line) => line.kind === 'frame' && line.fields.hex)).toEqual(
            parts.map(([, payload]) => toHex(payload)),
          );
        },
      ),
    );
  });
});
