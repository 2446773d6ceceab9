import { assertNever } from '../../errors.ts';
import type { BitString, FieldValue, Group } from './codec.ts';
import { type Definition, type FieldDefinition, parameterByType } from './definition.ts';
import { joinHalves, malformed, toHex } from './wire.ts';

/** Parameters nest at most this deep in the standard (ParameterError may hold itself); more is an attack. */
const DEEPEST_NESTING = 32;

type MutableGroup = Record<string, FieldValue | undefined>;

/** Reads inside one message and never past `end`, the border of the enclosing parameter. */
interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  /** Bits of the current byte already read by `u1`, `u2` and reserved fields. */
  bit: number;
  end: number;
}

/**
 * Decodes a message body by its table row; without a row the bytes are kept as `dataHex`.
 * @throws DeviceError `protocol.malformed`
 */
export function decodeBody(definition: Definition | undefined, bytes: Uint8Array, start: number): Group {
  if (definition === undefined) return { dataHex: toHex(bytes, start) };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor: Cursor = { bytes, view, at: start, bit: 0, end: bytes.length };
  return readGroup(definition, cursor, 0);
}

function readGroup(definition: Definition, cursor: Cursor, depth: number): MutableGroup {
  const group: MutableGroup = {};
  for (const field of definition.fields) {
    const value = readField(field, cursor);
    if (value !== undefined) group[field.name] = value;
  }
  while (cursor.at < cursor.end) readParameter(definition, group, cursor, depth);
  return group;
}

function take(cursor: Cursor, length: number): number {
  const at = cursor.at;
  if (at + length > cursor.end) throw malformed('field is cut off', at);
  cursor.at = at + length;
  return at;
}

function takeBits(cursor: Cursor, count: number): number {
  let value = 0;
  for (let left = count; left > 0; left -= 1) {
    if (cursor.at >= cursor.end) throw malformed('field is cut off', cursor.at);
    value = (value << 1) | ((cursor.view.getUint8(cursor.at) >> (7 - cursor.bit)) & 1);
    cursor.bit += 1;
    if (cursor.bit === 8) {
      cursor.bit = 0;
      cursor.at += 1;
    }
  }
  return value;
}

const text = new TextDecoder();

function readField(field: FieldDefinition, cursor: Cursor): FieldValue | undefined {
  const { view } = cursor;
  switch (field.kind) {
    case 'reserved':
      takeBits(cursor, field.bits);
      return undefined;
    case 'u1':
      return takeBits(cursor, 1) === 1;
    case 'u2':
      return takeBits(cursor, 2);
    case 'u8':
      return view.getUint8(take(cursor, 1));
    case 's8':
      return view.getInt8(take(cursor, 1));
    case 'u16':
      return view.getUint16(take(cursor, 2));
    case 's16':
      return view.getInt16(take(cursor, 2));
    case 'u32':
      return view.getUint32(take(cursor, 4));
    case 'u64': {
      const at = take(cursor, 8);
      return joinHalves(view.getUint32(at), view.getUint32(at + 4));
    }
    case 'u96':
      return readHex(cursor, 12);
    case 'octets':
      return readHex(cursor, view.getUint16(take(cursor, 2)));
    case 'words':
      return readHex(cursor, 2 * view.getUint16(take(cursor, 2)));
    case 'u8v':
      return readNumbers(cursor, 1);
    case 'u16v':
      return readNumbers(cursor, 2);
    case 'u32v':
      return readNumbers(cursor, 4);
    case 'utf8': {
      const length = view.getUint16(take(cursor, 2));
      const at = take(cursor, length);
      return text.decode(cursor.bytes.subarray(at, at + length));
    }
    case 'bits':
      return readBits(cursor);
    case 'rest':
      return readHex(cursor, cursor.end - cursor.at);
    default:
      return assertNever(field.kind);
  }
}

function readHex(cursor: Cursor, length: number): string {
  const at = take(cursor, length);
  return toHex(cursor.bytes, at, at + length);
}

function readNumbers(cursor: Cursor, size: 1 | 2 | 4): number[] {
  const count = cursor.view.getUint16(take(cursor, 2));
  const at = take(cursor, count * size);
  return Array.from({ length: count }, (_, index) => {
    const position = at + index * size;
    if (size === 1) return cursor.view.getUint8(position);
    return size === 2 ? cursor.view.getUint16(position) : cursor.view.getUint32(position);
  });
}

function readBits(cursor: Cursor): BitString {
  const bits = cursor.view.getUint16(take(cursor, 2));
  return { bits, hex: readHex(cursor, Math.ceil(bits / 8)) };
}

function readParameter(parent: Definition, group: MutableGroup, cursor: Cursor, depth: number): void {
  const start = cursor.at;
  if (depth >= DEEPEST_NESTING) throw malformed('parameters nested too deep', start);
  const first = cursor.view.getUint8(start);
  if (first >= 0x80) {
    const definition = parameterByType.get(first & 0x7f);
    if (definition === undefined) throw malformed(`unknown TV parameter ${first & 0x7f}`, start);
    take(cursor, 1);
    place(parent, group, definition, readTvValue(definition, cursor));
    return;
  }
  const head = cursor.view.getUint16(take(cursor, 2));
  const length = cursor.view.getUint16(take(cursor, 2));
  const type = head & 0x3ff;
  if (head >> 10 !== 0 || type < 128) throw malformed(`no parameter starts with ${head}`, start);
  if (length < 4) throw malformed(`parameter ${type} has length ${length}`, start);
  if (start + length > cursor.end) throw malformed(`parameter ${type} reaches past its parent`, start);
  const definition = parameterByType.get(type);
  if (definition === undefined) {
    append(group, 'unknown', { type, dataHex: readHex(cursor, length - 4) });
    return;
  }
  const outerEnd = cursor.end;
  cursor.end = start + length;
  const value = readGroup(definition, cursor, depth + 1);
  cursor.end = outerEnd;
  place(parent, group, definition, definition.scalar ? soleField(definition, value) : value);
}

function readTvValue(definition: Definition, cursor: Cursor): FieldValue {
  const group: MutableGroup = {};
  for (const field of definition.fields) group[field.name] = readField(field, cursor);
  return definition.scalar ? soleField(definition, group) : group;
}

function soleField(definition: Definition, group: MutableGroup): FieldValue {
  return group[definition.fields[0]?.name ?? ''] ?? 0;
}

function append(group: MutableGroup, key: string, value: FieldValue): void {
  const list = group[key];
  if (isList(list)) group[key] = [...list, value];
  else group[key] = [value];
}

const isList = (value: FieldValue | undefined): value is readonly FieldValue[] => Array.isArray(value);

/** A parameter its parent does not list, or lists once and got twice, is kept under `misplaced`. */
function place(parent: Definition, group: MutableGroup, definition: Definition, value: FieldValue): void {
  const slot = parent.slotOf.get(definition.name);
  if (slot === undefined || (!slot.many && group[slot.key] !== undefined)) {
    append(group, 'misplaced', { parameter: definition.name, value });
  } else if (slot.choice) {
    append(group, slot.key, { parameter: definition.name, value });
  } else if (slot.many) {
    append(group, slot.key, value);
  } else {
    group[slot.key] = value;
  }
}
