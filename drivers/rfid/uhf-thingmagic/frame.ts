import type { FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { u16 } from '../serial-uhf/bytes.ts';
import { isStatus, operationName } from './codes.ts';
import { thingmagicCrc } from './crc.ts';
import { describeThingmagic } from './describe.ts';

/** A frame whose length and CRC hold. */
export interface ThingmagicFrame {
  readonly kind: 'checked';
  readonly operation: number;
  /** `undefined` in commands. */
  readonly status: number | undefined;
  readonly data: Uint8Array;
}

const START = 0xff;
/** Start, length, operation and CRC around the data of a command; answers have two bytes of status more. */
const COMMAND_OVERHEAD = 5;
const ANSWER_OVERHEAD = 7;

/** The decoder of `station-tool decode uhf-thingmagic`. */
export function createThingmagicDecoder(): FrameDecoder {
  return createDescribingDecoder(createThingmagicFramer(), describeThingmagic);
}

export function createThingmagicFramer(): Framer<ThingmagicFrame> {
  return createFramer(recognise, { maximumFrame: 255 + ANSWER_OVERHEAD });
}

/** `FF length operation [status] data… crcHi crcLo`; length counts the data only, the CRC tells command from answer. */
function recognise(view: Uint8Array, start: number): Recognition<ThingmagicFrame> {
  if (view[start] !== START) return { verdict: 'reject' };
  const available = view.length - start;
  if (available < 3) return { verdict: 'need', bytes: available + 1 };
  const count = view[start + 1] ?? 0;
  const operation = view[start + 2] ?? 0;
  if (operationName(operation) === undefined) return { verdict: 'reject' };
  const commandLength = count + COMMAND_OVERHEAD;
  const answerLength = count + ANSWER_OVERHEAD;
  if (available < commandLength) return { verdict: 'need', bytes: commandLength };
  if (crcHolds(view, start, commandLength)) {
    const data = view.slice(start + 3, start + commandLength - 2);
    return {
      verdict: 'frame',
      length: commandLength,
      content: { kind: 'checked', operation, status: undefined, data },
    };
  }
  const status = u16(view, start + 3);
  const mayBeAnswer = isStatus(status);
  if (!mayBeAnswer) return { verdict: 'refused', length: commandLength, reason: 'checksum' };
  if (available < answerLength) return { verdict: 'need', bytes: answerLength };
  if (crcHolds(view, start, answerLength)) {
    const data = view.slice(start + 5, start + answerLength - 2);
    return { verdict: 'frame', length: answerLength, content: { kind: 'checked', operation, status, data } };
  }
  return { verdict: 'refused', length: answerLength, reason: 'checksum' };
}

function crcHolds(view: Uint8Array, start: number, length: number): boolean {
  const crcAt = start + length - 2;
  return thingmagicCrc(view, start + 1, crcAt) === u16(view, crcAt);
}
