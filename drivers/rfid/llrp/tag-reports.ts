import type { DecodedTag } from '../../decoded.ts';
import { HEADER_BYTES } from './definition.ts';
import { IMPINJ_VENDOR, readImpinjTagExtension } from './impinj.ts';
import { joinHalves, malformed, toHex } from './wire.ts';

/** A tag under construction; `extra` names are those of the README. */
export type MutableTag = { -readonly [Name in keyof DecodedTag]: DecodedTag[Name] };

const TAG_REPORT_DATA = 240;
const EPC_DATA = 241;
const READ_RESULT = 349;
const CUSTOM = 1023;
/** Results 350 to 354: u8 result, u16 OpSpec id; write (350) and block write (354) add u16 words written. */
const OPERATION_NAMES: Readonly<Record<number, string>> = {
  350: 'write',
  351: 'kill',
  352: 'lock',
  353: 'blockErase',
  354: 'blockWrite',
};

/**
 * Decodes one whole RO_ACCESS_REPORT (header included) straight from its bytes: this is where every read of a busy
 * door passes, so no general parameter tree is built. Shared by the tool's decoder and the running device.
 *
 * @returns the tags in wire order; empty for a report without tags, which is legal
 * @throws DeviceError `protocol.malformed` when anything in the body is wrong; no part of it is then believed
 */
export function decodeTagReports(bytes: Uint8Array): DecodedTag[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tags: DecodedTag[] = [];
  let at = HEADER_BYTES;
  while (at < bytes.length) {
    const end = tlvEnd(view, at, bytes.length);
    // Survey data (242), Custom and unknown parameters are no tags; their length was checked, their content is skipped.
    if (view.getUint16(at) === TAG_REPORT_DATA) tags.push(readTag(bytes, view, at, end));
    at = end;
  }
  return tags;
}

/** Where the TLV at `at` ends; throws when its header is wrong or it reaches past `limit`. */
function tlvEnd(view: DataView, at: number, limit: number): number {
  if (at + 4 > limit) throw malformed('parameter header is cut off', at);
  const type = view.getUint16(at);
  const length = view.getUint16(at + 2);
  if (type < 128 || type > CUSTOM) throw malformed(`no parameter starts with ${type}`, at);
  if (length < 4) throw malformed(`parameter ${type} has length ${length}`, at);
  if (at + length > limit) throw malformed(`parameter ${type} reaches past its parent`, at);
  return at + length;
}

/** Value bytes of each TV type, 0 = unknown (section 2). */
const TV_SIZE = Uint8Array.of(0, 2, 8, 8, 8, 8, 1, 2, 2, 4, 2, 2, 2, 12, 2, 2, 4, 2, 4, 2, 2);

function readTag(bytes: Uint8Array, view: DataView, start: number, end: number): DecodedTag {
  const tag: MutableTag = { epc: '', epcBits: -1 };
  let at = start + 4;
  while (at < end) {
    const first = view.getUint8(at);
    if (first < 0x80) {
      const next = tlvEnd(view, at, end);
      readTagTlv(tag, bytes, view, at, next);
      at = next;
      continue;
    }
    const type = first & 0x7f;
    const size = TV_SIZE[type] ?? 0;
    if (size === 0) throw malformed(`unknown TV parameter ${type}`, at);
    if (at + 1 + size > end) throw malformed(`TV parameter ${type} is cut off`, at);
    readTagTv(tag, bytes, view, type, at + 1);
    at += 1 + size;
  }
  if (tag.epcBits < 0) throw malformed('tag report without an EPC', start);
  return tag;
}

type TimeName = 'firstSeenUtcUs' | 'firstSeenUptimeUs' | 'lastSeenUtcUs' | 'lastSeenUptimeUs';

function setTime(tag: MutableTag, name: TimeName, view: DataView, at: number): void {
  const time = joinHalves(view.getUint32(at), view.getUint32(at + 4));
  if (typeof time === 'number') tag[name] = time;
  else setExtra(tag, name, time);
}

/** For what the common form has no typed place for, and for times beyond 2^53-1, which stay decimal strings. */
function setExtra(tag: Record<string, unknown>, name: string, value: unknown): void {
  tag[name] = value;
}

function readTagTv(tag: MutableTag, bytes: Uint8Array, view: DataView, type: number, at: number): void {
  switch (type) {
    case 1:
      tag.antennaId = view.getUint16(at);
      return;
    case 2:
      return setTime(tag, 'firstSeenUtcUs', view, at);
    case 3:
      return setTime(tag, 'firstSeenUptimeUs', view, at);
    case 4:
      return setTime(tag, 'lastSeenUtcUs', view, at);
    case 5:
      return setTime(tag, 'lastSeenUptimeUs', view, at);
    case 6:
      tag.peakRssi = view.getInt8(at);
      return;
    case 7:
      tag['channelIndex'] = view.getUint16(at);
      return;
    case 8:
      tag.seenCount = view.getUint16(at);
      return;
    case 9:
      tag['roSpecId'] = view.getUint32(at);
      return;
    case 10:
      tag['inventoryParameterSpecId'] = view.getUint16(at);
      return;
    case 11:
      tag.crc = view.getUint16(at);
      return;
    case 12:
      tag.pc = view.getUint16(at);
      return;
    case 13:
      setEpc(tag, toHex(bytes, at, at + 12), 96, at);
      return;
    default:
      readRareTv(tag, view, type, at);
  }
}

function readRareTv(tag: MutableTag, view: DataView, type: number, at: number): void {
  if (type === 14) tag['specIndex'] = view.getUint16(at);
  else if (type === 15) tag['clientRequestOpSpecResult'] = view.getUint16(at);
  else if (type === 16) tag['accessSpecId'] = view.getUint32(at);
  else if (type === 17) tag['opSpecId'] = view.getUint16(at);
  else if (type === 19) tag['xpcW1'] = view.getUint16(at);
  else if (type === 20) tag['xpcW2'] = view.getUint16(at);
}

function setEpc(tag: MutableTag, epc: string, bits: number, at: number): void {
  if (tag.epcBits >= 0) throw malformed('tag report with two EPCs', at);
  tag.epc = epc;
  tag.epcBits = bits;
}

function readTagTlv(tag: MutableTag, bytes: Uint8Array, view: DataView, start: number, end: number): void {
  const type = view.getUint16(start);
  const at = start + 4;
  if (type === EPC_DATA) {
    if (end - at < 2) throw malformed('EPCData is cut off', start);
    const bits = view.getUint16(at);
    const hexEnd = at + 2 + Math.ceil(bits / 8);
    if (hexEnd !== end) throw malformed(`EPCData of ${bits} bits has ${end - at - 2} bytes`, start);
    setEpc(tag, toHex(bytes, at + 2, hexEnd), bits, start);
  } else if (type === READ_RESULT) {
    readReadResult(tag, bytes, view, at, end);
  } else if (OPERATION_NAMES[type] !== undefined) {
    readOperationResult(tag, view, type, at, end);
  } else if (type === CUSTOM) {
    readCustom(tag, bytes, view, at, end);
  } else {
    addTo(tag, 'unknown', { type, dataHex: toHex(bytes, at, end) });
  }
}

/** The first successful read of a tag counts as its TID (标签唯一编号): the only bank this suite reads in passing. */
function readReadResult(tag: MutableTag, bytes: Uint8Array, view: DataView, at: number, end: number): void {
  if (end - at < 5) throw malformed('read result is cut off', at);
  const result = view.getUint8(at);
  const words = view.getUint16(at + 3);
  if (at + 5 + 2 * words !== end)
    throw malformed(`read result of ${words} words has ${end - at - 5} bytes`, at);
  const dataHex = toHex(bytes, at + 5, end);
  addTo(tag, 'opSpecResults', { operation: 'read', opSpecId: view.getUint16(at + 1), result, dataHex });
  if (result === 0 && words > 0 && tag.tid === undefined) tag.tid = dataHex;
}

function readOperationResult(tag: MutableTag, view: DataView, type: number, at: number, end: number): void {
  const writes = type === 350 || type === 354;
  if (end - at !== (writes ? 5 : 3)) throw malformed(`operation result ${type} has ${end - at} bytes`, at);
  addTo(tag, 'opSpecResults', {
    operation: OPERATION_NAMES[type],
    opSpecId: view.getUint16(at + 1),
    result: view.getUint8(at),
    ...(writes ? { wordsWritten: view.getUint16(at + 3) } : {}),
  });
}

function readCustom(tag: MutableTag, bytes: Uint8Array, view: DataView, at: number, end: number): void {
  if (end - at < 8) throw malformed('custom parameter is cut off', at);
  const vendor = view.getUint32(at);
  const subtype = view.getUint32(at + 4);
  addTo(tag, 'custom', { vendor, subtype, dataHex: toHex(bytes, at + 8, end) });
  if (vendor === IMPINJ_VENDOR) readImpinjTagExtension(tag, bytes, view, subtype, at + 8, end);
}

function addTo(tag: MutableTag, name: 'unknown' | 'opSpecResults' | 'custom', entry: unknown): void {
  const list = tag[name];
  if (Array.isArray(list)) list.push(entry);
  else tag[name] = [entry];
}
