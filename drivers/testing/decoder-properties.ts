import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded, FrameDecoder } from '../decoded.ts';
import { fromHex } from '../framing/hexadecimal.ts';
import { createSeededRandom } from '../transport/seeded-random.ts';

export interface DecoderPropertyOptions {
  /** Good frames of the protocol, hexadecimal; each must decode to one line that is neither discarded nor refused. */
  readonly frames: readonly string[];
  /**
   * Bytes that cannot be part of a frame or its start, for noise between frames; default FF 00 FF. They must be
   * reported as discarded and cost no good frame.
   */
  readonly noise?: string;
  /** Random bytes fed to the decoder; issue 3 asks for a million a driver. */
  readonly randomBytes?: number;
}

/**
 * What every parser owes (issue 3, "Bad input"): any split gives the same lines; lines tile the input; noise before and
 * between frames costs no good frame; random bytes never throw, hang or pile up.
 */
export function describeDecoderProperties(
  name: string,
  createDecoder: () => FrameDecoder,
  options: DecoderPropertyOptions,
): void {
  const frames = options.frames.map(bytesOf);
  const noise = bytesOf(options.noise ?? 'FF00FF');
  describe(`${name}: every parser's duties`, () => {
    it('gives the same lines for any split of the stream, and they tile it', () => {
      const piece = fc.oneof(
        fc.constantFrom(...frames),
        fc.constant(noise),
        fc.uint8Array({ minLength: 0, maxLength: 12 }),
      );
      fc.assert(
        fc.property(
          fc.array(piece, { maxLength: 6 }),
          fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
          (parts, cuts) => {
            const input = joined(parts);
            const whole = decodeInPieces(createDecoder(), [input]);
            expect(decodeInPieces(createDecoder(), cut(input, cuts))).toEqual(whole);
            expectTiles(whole, input.length);
          },
        ),
        { numRuns: 200 },
      );
    });

    it('loses no good frame to noise before, between and behind frames', () => {
      const good = (lines: readonly Decoded[]): unknown[] =>
        lines
          .filter((line) => line.kind !== 'discarded' && line.kind !== 'incomplete')
          .map(({ offset: _offset, ...content }) => content);
      for (const frame of frames) {
        const alone = good(decodeInPieces(createDecoder(), [frame]));
        expect(alone.length).toBeGreaterThan(0);
        const noisy = decodeInPieces(createDecoder(), [joined([noise, frame, noise, frame, noise])]);
        expect(good(noisy)).toEqual([...alone, ...alone]);
        expect(noisy.filter((line) => line.kind === 'refused')).toEqual([]);
      }
    });

    it('survives random bytes: no throw, every byte accounted for', () => {
      const random = createSeededRandom(20_261_128);
      const decoder = createDecoder();
      const total = options.randomBytes ?? 1_000_000;
      let told = 0;
      for (let fed = 0; fed < total; ) {
        const chunk = Uint8Array.from({ length: Math.min(4096, total - fed) }, () =>
          Math.floor(random() * 256),
        );
        fed += chunk.length;
        for (const line of decoder.push(chunk)) told += line.length;
        // What is neither a line nor in a frame's reach would be memory that grows.
        expect(fed - told).toBeLessThan(200_000);
      }
      for (const line of decoder.end()) told += line.length;
      expect(told).toBe(total);
    });
  });
}

/** All lines of the pieces in order, `end` included. */
export function decodeInPieces(decoder: FrameDecoder, pieces: Iterable<Uint8Array>): Decoded[] {
  const lines: Decoded[] = [];
  for (const piece of pieces) lines.push(...decoder.push(piece));
  return [...lines, ...decoder.end()];
}

/** Lines of a stretch given as hexadecimal or, with `text`, as characters. */
export function decodeHex(decoder: FrameDecoder, hex: string): Decoded[] {
  return decodeInPieces(decoder, [bytesOf(hex)]);
}
export function decodeText(decoder: FrameDecoder, text: string): Decoded[] {
  return decodeInPieces(decoder, [Uint8Array.from(Buffer.from(text, 'latin1'))]);
}

export function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex.replaceAll(/\s/g, ''));
  if (bytes === undefined) throw new Error(`not hexadecimal: ${hex}`);
  return bytes;
}

function expectTiles(lines: readonly Decoded[], length: number): void {
  let at = 0;
  for (const line of lines) {
    expect(line.offset).toBe(at);
    expect(line.length).toBeGreaterThan(0);
    at += line.length;
  }
  expect(at).toBe(length);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function* cut(input: Uint8Array, sizes: Iterable<number>): Generator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    if (at >= input.length) return;
    yield input.subarray(at, at + size);
    at += size;
  }
}
