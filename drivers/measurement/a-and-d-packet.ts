import type { Decoded, DecodedContent } from '../decoded.ts';
import type { Framed, Recognise, Recognition } from '../framing/framer.ts';
import { deviceTime } from './reading.ts';

/**
 * 蓝牙数据包 of the A&D PBT series, the same for blood pressure, weight and body composition: the header that the
 * Bluetooth models put before their data (blood-pressure.md section 2; offsets after the public NexJ description of the A&D PBT series and two programs): type u16 = 2, data length u32, device type u16, flag, time of measurement
 * and of transmission (u16 year and five bytes each), two Bluetooth addresses of 6, serial number 12, reserved 10, battery,
 * reserved, firmware. Little-endian; big-endian is recognised as well.
 */
export const HEADER_LENGTH = 60;
/** Blood pressure: ten hexadecimal digits. Scales and body composition send up to 91 bytes of text. */
export const LONGEST_DATA = 512;
const LETTER_P = 0x50;

export interface PacketHeader {
  readonly dataLength: number;
  /** 767 = UA-767PBT, 321 = UC-321PBT, 407 = UC-411PBT-C. */
  readonly deviceType: number;
  /** Device clock, `null` while it was never set. */
  readonly measuredAt: string | null;
  readonly sentAt: string | null;
  readonly serial: string;
  readonly battery: number;
  readonly firmware: number;
}

type Order = 'little' | 'big';

type HeaderJudgement =
  | { readonly kind: 'none' }
  /** More bytes are needed to know. */
  | { readonly kind: 'short' }
  /** All fits but one of the two times. */
  | { readonly kind: 'wrong-time'; readonly length: number }
  | { readonly kind: 'header'; readonly header: PacketHeader };

/** A short word beside the packets, or that the bytes so far may become one. */
type WordJudgement =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'begun'; readonly bytes: number };

/** Short words beside the packets: the greeting `PWCAPI` of a device and the host's confirmations `PWA1`, `PWA0`. */
function judgeWord(view: Uint8Array, start: number): WordJudgement | undefined {
  if (view[start] !== LETTER_P) return undefined;
  const rest = Buffer.from(view.subarray(start, start + 6)).toString('latin1');
  if (rest === 'PWCAPI') return { kind: 'word', word: rest };
  if (/^PWA\d/.test(rest)) return { kind: 'word', word: rest.slice(0, 4) };
  const isBegun = ['PWCAPI', 'PWA'].some((word) => word.startsWith(rest));
  return isBegun ? { kind: 'begun', bytes: rest.length + 1 } : undefined;
}

function judgeHeader(view: Uint8Array, start: number): HeaderJudgement {
  const order = byteOrder(view[start], view[start + 1]);
  if (order === undefined)
    return { kind: view.length - start < 2 && isOrderByte(view[start]) ? 'short' : 'none' };
  if (view.length - start < 8) return { kind: 'short' };
  const data = new DataView(view.buffer, view.byteOffset + start);
  const dataLength = data.getUint32(2, order === 'little');
  const deviceType = data.getUint16(6, order === 'little');
  if (dataLength === 0 || dataLength > LONGEST_DATA || deviceType === 0) return { kind: 'none' };
  if (view.length - start < HEADER_LENGTH) return { kind: 'short' };
  const measuredAt = timeAt(data, 9, order);
  const sentAt = timeAt(data, 16, order);
  if (measuredAt === undefined && sentAt === undefined) return { kind: 'none' };
  if (measuredAt === undefined || sentAt === undefined) {
    return { kind: 'wrong-time', length: HEADER_LENGTH + dataLength };
  }
  const header = {
    dataLength,
    deviceType,
    measuredAt,
    sentAt,
    serial: textAt(view, start + 35, 12),
    battery: data.getUint8(57),
    firmware: data.getUint8(59),
  };
  return { kind: 'header', header };
}

const isOrderByte = (byte: number | undefined): boolean => byte === 0 || byte === 2;

function byteOrder(first: number | undefined, second: number | undefined): Order | undefined {
  if (first === 2 && second === 0) return 'little';
  return first === 0 && second === 2 ? 'big' : undefined;
}

/** `null` for a clock that was never set (month and day 0), `undefined` for what is no time. */
function timeAt(data: DataView, at: number, order: Order): string | null | undefined {
  const year = data.getUint16(at, order === 'little');
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = [2, 3, 4, 5, 6].map((offset) =>
    data.getUint8(at + offset),
  );
  if (month === 0 && day === 0) return null;
  return year < 1990 || year > 2099 ? undefined : deviceTime(year, month, day, hour, minute, second);
}

function textAt(view: Uint8Array, from: number, length: number): string {
  const bytes = view.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end))
    .toString('latin1')
    .trim();
}

/** A frame, and what its header says when it came by Bluetooth. */
export type PacketContent = DecodedContent & { readonly header?: PacketHeader };

/** What a model makes of its packets, and of bytes that are neither a packet nor one of the short words. */
export interface PacketReader {
  readonly packet: (view: Uint8Array, start: number, header: PacketHeader) => Recognition<PacketContent>;
  readonly bare: (view: Uint8Array, start: number, ended: boolean) => Recognition<PacketContent>;
}

/** Finds packets and words; a packet whose time is impossible is refused as a whole. */
export function recognisePackets({ packet, bare }: PacketReader): Recognise<PacketContent> {
  return (view, start, ended) => {
    const judged = judgeHeader(view, start);
    switch (judged.kind) {
      case 'header':
        return packet(view, start, judged.header);
      case 'wrong-time':
        return view.length - start < judged.length
          ? { verdict: 'need', bytes: judged.length }
          : { verdict: 'frame', length: judged.length, content: { kind: 'refused', reason: 'date' } };
      case 'short':
        return { verdict: 'need', bytes: Math.min(HEADER_LENGTH, view.length - start + 1) };
      case 'none':
        return recogniseWord(view, start) ?? bare(view, start, ended);
    }
  };
}

/** A packet whose data is of a kind the model does not know, with what its header says. */
export function otherPacket(header: PacketHeader, data: string): PacketContent {
  const { deviceType, serial, measuredAt } = header;
  return {
    kind: 'frame',
    type: 'PACKET',
    fields: { deviceType, serial, measuredAt, data: data.trim() },
    header,
  };
}

/** A frame without its header, as `station-tool decode` tells it. */
export function withoutHeader(line: Framed<PacketContent>): Decoded {
  if (!('header' in line)) return line;
  const { header: _header, ...decoded } = line;
  return decoded;
}

function recogniseWord(view: Uint8Array, start: number): Recognition<PacketContent> | undefined {
  const judged = judgeWord(view, start);
  if (judged === undefined) return undefined;
  if (judged.kind === 'begun') return { verdict: 'need', bytes: judged.bytes };
  const { word } = judged;
  return { verdict: 'frame', length: word.length, content: { kind: 'frame', type: word, fields: {} } };
}

/** The header of a packet as a little-endian device sends it. @param at `YYYY-MM-DDTHH:MM:SS`, for both times */
export function encodeHeader(header: {
  readonly dataLength: number;
  readonly deviceType: number;
  readonly at: string;
  readonly serial: string;
}): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 2, true);
  view.setUint32(2, header.dataLength, true);
  view.setUint16(6, header.deviceType, true);
  const [year = 0, ...rest] = header.at.split(/[-T:]/).map(Number);
  for (const at of [9, 16]) {
    view.setUint16(at, year, true);
    bytes.set(rest, at + 2);
  }
  bytes.set(Buffer.from(header.serial.slice(0, 12), 'latin1'), 35);
  // Battery, reserved, firmware.
  bytes.set([0x6e, 0, 0x11], 57);
  return bytes;
}
