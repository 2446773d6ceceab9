import { assertNever, DeviceError } from '../../errors.ts';
import type { FieldValue, Group } from './codec.ts';
import { type Definition, type FieldDefinition, type FieldKind, parameterByName } from './definition.ts';
import { fromHex } from './wire.ts';

/** A growing byte buffer, big-endian. */
export interface ByteWriter {
  readonly length: number;
  /** `size` bytes of a number; negative values in two's complement. */
  number(size: 1 | 2 | 4, value: number): void;
  wide(value: bigint): void;
  raw(bytes: Uint8Array): void;
  patch(at: number, size: 2 | 4, value: number): void;
  bytes(): Uint8Array;
}

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(256);
  let view = new DataView(buffer.buffer);
  let length = 0;
  const claim = (size: number): number => {
    if (length + size > buffer.length) {
      const larger = new Uint8Array(Math.max(buffer.length * 2, length + size));
      larger.set(buffer.subarray(0, length));
      buffer = larger;
      view = new DataView(buffer.buffer);
    }
    length += size;
    return length - size;
  };
  const put = (at: number, size: 1 | 2 | 4, value: number): void => {
    if (size === 1) view.setUint8(at, value);
    else if (size === 2) view.setUint16(at, value);
    else view.setUint32(at, value);
  };
  return {
    get length() {
      return length;
    },
    number: (size, value) => put(claim(size), size, value),
    wide: (value) => {
      // Claimed first: making room replaces the view.
      const at = claim(8);
      view.setBigUint64(at, value);
    },
    raw: (bytes) => {
      const at = claim(bytes.length);
      buffer.set(bytes, at);
    },
    patch: put,
    bytes: () => buffer.slice(0, length),
  };
}

/** @throws DeviceError `input.invalid` */
export function encodeBody(definition: Definition | undefined, body: Group, writer: ByteWriter): void {
  if (definition === undefined) {
    writer.raw(fromHex(asText(body['dataHex'] ?? '', 'dataHex')));
    return;
  }
  writeGroup(definition, body, writer);
}

function writeGroup(definition: Definition, group: Group, writer: ByteWriter): void {
  writeFields(definition, group, writer);
  for (const slot of definition.slots) {
    const value = group[slot.key];
    if (value === undefined) continue;
    if (slot.choice) writeNamed(slot.key, value, writer);
    else {
      const name = slot.parameters[0] ?? '';
      for (const each of slot.many ? asList(value, slot.key) : [value]) writeParameter(name, each, writer);
    }
  }
  if (group['misplaced'] !== undefined) writeNamed('misplaced', group['misplaced'], writer);
  for (const each of asList(group['unknown'] ?? [], 'unknown')) {
    const { type, dataHex } = asGroup(each, 'unknown');
    writer.number(2, asNumber(type, 'type', 128, 0x3ff));
    const data = fromHex(asText(dataHex, 'dataHex'));
    writer.number(2, data.length + 4);
    writer.raw(data);
  }
}

function writeNamed(key: string, list: FieldValue, writer: ByteWriter): void {
  for (const each of asList(list, key)) {
    const { parameter, value } = asGroup(each, key);
    writeParameter(asText(parameter, 'parameter'), value ?? {}, writer);
  }
}

function writeParameter(name: string, value: FieldValue, writer: ByteWriter): void {
  const definition = parameterByName.get(name);
  if (definition === undefined) throw new DeviceError('input.invalid', `LLRP has no parameter ${name}`);
  const sole = definition.fields[0]?.name ?? '';
  const group = definition.scalar ? { [sole]: value } : asGroup(value, name);
  if (definition.type < 128) {
    writer.number(1, 0x80 | definition.type);
    writeFields(definition, group, writer);
    return;
  }
  const start = writer.length;
  writer.number(2, definition.type);
  writer.number(2, 0);
  writeGroup(definition, group, writer);
  const length = writer.length - start;
  if (length > 0xffff) throw new DeviceError('input.invalid', `LLRP ${name}: longer than 65535 bytes`);
  writer.patch(start + 2, 2, length);
}

const BIT_SIZE: Partial<Record<FieldKind, number>> = { u1: 1, u2: 2 };

function writeFields(definition: Definition, group: Group, writer: ByteWriter): void {
  let packed = 0;
  let filled = 0;
  for (const field of definition.fields) {
    const size = field.kind === 'reserved' ? field.bits : BIT_SIZE[field.kind];
    if (size === undefined) {
      writeField(field, group[field.name], writer);
      continue;
    }
    const bits = field.kind === 'reserved' ? 0 : asBits(group[field.name], field.name, size);
    packed = (packed << size) | bits;
    filled += size;
    for (; filled >= 8; filled -= 8) writer.number(1, (packed >> (filled - 8)) & 0xff);
  }
}

function writeField(field: FieldDefinition, value: FieldValue | undefined, writer: ByteWriter): void {
  const { name, kind } = field;
  switch (kind) {
    case 'u8':
      return writer.number(1, asNumber(value, name, 0, 0xff));
    case 's8':
      return writer.number(1, asNumber(value, name, -0x80, 0x7f));
    case 'u16':
      return writer.number(2, asNumber(value, name, 0, 0xffff));
    case 's16':
      return writer.number(2, asNumber(value, name, -0x8000, 0x7fff));
    case 'u32':
      return writer.number(4, asNumber(value, name, 0, 0xffff_ffff));
    case 'u64':
      return writer.wide(asWide(value, name));
    case 'u96': {
      const bytes = fromHex(asText(value, name));
      if (bytes.length !== 12) throw unfit(name, value);
      return writer.raw(bytes);
    }
    case 'octets':
      return writeCounted(fromHex(asText(value, name)), 1, name, writer);
    case 'words':
      return writeCounted(fromHex(asText(value, name)), 2, name, writer);
    case 'utf8':
      return writeCounted(new TextEncoder().encode(asText(value, name)), 1, name, writer);
    case 'u8v':
      return writeNumbers(asList(value, name), 1, name, writer);
    case 'u16v':
      return writeNumbers(asList(value, name), 2, name, writer);
    case 'u32v':
      return writeNumbers(asList(value, name), 4, name, writer);
    case 'bits': {
      const { bits, hex } = asGroup(value, name);
      const count = asNumber(bits, name, 0, 0xffff);
      const bytes = fromHex(asText(hex, name));
      if (bytes.length !== Math.ceil(count / 8)) throw unfit(name, value);
      writer.number(2, count);
      return writer.raw(bytes);
    }
    case 'rest':
      return writer.raw(fromHex(asText(value, name)));
    case 'u1':
    case 'u2':
    case 'reserved':
      throw unfit(name, value);
    default:
      return assertNever(kind);
  }
}

function writeCounted(bytes: Uint8Array, unit: 1 | 2, name: string, writer: ByteWriter): void {
  if (bytes.length % unit !== 0 || bytes.length / unit > 0xffff) throw unfit(name, `${bytes.length} bytes`);
  writer.number(2, bytes.length / unit);
  writer.raw(bytes);
}

function writeNumbers(list: readonly FieldValue[], size: 1 | 2 | 4, name: string, writer: ByteWriter): void {
  if (list.length > 0xffff) throw unfit(name, `${list.length} entries`);
  writer.number(2, list.length);
  for (const each of list) writer.number(size, asNumber(each, name, 0, 2 ** (8 * size) - 1));
}

const unfit = (name: string, value: unknown): DeviceError =>
  new DeviceError('input.invalid', `LLRP field ${name} cannot hold ${JSON.stringify(value)}`, {
    detail: { name },
  });

function asNumber(value: FieldValue | undefined, name: string, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw unfit(name, value);
  return value;
}

function asBits(value: FieldValue | undefined, name: string, size: number): number {
  if (typeof value === 'boolean' && size === 1) return value ? 1 : 0;
  return asNumber(value, name, 0, 2 ** size - 1);
}

function asWide(value: FieldValue | undefined, name: string): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  if (typeof value === 'string' && /^\d{1,20}$/.test(value) && BigInt(value) < 1n << 64n)
    return BigInt(value);
  throw unfit(name, value);
}

function asText(value: FieldValue | undefined, name: string): string {
  if (typeof value !== 'string') throw unfit(name, value);
  return value;
}

const isList = (value: FieldValue | undefined): value is readonly FieldValue[] => Array.isArray(value);

function asList(value: FieldValue | undefined, name: string): readonly FieldValue[] {
  if (!isList(value)) throw unfit(name, value);
  return value;
}

function asGroup(value: FieldValue | undefined, name: string): Group {
  if (typeof value !== 'object' || isList(value)) throw unfit(name, value);
  return { ...value };
}
