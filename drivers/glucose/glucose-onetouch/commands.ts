import { DeviceError } from '../../errors.ts';
import { crc16Ccitt } from '../../framing/checksums.ts';

export const STX = 0x02;
export const ETX = 0x03;
/** STX, length, link control, ETX and two bytes of check around the message. */
export const FRAME_OVERHEAD = 6;

/**
 * Link control byte of the UltraEasy/UltraMini family; the Verio models send 0. `sent` and `expected` are the last bits of
 * the two frame counters.
 */
export interface LinkControl {
  readonly sent: boolean;
  readonly expected: boolean;
  readonly acknowledge: boolean;
  readonly disconnect: boolean;
  readonly more: boolean;
}
const BITS: readonly (readonly [keyof LinkControl, number])[] = [
  ['sent', 0x01],
  ['expected', 0x02],
  ['acknowledge', 0x04],
  ['disconnect', 0x08],
  ['more', 0x10],
];

export function linkControl(byte: number): LinkControl {
  const isSet = (mask: number): boolean => (byte & mask) !== 0;
  return {
    sent: isSet(0x01),
    expected: isSet(0x02),
    acknowledge: isSet(0x04),
    disconnect: isSet(0x08),
    more: isSet(0x10),
  };
}

export function linkByte(link: Partial<LinkControl>): number {
  return BITS.reduce((byte, [name, mask]) => (link[name] === true ? byte | mask : byte), 0);
}

/** @throws DeviceError `input.invalid` for a message longer than 249 bytes */
export function binaryFrame(message: readonly number[], link: Partial<LinkControl> = {}): Uint8Array {
  const length = message.length + FRAME_OVERHEAD;
  if (length > 0xff) throw new DeviceError('input.invalid', 'a frame holds at most 249 bytes');
  const body = Uint8Array.of(STX, length, linkByte(link), ...message, ETX);
  const check = crc16Ccitt(body);
  return Uint8Array.of(...body, check & 0xff, check >> 8);
}

/** Requests of the two binary families (glucometer-protocols pages; Tidepool uploader), as message bytes. */
export const ULTRA_EASY = {
  prefix: 0x05,
  version: [0x05, 0x0d, 0x02],
  serial: [0x05, 0x0b, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  clock: [0x05, 0x20, 0x02, 0, 0, 0, 0],
  unit: [0x05, 0x09, 0x02, 0x09, 0, 0, 0, 0],
  /** Record number that no meter has: answered with the count. */
  countRecord: 501,
  record: (index: number): number[] => [0x05, 0x1f, index & 0xff, index >> 8],
} as const;

export const VERIO = {
  prefix: 0x03,
  version: [0x03, 0x0d, 0x01],
  serial: [0x03, 0x0b, 0x01, 0x02],
  clock: [0x03, 0x20, 0x02],
  unit: [0x03, 0x09, 0x02, 0x02],
  count: [0x03, 0x27, 0x00],
  record: (index: number): number[] => [0x03, 0x21, index & 0xff, index >> 8],
} as const;

/** Text commands of the Ultra2: DC1, CR, letters, CR. */
export function ultra2Command(letters: string): Uint8Array {
  return Uint8Array.from(Buffer.from(`\x11\r${letters}\r`, 'latin1'));
}

/** Sum of all characters modulo 65,536, four upper-case hex digits behind a blank. */
export function ultra2Line(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'latin1');
  const sum = bytes.reduce((total, byte) => (total + byte) & 0xffff, 0);
  return Uint8Array.from(
    Buffer.from(`${text} ${sum.toString(16).toUpperCase().padStart(4, '0')}\r\n`, 'latin1'),
  );
}
