import { type Header, readHeader } from './codec.ts';
import { type Definition, type FieldKind, HEADER_BYTES, messageByType } from './definition.ts';

/** Least bytes of a field on the wire; bit fields are summed apart. */
const LEAST_BYTES: Readonly<Partial<Record<FieldKind, number>>> = {
  u8: 1,
  s8: 1,
  u16: 2,
  s16: 2,
  u32: 4,
  u64: 8,
  u96: 12,
  octets: 2,
  words: 2,
  u8v: 2,
  u16v: 2,
  u32v: 2,
  utf8: 2,
  bits: 2,
};

/** Smallest LLRPStatus: header, code, empty text. */
const LEAST_STATUS_BYTES = 8;

interface Size {
  readonly least: number;
  readonly exact: boolean;
}

function sizeOf(definition: Definition): Size {
  let bits = 0;
  for (const field of definition.fields) {
    if (field.kind === 'u1') bits += 1;
    else if (field.kind === 'u2') bits += 2;
    else if (field.kind === 'reserved') bits += field.bits;
    else bits += 8 * (LEAST_BYTES[field.kind] ?? 0);
  }
  const status = definition.slotOf.has('LLRPStatus') ? LEAST_STATUS_BYTES : 0;
  const open = definition.slots.length > 0 || definition.fields.some((field) => field.kind === 'rest');
  return { least: HEADER_BYTES + bits / 8 + status, exact: !open };
}

const SIZES: ReadonlyMap<number, Size> = new Map(
  [...messageByType].map(([type, definition]) => [type, sizeOf(definition)]),
);

/**
 * A header worth believing after noise: possible, of a known type, and of a length that type can have. A keepalive
 * that claims 1086 bytes is the beginning of a cut-off frame followed by a good one, not a keepalive.
 */
export function readPlausibleHeader(bytes: Uint8Array, at: number): Header | undefined {
  const header = readHeader(bytes, at);
  const size = header === undefined ? undefined : SIZES.get(header.type);
  if (header === undefined || size === undefined) return undefined;
  return (size.exact ? header.length === size.least : header.length >= size.least) ? header : undefined;
}

/** Whether these last, fewer than ten, bytes of the input can be the start of a header. */
export function canStartHeader(bytes: Uint8Array, at: number, knownTypesOnly: boolean): boolean {
  const [first, second, third, fourth] = bytes.subarray(at, at + 4);
  if (first === undefined) return false;
  const version = first >> 2;
  if (version !== 1 && version !== 2) return false;
  if (second === undefined) return true;
  if (knownTypesOnly && !messageByType.has(((first & 0b11) << 8) | second)) return false;
  // A length up to 1 MiB (0x00100000) starts with 00 and then at most 10.
  return (third ?? 0) === 0 && (fourth ?? 0) <= 0x10;
}
