import { DeviceError } from '../../errors.ts';
import { crc16Gen2 } from '../../framing/checksums.ts';
import { fromHex } from '../../framing/hexadecimal.ts';

/**
 * StoredCRC of a Gen2 tag over PC word and EPC (epc-tds.md section 1): `storedCrc(0x3000, '3416451FD4000000000F4409')`
 * is C318h.
 *
 * @throws DeviceError `input.invalid` when `epcHex` is not hexadecimal
 */
export function storedCrc(pc: number, epcHex: string): number {
  const epc = fromHex(epcHex);
  if (epc === undefined) throw new DeviceError('input.invalid', 'not hexadecimal');
  return crc16Gen2(Uint8Array.of((pc >>> 8) & 0xff, pc & 0xff, ...epc));
}

/** EPC length in bits that the PC word claims (its first five bits count 16-bit words). */
export function epcBitsOfPc(pc: number): number {
  return ((pc >>> 11) & 0x1f) * 16;
}
