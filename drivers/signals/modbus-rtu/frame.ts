import type { DecodedContent } from '../../decoded.ts';
import { crcHolds } from './crc16.ts';

/**
 * The forms of Modbus-RTU frames: `unit function data… crcLow crcHigh`, at most 256 bytes. A tapped bus carries
 * requests and answers alike and nothing in a frame says which it is: length and check decide.
 * Source: Modbus over Serial Line 1.02; lock-boards.md section 4 for the relay dialects.
 */
export type FrameRole =
  | 'request'
  | 'answer'
  /** Request and answer of functions 5 and 6 are the same bytes. */
  | 'echo'
  | 'exception';

export interface FrameShape {
  readonly role: FrameRole;
  /** Bytes with unit and check, 5–256. */
  readonly length: number;
  /** False when the content contradicts itself: with a right check it is refused, with a wrong one it is noise. */
  readonly plausible: boolean;
}

/** A read request whose answer has not gone by yet: gives the answer's bits their numbers. */
export interface OutstandingRead {
  readonly unit: number;
  readonly function: number;
  /** Address of the first coil or input, from 0. */
  readonly address: number;
  readonly quantity: number;
}

const MAXIMUM_LENGTH = 256;
/** The shortest frame is an exception: unit, function with its top bit, code, check. */
export const EXCEPTION_LENGTH = 5;
/** Requests of functions 1–6 and answers of 5, 6, 15 and 16. */
export const FIXED_LENGTH = 8;

/** Modbus Application Protocol 1.1b3 section 7. */
const EXCEPTION_MEANINGS: Readonly<Record<number, string>> = {
  1: 'function not supported',
  2: 'address not there',
  3: 'value not allowed',
  4: 'device failure',
  5: 'accepted, still working',
  6: 'device busy',
  8: 'memory parity error',
  10: 'gateway path unavailable',
  11: 'gateway target does not answer',
};

export function exceptionMeaning(code: number): string {
  return EXCEPTION_MEANINGS[code] ?? 'unknown exception';
}

const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;
const wordAt = (bytes: Uint8Array, index: number): number =>
  (byteAt(bytes, index) << 8) | byteAt(bytes, index + 1);

/** Most coils (2000) or registers (125) one read may ask for. */
const readLimit = (functionCode: number): number => (functionCode <= 2 ? 2000 : 125);

/**
 * Every form the bytes at `from` can have, shortest first.
 *
 * @returns `short` when more bytes are needed to know, `foreign` when the second byte is no known function.
 */
export function frameShapes(bytes: Uint8Array, from: number): readonly FrameShape[] | 'short' | 'foreign' {
  const available = bytes.length - from;
  if (available < 2) return 'short';
  const functionCode = byteAt(bytes, from + 1);
  switch (functionCode) {
    case 1:
    case 2:
    case 3:
    case 4:
      // No answer with data is shorter than six bytes.
      return available < 6 ? 'short' : readShapes(bytes, from);
    case 5:
    case 6:
      return [{ role: 'echo', length: FIXED_LENGTH, plausible: true }];
    case 15:
    case 16:
      return available < 7 ? 'short' : writeShapes(bytes, from);
    case 0x81:
    case 0x82:
    case 0x83:
    case 0x84:
    case 0x85:
    case 0x86:
    case 0x8f:
    case 0x90:
      return [{ role: 'exception', length: EXCEPTION_LENGTH, plausible: true }];
    default:
      return 'foreign';
  }
}

function readShapes(bytes: Uint8Array, from: number): readonly FrameShape[] {
  const functionCode = byteAt(bytes, from + 1);
  const count = byteAt(bytes, from + 2);
  const quantity = wordAt(bytes, from + 4);
  const request: FrameShape = {
    role: 'request',
    length: FIXED_LENGTH,
    plausible: quantity >= 1 && quantity <= readLimit(functionCode),
  };
  const length = EXCEPTION_LENGTH + count;
  if (count === 0 || length > MAXIMUM_LENGTH) return [request];
  const answer: FrameShape = {
    role: 'answer',
    length,
    plausible: count <= 250 && (functionCode <= 2 || count % 2 === 0),
  };
  return answer.length <= request.length ? [answer, request] : [request, answer];
}

function writeShapes(bytes: Uint8Array, from: number): readonly FrameShape[] {
  const coils = byteAt(bytes, from + 1) === 15;
  const quantity = wordAt(bytes, from + 4);
  const count = byteAt(bytes, from + 6);
  const possible = quantity >= 1 && quantity <= (coils ? 1968 : 123);
  const answer: FrameShape = { role: 'answer', length: FIXED_LENGTH, plausible: possible };
  if (count === 0 || 9 + count > MAXIMUM_LENGTH) return [answer];
  const agrees = count === (coils ? Math.ceil(quantity / 8) : quantity * 2);
  return [answer, { role: 'request', length: 9 + count, plausible: possible && agrees }];
}

export type FrameVerdict =
  | { readonly kind: 'frame'; readonly length: number; readonly shapes: readonly FrameShape[] }
  | { readonly kind: 'short' }
  /** Nothing here begins like a frame. */
  | { readonly kind: 'foreign' }
  /** Begins like a frame, but no check holds. */
  | { readonly kind: 'broken'; readonly shapes: readonly FrameShape[] };

/** What stands at `from`, as far as the bytes at hand can tell; depends on nothing but the bytes from there on. */
export function judgeFrame(bytes: Uint8Array, from: number): FrameVerdict {
  const shapes = frameShapes(bytes, from);
  if (shapes === 'short' || shapes === 'foreign') return { kind: shapes };
  const plausible = shapes.filter((shape) => shape.plausible);
  // A contradictory form is worth waiting for only where no sensible one exists; its right check makes it refused.
  for (const shape of plausible.length > 0 ? plausible : shapes) {
    if (bytes.length - from < shape.length) return { kind: 'short' };
    if (crcHolds(bytes, from, shape.length)) {
      const same = shapes.filter((other) => other.length === shape.length);
      return { kind: 'frame', length: shape.length, shapes: same };
    }
  }
  return plausible.length === 0 ? { kind: 'foreign' } : { kind: 'broken', shapes: plausible };
}

/** True when `read` is the question that an answer of this unit, function and byte count belongs to. */
function answers(
  read: OutstandingRead | undefined,
  frame: Uint8Array,
  count: number,
): read is OutstandingRead {
  if (read === undefined || read.unit !== frame[0] || read.function !== frame[1]) return false;
  return count === (read.function <= 2 ? Math.ceil(read.quantity / 8) : read.quantity * 2);
}

/**
 * Which of several forms of the same length a checked frame has. Only a read of a start address 03xx looks like an
 * answer of three data bytes; without a question before it, the answer of a 24-relay board is the likelier.
 */
export function chooseShape(
  frame: Uint8Array,
  shapes: readonly FrameShape[],
  read: OutstandingRead | undefined,
): FrameShape | undefined {
  const plausible = shapes.filter((shape) => shape.plausible);
  const answer = plausible.find((shape) => shape.role === 'answer');
  if (answer === undefined || plausible.length === 1) return plausible[0];
  const askedOtherwise =
    read?.unit === frame[0] && read?.function === frame[1] && !answers(read, frame, byteAt(frame, 2));
  return askedOtherwise ? plausible.find((shape) => shape.role === 'request') : answer;
}

/** The read that `frame` asks for; undefined when it is no read request. */
export function asRead(frame: Uint8Array, role: FrameRole): OutstandingRead | undefined {
  if (role !== 'request' || byteAt(frame, 1) > 4) return undefined;
  return {
    unit: byteAt(frame, 0),
    function: byteAt(frame, 1),
    address: wordAt(frame, 2),
    quantity: wordAt(frame, 4),
  };
}

/** Numbers (from `first`) of the bits that are set, lowest bit of the first byte first, at most `quantity` of them. */
export function bitNumbers(data: Uint8Array, first: number, quantity = data.length * 8): number[] {
  const numbers: number[] = [];
  for (let bit = 0; bit < Math.min(quantity, data.length * 8); bit += 1) {
    if (byteAt(data, bit >>> 3) & (1 << (bit & 7))) numbers.push(first + bit);
  }
  return numbers;
}

const words = (data: Uint8Array): number[] =>
  Array.from({ length: data.length >>> 1 }, (_, index) => wordAt(data, index * 2));

/** Says in the service tool's words what a frame with a right check means. */
export function describeFrame(
  frame: Uint8Array,
  role: FrameRole,
  read: OutstandingRead | undefined,
): DecodedContent {
  const unit = byteAt(frame, 0);
  const functionCode = byteAt(frame, 1);
  if (role === 'exception') {
    const code = byteAt(frame, 2);
    return named('EXCEPTION', { unit, function: functionCode & 0x7f, code, meaning: exceptionMeaning(code) });
  }
  switch (functionCode) {
    case 1:
    case 2:
      return role === 'answer'
        ? describeBits(frame, read)
        : named(functionCode === 1 ? 'READ_COILS' : 'READ_INPUTS', addressed(frame, unit));
    case 3:
    case 4: {
      const name = functionCode === 3 ? 'READ_HOLDING_REGISTERS' : 'READ_INPUT_REGISTERS';
      if (role === 'request') return named(name, addressed(frame, unit));
      return named(`${name}_ANSWER`, { unit, values: words(frame.subarray(3, -2)) });
    }
    case 5:
      return describeCoilWrite(unit, wordAt(frame, 2), wordAt(frame, 4));
    case 6:
      return named('WRITE_SINGLE_REGISTER', { unit, address: wordAt(frame, 2), value: wordAt(frame, 4) });
    case 15: {
      const fields = addressed(frame, unit);
      if (role === 'answer') return named('WRITE_MULTIPLE_COILS_ANSWER', fields);
      const on = bitNumbers(frame.subarray(7, -2), fields.address + 1, fields.quantity);
      return named('WRITE_MULTIPLE_COILS', { ...fields, on });
    }
    case 16: {
      const fields = addressed(frame, unit);
      if (role === 'answer') return named('WRITE_MULTIPLE_REGISTERS_ANSWER', fields);
      return named('WRITE_MULTIPLE_REGISTERS', { ...fields, values: words(frame.subarray(7, -2)) });
    }
    default:
      return { kind: 'refused', reason: `function ${functionCode} is not known` };
  }
}

function describeBits(frame: Uint8Array, read: OutstandingRead | undefined): DecodedContent {
  const unit = byteAt(frame, 0);
  const data = frame.subarray(3, -2);
  const asked = answers(read, frame, data.length) ? read : undefined;
  const on = bitNumbers(data, (asked?.address ?? 0) + 1, asked?.quantity);
  return byteAt(frame, 1) === 1 ? { kind: 'relays', unit, on } : named('READ_INPUTS_ANSWER', { unit, on });
}

const COIL_ACTIONS: Readonly<Record<number, string>> = { 0xff00: 'on', 0x0000: 'off', 0x5500: 'toggle' };

/** Function 5 with the extra addresses of Waveshare boards: 00FF all relays, 0200/0400 + channel flash (× 100 ms). */
function describeCoilWrite(unit: number, address: number, value: number): DecodedContent {
  const block = address >>> 8;
  if ((block === 2 || block === 4) && value >= 1 && value <= 0x7fff && value !== 0x5500) {
    const fields = { unit, relay: (address & 0xff) + 1, milliseconds: value * 100 };
    return named(block === 2 ? 'FLASH_ON' : 'FLASH_OFF', fields);
  }
  const action = COIL_ACTIONS[value];
  const what = {
    ...(action === undefined ? { value } : { action }),
    ...(action === 'on' || action === 'off' ? { on: action === 'on' } : {}),
  };
  if (address === 0x00ff) return named('WRITE_ALL', { unit, ...what });
  return named('WRITE_SINGLE_COIL', { unit, relay: address + 1, ...what });
}

function addressed(frame: Uint8Array, unit: number): { unit: number; address: number; quantity: number } {
  return { unit, address: wordAt(frame, 2), quantity: wordAt(frame, 4) };
}

function named(type: string, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return { kind: 'frame', type, fields };
}
