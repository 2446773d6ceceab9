import { DeviceError } from '../../errors.ts';
import { decodeBody } from './codec-decode.ts';
import { encodeBody, type ByteWriter, createByteWriter } from './codec-encode.ts';
import { HEADER_BYTES, MESSAGE_CEILING_BYTES, messageByName, messageByType } from './definition.ts';
import { malformed } from './wire.ts';

/** A counted bit vector, left aligned: `hex` has ceil(bits/8) bytes. 202 bits are not 208 (section 2). */
export interface BitString {
  readonly bits: number;
  readonly hex: string;
}

export type FieldValue =
  | number
  | string
  | boolean
  | readonly number[]
  | BitString
  | Group
  | readonly FieldValue[];

/** The fields and parameters of a message or parameter under their camelCase names. */
export interface Group {
  readonly [name: string]: FieldValue | undefined;
}

export interface LlrpMessage {
  /** 1 = LLRP 1.0.1, 2 = LLRP 1.1. */
  readonly version: number;
  /** Name of the standard, or `UNKNOWN_<type number>`. */
  readonly name: string;
  readonly id: number;
  readonly body: Group;
}

export interface Header {
  readonly version: number;
  readonly type: number;
  /** Whole message in bytes, these 10 included. */
  readonly length: number;
  readonly id: number;
}

/**
 * Reads the ten bytes every message starts with (section 1).
 * @returns undefined for a header that cannot be: reserved bits set, version not 1 or 2, length below 10 or above 1 MiB
 */
export function readHeader(bytes: Uint8Array, at = 0): Header | undefined {
  if (bytes.length - at < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  const first = view.getUint16(0);
  const version = (first >> 10) & 0b111;
  const length = view.getUint32(2);
  if (first >> 13 !== 0 || version < 1 || version > 2) return undefined;
  if (length < HEADER_BYTES || length > MESSAGE_CEILING_BYTES) return undefined;
  return { version, type: first & 0x3ff, length, id: view.getUint32(6) };
}

export const messageName = (type: number): string => messageByType.get(type)?.name ?? `UNKNOWN_${type}`;

/**
 * Decodes one whole message.
 * @throws DeviceError `protocol.malformed` when the body does not hold what its type says
 */
export function decodeMessage(bytes: Uint8Array): LlrpMessage {
  const header = readHeader(bytes);
  if (header === undefined || header.length !== bytes.length)
    throw malformed('header does not fit the bytes', 0);
  const body = decodeBody(messageByType.get(header.type), bytes, HEADER_BYTES);
  return { version: header.version, name: messageName(header.type), id: header.id, body };
}

/**
 * Encodes a message. Parameters are written in the order of the standard, then Custom, misplaced and unknown ones.
 * @throws DeviceError `input.invalid` for an unknown name or a value that its field cannot hold
 */
export function encodeMessage(message: {
  readonly name: string;
  readonly id: number;
  readonly body?: Group;
  readonly version?: number;
}): Uint8Array {
  const definition = messageByName.get(message.name);
  const type = definition?.type ?? unknownType(message.name);
  const writer: ByteWriter = createByteWriter();
  writer.number(2, ((message.version ?? 1) << 10) | type);
  writer.number(4, 0);
  writer.number(4, message.id);
  encodeBody(definition, message.body ?? {}, writer);
  if (writer.length > MESSAGE_CEILING_BYTES) {
    throw new DeviceError(
      'input.invalid',
      `LLRP ${message.name}: longer than ${MESSAGE_CEILING_BYTES} bytes`,
    );
  }
  writer.patch(2, 4, writer.length);
  return writer.bytes();
}

function unknownType(name: string): number {
  const number = /^UNKNOWN_(\d{1,4})$/.exec(name)?.[1];
  if (number === undefined || Number(number) > 0x3ff) {
    throw new DeviceError('input.invalid', `LLRP has no message ${name}`, { detail: { name } });
  }
  return Number(number);
}
