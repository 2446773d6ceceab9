import { describe, expect, it } from 'vitest';
import { crc16Ccitt, crc16Gen2, crc16Modbus, sum8, twosComplement8, xor8 } from './checksums.ts';
import { fromHex } from './hexadecimal.ts';

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();
/** "123456789", the input of published check values. */
const CHECK_INPUT = bytes('313233343536373839');

describe('checksums', () => {
  it('reproduces the published check values of the CRCs', () => {
    expect(crc16Modbus(CHECK_INPUT)).toBe(0x4b37);
    expect(crc16Ccitt(CHECK_INPUT)).toBe(0x29b1);
    expect(crc16Gen2(CHECK_INPUT)).toBe(0xd64e);
  });

  it('reproduces the StoredCRC of epc-tds.md section 1', () => {
    expect(crc16Gen2(bytes('3000 3416451FD4000000000F4409'))).toBe(0xc318);
  });

  it('reproduces the card lines of iso14443-cards.md section 4', () => {
    expect(xor8(bytes('2F003C51E7'))).toBe(0xa5);
    expect(twosComplement8(bytes('2F003C51E7'))).toBe(0x5d);
    expect(sum8(bytes('2F003C51E75D'))).toBe(0);
  });

  it('of nothing is the start value', () => {
    const nothing = new Uint8Array();
    expect([xor8, sum8, twosComplement8, crc16Modbus, crc16Ccitt].map((sum) => sum(nothing))).toEqual([
      0, 0, 0, 0xffff, 0xffff,
    ]);
  });
});
