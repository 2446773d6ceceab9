import type { ModbusRequest } from './commands.ts';
import { crcHolds } from './crc16.ts';
import { EXCEPTION_LENGTH, exceptionMeaning, FIXED_LENGTH } from './frame.ts';

export type Answer =
  | { readonly kind: 'bits'; readonly data: Uint8Array }
  | { readonly kind: 'done' }
  | { readonly kind: 'exception'; readonly code: number; readonly meaning: string }
  /** A frame with a right check from our unit and function, but not what the request asked for. */
  | { readonly kind: 'mismatch' };

export interface FoundAnswer {
  readonly answer: Answer;
  /** Bytes in front of the answer that belong to no frame: noise on the line. */
  readonly skipped: number;
  /** True when our own request stood in front: the adapter hears itself. */
  readonly localEcho: boolean;
}

const sameStart = (bytes: Uint8Array, from: number, expected: Uint8Array, length: number): boolean => {
  for (let index = 0; index < length; index += 1) {
    if (bytes[from + index] !== expected[index]) return false;
  }
  return true;
};

function lengthOf(request: ModbusRequest): number {
  if (request.expects.kind === 'bits') return EXCEPTION_LENGTH + Math.ceil(request.expects.quantity / 8);
  return FIXED_LENGTH;
}

/**
 * Looks for the answer to `request` in what came in since it was sent. Works at any place, so noise in front of the
 * answer is survived; a wrong check is no answer.
 *
 * @param hearsItself true when the adapter is known to return our own bytes: then a first copy of an eight-byte
 *   request is not yet the board's echo.
 */
export function findAnswer(
  received: Uint8Array,
  request: ModbusRequest,
  hearsItself: boolean,
): FoundAnswer | undefined {
  const own = request.bytes;
  let start = 0;
  let localEcho = false;
  if (hearsItself || request.expects.kind !== 'echo') {
    for (let at = 0; at + own.length <= received.length && !localEcho; at += 1) {
      localEcho = sameStart(received, at, own, own.length);
      if (localEcho) start = at + own.length;
    }
    if (hearsItself && !localEcho) return undefined;
  }
  for (let at = start; at < received.length; at += 1) {
    const answer = answerAt(received, at, request);
    if (answer !== undefined) return { answer, skipped: at - start, localEcho };
  }
  return undefined;
}

function answerAt(received: Uint8Array, at: number, request: ModbusRequest): Answer | undefined {
  const unit = request.bytes[0] ?? 0;
  const functionCode = request.bytes[1] ?? 0;
  if (received[at] !== unit) return undefined;
  if (received[at + 1] === (functionCode | 0x80) && crcHolds(received, at, EXCEPTION_LENGTH)) {
    const code = received[at + 2] ?? 0;
    return { kind: 'exception', code, meaning: exceptionMeaning(code) };
  }
  if (received[at + 1] !== functionCode) return undefined;
  const length = lengthOf(request);
  switch (request.expects.kind) {
    case 'bits': {
      if (received[at + 2] !== length - EXCEPTION_LENGTH || !crcHolds(received, at, length)) return undefined;
      return { kind: 'bits', data: received.slice(at + 3, at + length - 2) };
    }
    case 'echo':
    case 'written': {
      if (!crcHolds(received, at, length)) return undefined;
      return { kind: sameStart(received, at, request.bytes, 6) ? 'done' : 'mismatch' };
    }
  }
}
