import { DeviceError } from '../../errors.ts';

/** Why an APDU is refused: the `reason` of a `refused` line of `decode`. */
export type MalformedReason =
  | 'length'
  | 'field'
  | 'date'
  | 'range'
  | 'unit'
  | 'handle'
  | 'number'
  | 'association';

/** An error that names the reason for refusing an APDU as a whole. */
export function malformed(reason: MalformedReason, what: string): DeviceError {
  return new DeviceError(reason === 'length' ? 'protocol.length' : 'protocol.malformed', what, {
    detail: { reason },
  });
}

/** The reason inside an error of `malformed`; anything else is a fault of ours and is thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof DeviceError && typeof error.detail['reason'] === 'string')
    return error.detail['reason'];
  throw error;
}

/**
 * Reads MDER (Medical Device Encoding Rules: everything big-endian, every list with count and length) from a stretch
 * of bytes and never beyond it. Every read rejects with reason `length` when the stretch is too short.
 *
 * Source: ieee-11073-20601.md section 1.
 */
export class MderReader {
  readonly bytes: Uint8Array;
  /** Position of the next byte in `bytes`. */
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  u8(): number {
    const { at, bytes } = this;
    this.#move(1);
    return bytes[at] ?? 0;
  }

  u16(): number {
    const { at, bytes } = this;
    this.#move(2);
    return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  }

  u32(): number {
    const high = this.u16();
    return high * 0x1_0000 + this.u16();
  }

  octets(length: number): Uint8Array {
    const { at } = this;
    this.#move(length);
    return this.bytes.subarray(at, at + length);
  }

  skip(length: number): void {
    this.#move(length);
  }

  /** An octet string: length u16, then that many bytes. */
  octetString(): Uint8Array {
    return this.octets(this.u16());
  }

  /** A reader for the next `length` bytes, which are then used up here. */
  part(length: number): MderReader {
    const { at } = this;
    this.#move(length);
    return new MderReader(this.bytes, at, at + length);
  }

  /** A list: count u16, length u16 in bytes, entries. The entries must fill the length exactly. */
  list<Entry>(readEntry: (reader: MderReader) => Entry): Entry[] {
    const count = this.u16();
    const inside = this.part(this.u16());
    const entries: Entry[] = [];
    for (let index = 0; index < count; index += 1) entries.push(readEntry(inside));
    inside.finish();
    return entries;
  }

  /** Everything must have been read. */
  finish(): void {
    if (this.at !== this.end) throw malformed('length', 'bytes are left over');
  }

  #move(length: number): void {
    if (this.at + length > this.end) throw malformed('length', 'a field goes beyond its frame');
    this.at += length;
  }
}

/** Puts MDER together; the counterpart of `MderReader`. */
export class MderWriter {
  readonly #bytes: number[] = [];

  u8(value: number): this {
    this.#bytes.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    this.#bytes.push((value >>> 8) & 0xff, value & 0xff);
    return this;
  }

  u32(value: number): this {
    return this.u16(Math.floor(value / 0x1_0000)).u16(value);
  }

  octets(bytes: Uint8Array): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  octetString(bytes: Uint8Array): this {
    return this.u16(bytes.length).octets(bytes);
  }

  list<Entry>(entries: readonly Entry[], writeEntry: (writer: MderWriter, entry: Entry) => void): this {
    const inside = new MderWriter();
    for (const entry of entries) writeEntry(inside, entry);
    return this.u16(entries.length).octetString(inside.bytes());
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
