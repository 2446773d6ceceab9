import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pieces } from './pieces.ts';

describe('pieces', () => {
  it('have the asked size, except the last, and join to what came in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.integer({ min: 1, max: 30 }),
        (chunks, size) => {
          const pieces = new Pieces(size);
          const cut = [...chunks.flatMap((chunk) => [...pieces.push(chunk)]), ...pieces.end()];
          expect(cut.slice(0, -1).every((piece) => piece.length === size)).toBe(true);
          expect(Buffer.concat(cut)).toEqual(Buffer.concat(chunks));
        },
      ),
    );
  });

  it('are the chunks themselves without a size', () => {
    const pieces = new Pieces(undefined);
    const chunk = Uint8Array.of(1, 2, 3);
    expect([...pieces.push(chunk), ...pieces.end()]).toEqual([chunk]);
  });
});
