import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEpcHex } from './codec.ts';
import {
  isFactoryEpc,
  isIsoNumbering,
  isTruncated,
  makeOpaqueHandle,
  recogniseOpaqueHandle,
} from './opaque.ts';
import { epcBitsOfPc } from './stored-crc.ts';

const RANDOM = Uint8Array.from({ length: 12 }, (_, index) => index * 17);

describe('opaque handles', () => {
  it('carry toggle bit and application family in the PC word', () => {
    const handle = makeOpaqueHandle(RANDOM, 0xa7);
    expect(handle).toEqual({ pc: 0x31a7, hex: 'D0112233445566778899AABB' });
    expect(isIsoNumbering(handle.pc)).toBe(true);
    expect(epcBitsOfPc(handle.pc)).toBe(96);
  });

  it('are recognised as ours, of another family, or likely when the reader hides the PC word', () => {
    const { hex, pc } = makeOpaqueHandle(RANDOM, 0xa7);
    expect(recogniseOpaqueHandle({ hex, pc }, 0xa7)).toBe('ours');
    expect(recogniseOpaqueHandle({ hex, pc: pc | 0x0400 }, 0xa7)).toBe('ours');
    expect(recogniseOpaqueHandle({ hex, pc }, 0xa8)).toBe('foreign');
    expect(recogniseOpaqueHandle({ hex, pc: 0x3000 }, 0xa7)).toBe('foreign');
    expect(recogniseOpaqueHandle({ hex }, 0xa7)).toBe('likely');
    expect(recogniseOpaqueHandle({ hex: '3416451FD4000000000F4409' }, 0xa7)).toBe('foreign');
  });

  it('are never mistaken for a GS1 number or a factory EPC, and keep 92 random bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (random) => {
        const { hex } = makeOpaqueHandle(random, 1);
        expect(decodeEpcHex(hex).scheme).toBe('unknown');
        expect(isFactoryEpc(hex)).toBe(false);
        expect(hex.slice(1).toLowerCase()).toBe(Buffer.from(random).toString('hex').slice(1));
      }),
    );
  });

  it('refuse a wrong number of random bytes and a family outside 1 to 255', () => {
    const invalid = expect.objectContaining({ code: 'input.invalid' });
    expect(() => makeOpaqueHandle(RANDOM.subarray(1), 1)).toThrow(invalid);
    for (const family of [0, 256, 1.5, Number.NaN])
      expect(() => makeOpaqueHandle(RANDOM, family)).toThrow(invalid);
  });

  it('know truncated tags and factory EPCs', () => {
    expect(isTruncated(0x3000, 96)).toBe(false);
    expect(isTruncated(0x3400, 80)).toBe(true);
    expect(isFactoryEpc('E280689400005003')).toBe(true);
    expect(isFactoryEpc('000000000000000000000000')).toBe(true);
    expect(isFactoryEpc('3416451FD4000000000F4409')).toBe(false);
  });
});
