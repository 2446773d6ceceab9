import type { DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { commandName } from './commands.ts';
import { readAddress, readPerson, TEXT_BYTES } from './person.ts';
import { SAMV, statusMeaning } from './statuses.ts';

/** A frame whose preamble, length and check hold. */
export type SamvFrame =
  | {
      readonly kind: 'checked';
      readonly from: 'host';
      readonly command: number;
      readonly parameter: number;
      readonly data: Uint8Array;
    }
  | {
      readonly kind: 'checked';
      readonly from: 'module';
      readonly status: number;
      readonly data: Uint8Array;
    };

const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const;
/** Preamble and the length itself, which counts everything behind it, the check included. */
const HEAD_BYTES = 7;
/** Text, photo and two fingerprints are 2,321 bytes with everything; a longer claim is noise. */
const LONGEST_CLAIM = 4096;
/** 最新住址 is as long as the address on the card. */
const ADDRESS_BYTES = 70;
const SERIAL_BYTES = 16;

/** The decoder of `station-tool decode id-samv`. */
export function createSamvDecoder(): FrameDecoder {
  return createDescribingDecoder(createSamvFramer(), describeSamv);
}

export function createSamvFramer(): Framer<SamvFrame> {
  return createFramer(recognise, { maximumFrame: HEAD_BYTES + LONGEST_CLAIM });
}

/**
 * `AA AA AA 96 69 lengthHi lengthLo …  xor`: commands have command and parameter, answers three status bytes, the first
 * two of them 00. Found by length, never by the next preamble: the photo may hold one.
 */
function recognise(view: Uint8Array, start: number): Recognition<SamvFrame> {
  for (const [at, expected] of PREAMBLE.entries()) {
    const byte = view[start + at];
    if (byte === undefined) return { verdict: 'need', bytes: at + 1 };
    if (byte !== expected) return { verdict: 'reject' };
  }
  const available = view.length - start;
  if (available < HEAD_BYTES) return { verdict: 'need', bytes: HEAD_BYTES };
  const claimed = ((view[start + 5] ?? 0) << 8) | (view[start + 6] ?? 0);
  if (claimed < 3 || claimed > LONGEST_CLAIM)
    return { verdict: 'refused', length: HEAD_BYTES, reason: 'length' };
  const length = HEAD_BYTES + claimed;
  if (available < length) return { verdict: 'need', bytes: length };
  let check = 0;
  for (let at = start + 5; at < start + length; at += 1) check ^= view[at] ?? 0;
  if (check !== 0) return { verdict: 'refused', length, reason: 'checksum' };
  const body = view.slice(start + HEAD_BYTES, start + length - 1);
  const content: SamvFrame =
    body.length >= 3 && body[0] === 0 && body[1] === 0
      ? { kind: 'checked', from: 'module', status: body[2] ?? 0, data: body.subarray(3) }
      : {
          kind: 'checked',
          from: 'host',
          command: body[0] ?? 0,
          parameter: body[1] ?? 0,
          data: body.subarray(2),
        };
  return { verdict: 'frame', length, content };
}

const hex = (value: number): string => toHex(Uint8Array.of(value));

export function describeSamv(frame: SamvFrame): DecodedContent {
  if (frame.from === 'host') {
    const { command, parameter, data } = frame;
    return {
      kind: 'frame',
      type: commandName(command, parameter) ?? 'unknownCommand',
      fields: {
        command: hex(command),
        parameter: hex(parameter),
        ...(data.length === 0 ? {} : { data: toHex(data) }),
      },
    };
  }
  const { status, data } = frame;
  const about = { status: hex(status), meaning: statusMeaning(status) };
  const good = status === SAMV.ok || status === SAMV.cardFound;
  if (!good) return { kind: 'frame', type: 'error', fields: about };
  const card = cardParts(data);
  if (card !== undefined) {
    const person = readPerson(card.text);
    if (person.kind === 'refused') return person;
    return {
      ...person,
      // 相片: compressed by the makers' own method (WLT); there is no public way to decode it.
      photo: { format: 'wlt', decodable: false, hex: toHex(card.photo) },
      ...(card.fingerprint.length === 0 ? {} : { fingerprintBytes: card.fingerprint.length }),
    };
  }
  if (status === SAMV.ok && data.length === ADDRESS_BYTES) {
    return { kind: 'frame', type: 'newestAddress', fields: { ...about, address: readAddress(data) } };
  }
  if (status === SAMV.ok && data.length === SERIAL_BYTES) {
    return { kind: 'frame', type: 'serialNumber', fields: { ...about, serialNumber: samSerial(data) } };
  }
  const type = status === SAMV.cardFound ? 'cardFound' : data.length === 8 ? 'cardSelected' : 'done';
  return {
    kind: 'frame',
    type,
    fields: { ...about, ...(data.length === 0 ? {} : { data: toHex(data) }) },
  };
}

export interface CardParts {
  readonly text: Uint8Array;
  readonly photo: Uint8Array;
  readonly fingerprint: Uint8Array;
}

/** Lengths of text, photo and, where it was asked for, fingerprint; then the parts. */
export function cardParts(data: Uint8Array): CardParts | undefined {
  const at = (index: number): number => ((data[index] ?? 0) << 8) | (data[index + 1] ?? 0);
  const text = at(0);
  const photo = at(2);
  if (text !== TEXT_BYTES || data.length < 4 + text) return undefined;
  const fingerprint = data.length === 4 + text + photo ? 0 : at(4);
  const head = fingerprint === 0 && data.length === 4 + text + photo ? 4 : 6;
  if (data.length !== head + text + photo + fingerprint) return undefined;
  return {
    text: data.subarray(head, head + text),
    photo: data.subarray(head + text, head + text + photo),
    fingerprint: data.subarray(head + text + photo),
  };
}

/** 模块序列号: two numbers of two bytes, then three of four bytes, all low byte first, as printed on the module. */
export function samSerial(data: Uint8Array): string {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const head = [0, 2].map((at) => String(view.getUint16(at, true)).padStart(2, '0')).join('.');
  const tail = [4, 8, 12].map((at) => view.getUint32(at, true));
  return [head, String(tail[0]), String(tail[1]).padStart(10, '0'), String(tail[2]).padStart(10, '0')].join(
    '-',
  );
}
