import { DeviceError } from '../../errors.ts';

/** Control characters of the link (ASTM E1381; body-composition-glucose-spiro.md section 2). */
export const STX = 0x02;
export const ETX = 0x03;
export const EOT = 0x04;
export const ENQ = 0x05;
export const ACK = 0x06;
export const NAK = 0x15;
export const ETB = 0x17;
export const CAN = 0x18;
export const CR = 0x0d;
export const LF = 0x0a;

export const CONTROL_NAMES: ReadonlyMap<number, string> = new Map([
  [EOT, 'endOfTransmission'],
  [ENQ, 'enquiry'],
  [ACK, 'acknowledge'],
  [NAK, 'refuse'],
  [CAN, 'cancel'],
]);

/** HID reports carry tag, length and at most 60 bytes. */
export const BLOCK_LENGTH = 64;
export const BLOCK_HEADER = 4;
export const BLOCK_PAYLOAD = BLOCK_LENGTH - BLOCK_HEADER;
/** Tag of the host; the meter's own is ignored on reading. */
const HOST_TAG: readonly number[] = [0x41, 0x42, 0x43];

/**
 * A frame: STX, number, text, CR, ETX or ETB, check, CR LF.
 *
 * @param number 0 to 7
 */
export function astmFrame(number: number, text: string, end: typeof ETX | typeof ETB = ETB): Uint8Array {
  const body = Buffer.from(`${number % 8}${text}\r${String.fromCharCode(end)}`, 'latin1');
  const sum = body.reduce((total, byte) => (total + byte) & 0xff, 0);
  const check = Buffer.from(`${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`, 'latin1');
  return Uint8Array.from([STX, ...body, ...check]);
}

/** The HID reports that carry `payload`, padded with zeros; without report id. */
export function hidBlocks(payload: Uint8Array, tag: readonly number[] = HOST_TAG): Uint8Array[] {
  if (payload.length === 0) throw new DeviceError('input.invalid', 'an empty report says nothing');
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += BLOCK_PAYLOAD) {
    const part = payload.subarray(at, at + BLOCK_PAYLOAD);
    const block = new Uint8Array(BLOCK_LENGTH);
    block.set([...tag.slice(0, 3), part.length]);
    block.set(part, BLOCK_HEADER);
    blocks.push(block);
  }
  return blocks;
}
