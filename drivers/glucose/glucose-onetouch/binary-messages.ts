import type { DecodedContent } from '../../decoded.ts';
import { glucoseContent, rangeFlags } from '../glucose-reading.ts';
import type { BinaryFrame } from './binary-frame.ts';
import { linkControl, ULTRA_EASY } from './commands.ts';

const SUCCESS = 0x06;
/** 1 January 2000 in seconds since 1970: the Verio models count from there, the Ultra models from 1970. */
const VERIO_EPOCH = 946_684_800;
/** Clocks before 2000 were never set. */
const EARLIEST = VERIO_EPOCH;

/** What the last request asked for, where a recording holds both directions. */
export type Asked = 'clock' | 'unit' | 'record' | 'count' | 'text' | undefined;

export interface BinaryMeaning {
  readonly content: DecodedContent;
  readonly asked: Asked;
}

/** Says what a frame means; `asked` is carried from frame to frame. */
export function binaryContent(frame: BinaryFrame, asked: Asked): BinaryMeaning {
  const { message } = frame;
  const link = linkFields(frame.link);
  if (message.length === 0) {
    const { acknowledge, disconnect } = linkControl(frame.link);
    const type = disconnect ? 'disconnect' : acknowledge ? 'acknowledge' : 'link';
    return { content: { kind: 'frame', type, fields: link }, asked };
  }
  const request = requestOf(message);
  if (request !== undefined) {
    return {
      content: {
        kind: 'frame',
        type: 'command',
        fields: { command: request.name, ...request.fields, ...link },
      },
      asked: request.asked,
    };
  }
  return { content: answer(frame, asked, link), asked: undefined };
}

function linkFields(byte: number): Readonly<Record<string, unknown>> {
  return byte === 0 ? {} : { link: { ...linkControl(byte) } };
}

interface Request {
  readonly name: string;
  readonly asked: Asked;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Requests have the command code where answers have their status (06, 0F or an error). */
function requestOf(message: Uint8Array): Request | undefined {
  const [prefix = 0, code = 0, third] = message;
  if (prefix < 3 || prefix > 5) return undefined;
  const index = u16(message, 2);
  switch (code) {
    case 0x0d:
      return message.length === 3 ? { name: 'readVersion', asked: 'text' } : undefined;
    case 0x0b:
      return message.length === 4 || message.length === 12
        ? { name: 'readSerial', asked: 'text' }
        : undefined;
    case 0x20:
      if (third === 0x02) return { name: 'readClock', asked: 'clock' };
      return third === 0x01 && message.length === 7
        ? { name: 'setClock', asked: 'clock', fields: { at: clockText(u32(message, 3), prefix) ?? null } }
        : undefined;
    case 0x09:
      return message.length === 4 || message.length === 8 ? { name: 'readUnit', asked: 'unit' } : undefined;
    case 0x08:
      return message.length === 8 ? { name: 'readDateFormat', asked: undefined } : undefined;
    case 0x1a:
      return message.length === 2 ? { name: 'eraseMemory', asked: undefined } : undefined;
    case 0x1f:
      if (message.length !== 4) return undefined;
      return index === ULTRA_EASY.countRecord
        ? { name: 'readRecordCount', asked: 'count' }
        : { name: 'readRecord', asked: 'record', fields: { index } };
    case 0x21:
      return message.length === 4 ? { name: 'readRecord', asked: 'record', fields: { index } } : undefined;
    case 0x27:
      return message.length === 3 ? { name: 'readRecordCount', asked: 'count' } : undefined;
    case 0x31:
      return message.length === 6 && third === 0x02
        ? { name: 'readRecord', asked: 'record', fields: { index: u16(message, 3) } }
        : undefined;
    case 0xe6:
      return message.length === 4
        ? { name: 'query', asked: 'text', fields: { selector: message[3] ?? 0 } }
        : undefined;
    case 0x00:
    case 0x02:
    case 0x04:
      return message.length === 3
        ? { name: 'readParameter', asked: code === 4 ? 'unit' : 'text', fields: { selector: code } }
        : undefined;
    default:
      return undefined;
  }
}

function answer(frame: BinaryFrame, asked: Asked, link: Readonly<Record<string, unknown>>): DecodedContent {
  const { message } = frame;
  const [prefix = 0, status = 0] = message;
  const told = (type: string, fields: Readonly<Record<string, unknown>>): DecodedContent => ({
    kind: 'frame',
    type,
    fields: { ...fields, ...link },
  });
  if (status === 0x0f && message.length === 4) return told('recordCount', { count: u16(message, 2) });
  if (status !== SUCCESS) return told('error', { prefix, status });
  const data = message.subarray(2);
  // Four bytes of a clock may happen to be letters.
  const text = data.length === 4 && asked !== 'text' ? undefined : textOf(data);
  if (data.length === 0) return told('done', {});
  if (text !== undefined && asked !== 'record') return told('text', { text });
  if (data.length === 2) return told('recordCount', { count: u16(data, 0) });
  if (data.length === 4) return clockOrUnit(data, prefix, asked, told);
  return recordOf(frame, prefix, data) ?? told('answer', { data: [...data] });
}

/** A unit is 0 or 1 in four bytes; the same bytes as a clock would be the first second of the epoch. */
function clockOrUnit(
  data: Uint8Array,
  prefix: number,
  asked: Asked,
  told: (type: string, fields: Readonly<Record<string, unknown>>) => DecodedContent,
): DecodedContent {
  const value = u32(data, 0);
  if (asked !== 'clock' && value <= 1) return told('unit', { unit: value === 0 ? 'mg/dL' : 'mmol/L' });
  const at = clockText(value, prefix);
  return at === undefined ? { kind: 'refused', reason: 'date' } : told('clock', { at });
}

/** 记录: three layouts, told apart by prefix and length. The number always is mg/dL, whatever the meter shows. */
function recordOf(frame: BinaryFrame, prefix: number, data: Uint8Array): DecodedContent | undefined {
  const isUltra = prefix === ULTRA_EASY.prefix;
  if (isUltra && data.length === 8)
    return record(frame, clockText(u32(data, 0), prefix), u32(data, 4), [], {});
  if (isUltra) return undefined;
  if (data.length === 10) {
    const flags = markFlags(data[6] === 1, data[7] ?? 0);
    if (flags === undefined || (data[6] ?? 0) > 1) return { kind: 'refused', reason: 'field' };
    return record(frame, clockText(u32(data, 0), prefix), u16(data, 4), flags, {});
  }
  if (data.length === 16) {
    const flags = markFlags(((data[2] ?? 0) & 1) !== 0, data[11] ?? 0);
    if (flags === undefined) return { kind: 'refused', reason: 'field' };
    const about = { index: u16(data, 0), counter: u16(data, 3) };
    return record(frame, clockText(u32(data, 5), prefix), u16(data, 9), flags, about);
  }
  return undefined;
}

function record(
  frame: BinaryFrame,
  at: string | undefined,
  value: number,
  flags: readonly string[],
  fields: Readonly<Record<string, unknown>>,
): DecodedContent {
  if (at === undefined) return { kind: 'refused', reason: 'date' };
  const all = [...rangeFlags(value), ...flags];
  return glucoseContent({ value, unit: 'mg/dL', flags: all, at, fields, raw: frame.bytes });
}

function markFlags(isControl: boolean, meal: number): string[] | undefined {
  const mealFlag = [undefined, 'beforeMeal', 'afterMeal'][meal];
  if (meal !== 0 && mealFlag === undefined) return undefined;
  return [...(isControl ? ['controlSolution'] : []), ...(mealFlag === undefined ? [] : [mealFlag])];
}

/** Local wall time of the meter; `undefined` for a clock that was never set. */
export function clockText(seconds: number, prefix: number): string | undefined {
  const unix = prefix === ULTRA_EASY.prefix ? seconds : seconds + VERIO_EPOCH;
  return unix < EARLIEST ? undefined : new Date(unix * 1000).toISOString().slice(0, 19);
}

/**
 * ASCII, with a length byte before or a zero behind it, or UTF-16 with a zero behind it. Numbers never look like that:
 * a text has at least three printable letters and nothing else.
 */
function textOf(data: Uint8Array): string | undefined {
  const counted = data[0] === data.length - 1 || data[0] === data.length - 2 ? data.subarray(1) : data;
  const narrow = Buffer.from(counted).toString('latin1').replace(/\0+$/, '');
  if (/^[\x20-\x7e]{3,}$/.test(narrow) && narrow.length >= counted.length - 2) return narrow;
  if (data.length % 2 !== 0) return undefined;
  const wide = Buffer.from(data).toString('utf16le').replace(/\0+$/, '');
  return /^[\x20-\x7e]{2,}$/.test(wide) ? wide : undefined;
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** The four-byte clock of a wall time. */
export function clockSeconds(wallTime: string, prefix: number): number {
  const unix = Math.floor(Date.parse(`${wallTime.length === 16 ? `${wallTime}:00` : wallTime}Z`) / 1000);
  return prefix === ULTRA_EASY.prefix ? unix : unix - VERIO_EPOCH;
}
