import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteBuffer } from './byte-buffer.ts';

describe('receive buffer', () => {
  it('holds what was appended and not dropped, for any sequence of both', () => {
    const step = fc.oneof(fc.uint8Array({ maxLength: 700 }), fc.nat(900));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const buffer = new ByteBuffer();
        let expected: number[] = [];
        for (const action of steps) {
          if (typeof action === 'number') {
            buffer.drop(action);
            expected = expected.slice(action);
          } else {
            buffer.append(action);
            expected.push(...action);
          }
          expect([...buffer.view()]).toEqual(expected);
          expect(buffer.length).toBe(expected.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
