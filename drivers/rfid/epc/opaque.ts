import { DeviceError } from '../../errors.ts';
import { fromHex, toHex } from '../../framing/hexadecimal.ts';
import { epcBitsOfPc } from './stored-crc.ts';

/**
 * Item tags that say nothing to strangers (DESIGN.md, "EPC on an item tag"): a random 96-bit handle that is no EPC.
 * The toggle bit of the PC word (17h) says so, and the byte behind it is an ISO application family identifier (AFI,
 * 应用族标识) that readers can select by, so that retail tags are filtered out before they cost air time.
 */
export interface OpaqueHandle {
  /** PC word to write: six words, toggle bit, application family. */
  readonly pc: number;
  /** 24 hex digits, upper case. */
  readonly hex: string;
}

export const OPAQUE_HANDLE_BYTES = 12;

const SIX_WORDS = 6 << 11;
const TOGGLE_BIT = 0x0100;
/** User memory and XPC indicators (15h, 16h) are set by the chip, not by us. */
const INDICATOR_BITS = 0x0600;
/**
 * First half byte of our handles. GS1 has assigned no header D0h to DFh, so a reader that does not report the PC word
 * cannot mistake a handle for a GS1 number. 92 random bits remain.
 */
const FIRST_NIBBLE = 0xd0;

/**
 * @param random 12 bytes from a cryptographic source
 * @param applicationFamily 1 to 255, the same for all stations of a county
 * @throws DeviceError `input.invalid`
 */
export function makeOpaqueHandle(random: Uint8Array, applicationFamily: number): OpaqueHandle {
  if (random.length !== OPAQUE_HANDLE_BYTES) {
    throw new DeviceError('input.invalid', `${OPAQUE_HANDLE_BYTES} random bytes are needed`);
  }
  const bytes = random.slice();
  bytes[0] = FIRST_NIBBLE | ((bytes[0] ?? 0) & 0x0f);
  return { pc: opaquePc(applicationFamily), hex: toHex(bytes) };
}

/** PC word of our handles. @throws DeviceError `input.invalid` unless 1 to 255 */
export function opaquePc(applicationFamily: number): number {
  if (!Number.isInteger(applicationFamily) || applicationFamily < 1 || applicationFamily > 0xff) {
    throw new DeviceError('input.invalid', 'the application family is a number from 1 to 255');
  }
  return SIX_WORDS | TOGGLE_BIT | applicationFamily;
}

/**
 * Whether a tag carries one of our handles: `ours` by PC word and form, `likely` when the reader did not report the
 * PC word and the form fits (the registry decides), `foreign` otherwise.
 */
export function recogniseOpaqueHandle(
  tag: { readonly hex: string; readonly pc?: number | undefined },
  applicationFamily: number,
): 'ours' | 'likely' | 'foreign' {
  const bytes = fromHex(tag.hex);
  if (bytes?.length !== OPAQUE_HANDLE_BYTES || ((bytes[0] ?? 0) & 0xf0) !== FIRST_NIBBLE) return 'foreign';
  if (tag.pc === undefined) return 'likely';
  return (tag.pc & ~INDICATOR_BITS) === opaquePc(applicationFamily) ? 'ours' : 'foreign';
}

/** Whether the PC word says that what follows is no EPC but belongs to an ISO application family. */
export function isIsoNumbering(pc: number): boolean {
  return (pc & TOGGLE_BIT) !== 0;
}

/** A tag whose length bits disagree with the bytes received was truncated and must be dropped (epc-tds.md section 1). */
export function isTruncated(pc: number, epcBits: number): boolean {
  return epcBitsOfPc(pc) !== epcBits;
}

/**
 * EPCs that tags carry from the box and that must never identify an item alone (epc-tds.md section 2): first byte E2h
 * "looks like a TID", 00h unprogrammed.
 */
export function isFactoryEpc(hex: string): boolean {
  return /^(?:E2|00)/i.test(hex);
}
