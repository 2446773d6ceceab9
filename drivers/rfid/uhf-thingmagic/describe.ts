import type { DecodedContent, DecodedTag } from '../../decoded.ts';
import { hex8, hexOf, s8, u16, u32 } from '../serial-uhf/bytes.ts';
import { frameLine, passwordText, refusedLine } from '../serial-uhf/fields.ts';
import { NO_TAGS, operationName, statusMeaning, THINGMAGIC, THINGMAGIC_REGIONS } from './codes.ts';
import type { ThingmagicFrame } from './frame.ts';
import { tagRecord } from './tags.ts';

type Fields = Readonly<Record<string, unknown>>;
type Reader = (data: Uint8Array) => Fields | undefined;

/** Bit of the option byte: search flags and metadata flags follow. */
const WITH_METADATA = 0x10;
/** Third part of a streaming answer: 01 a tag, 02 a report of the module itself, 00 the end of the reading. */
const TAG_RECORD = 0x01;
const STATUS_REPORT = 0x02;
/** Number of the temperature among the reports (extensible bit vector 82 00). */
const TEMPERATURE = 0x100;

/** One line of `decode` for a checked frame. */
export function describeThingmagic(frame: ThingmagicFrame): DecodedContent {
  const { operation, status, data } = frame;
  const name = operationName(operation) ?? 'unknown';
  if (status === undefined) {
    return frameLine(name, COMMANDS[operation]?.(data) ?? rawFields(data));
  }
  if (operation === THINGMAGIC.readMultiple && data.length === 0 && status !== 0) return streamState(status);
  if (status !== 0) {
    return frameLine('error', {
      command: name,
      code: word(status),
      meaning: statusMeaning(status),
      ...rawFields(data),
    });
  }
  if (operation === THINGMAGIC.readMultiple) return streamLine(data);
  if (operation === THINGMAGIC.getTagBuffer && data.length > 4) return bufferLine(data);
  return frameLine(`${name}Answer`, { status: '0000', ...(ANSWERS[operation]?.(data) ?? rawFields(data)) });
}

const word = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase();
const rawFields = (data: Uint8Array): Fields => (data.length === 0 ? {} : { data: hexOf(data) });

/** Once a second while reading: no tag; or why it reads badly. */
function streamState(status: number): DecodedContent {
  const type =
    status === NO_TAGS
      ? 'keepAlive'
      : status === 0x0504
        ? 'temperatureThrottle'
        : status === 0x0505
          ? 'highReturnLoss'
          : 'error';
  const command = type === 'error' ? { command: 'readMultiple' } : {};
  return frameLine(type, { ...command, code: word(status), meaning: statusMeaning(status) });
}

function streamLine(data: Uint8Array): DecodedContent {
  const hasMetadata = ((data[0] ?? 0) & WITH_METADATA) !== 0;
  const kindAt = hasMetadata ? 5 : 3;
  const kind = data[kindAt];
  const rest = kindAt + 1;
  if (hasMetadata && kind === TAG_RECORD && data.length > rest + 4) {
    const record = tagRecord(data, rest, u16(data, 3));
    if (typeof record === 'string') return refusedLine(record);
    return record.end === data.length ? tagsLine('readMultiple', [record.tag]) : refusedLine('length');
  }
  if (kind === STATUS_REPORT && data.length > rest) return reportLine(data, rest);
  // Answer to a search that fills the module's buffer: how many tags it found.
  if (data.length <= 4) return frameLine('readMultipleAnswer', { tagCount: data.at(-1) ?? 0 });
  if (data.length === 7) return frameLine('readMultipleAnswer', { tagCount: u32(data, 3) });
  return frameLine('streamReport', { data: hexOf(data) });
}

/** Number of the value as an extensible bit vector (seven bits a byte), length, value; several may follow each other. */
function reportLine(data: Uint8Array, from: number): DecodedContent {
  let at = from;
  let number = 0;
  for (let more = true; more; at += 1) {
    const byte = data[at];
    if (byte === undefined) return refusedLine('length');
    number = (number << 7) | (byte & 0x7f);
    more = (byte & 0x80) !== 0;
  }
  const length = data[at] ?? 0;
  if (number === TEMPERATURE && length === 1 && data.length === at + 2) {
    return frameLine('temperature', { temperatureCel: s8(data[at + 1] ?? 0) });
  }
  return frameLine('statusReport', { data: hexOf(data, from) });
}

/** Metadata flags, read options, count, then that many records. */
function bufferLine(data: Uint8Array): DecodedContent {
  const flags = u16(data, 0);
  const tags: DecodedTag[] = [];
  let at = 4;
  for (let left = data[3] ?? 0; left > 0; left -= 1) {
    const record = tagRecord(data, at, flags);
    if (typeof record === 'string') return refusedLine(record);
    tags.push(record.tag);
    at = record.end;
  }
  if (at !== data.length) return refusedLine('length');
  return tagsLine('getTagBuffer', tags);
}

const tagsLine = (type: string, tags: readonly DecodedTag[]): DecodedContent => ({
  kind: 'tags',
  type,
  tags,
});

const exactly =
  (count: number, read: (data: Uint8Array) => Fields): Reader =>
  (data) =>
    data.length === count ? read(data) : undefined;
const region = exactly(1, (d) => ({
  regionCode: hex8(d[0] ?? 0),
  region: THINGMAGIC_REGIONS.get(d[0] ?? 0) ?? null,
}));
const power = exactly(2, (d) => ({ powerDbm: u16(d, 0) / 100 }));
const protocol = exactly(2, (d) => ({ protocol: u16(d, 0) }));

const COMMANDS: Readonly<Record<number, Reader>> = {
  [THINGMAGIC.setBaudRate]: exactly(4, (d) => ({ baudRate: u32(d, 0) })),
  [THINGMAGIC.setRegion]: region,
  [THINGMAGIC.setReadPower]: power,
  [THINGMAGIC.setWritePower]: power,
  [THINGMAGIC.setProtocol]: protocol,
  [THINGMAGIC.setAntenna]: (d) => {
    if (d.length === 2) return { transmitAntennaId: d[0], receiveAntennaId: d[1] };
    if (d[0] !== 2 || d.length % 2 !== 1) return undefined;
    const pairs = (d.length - 1) / 2;
    return {
      searchList: Array.from({ length: pairs }, (_, index) => [d[1 + index * 2] ?? 0, d[2 + index * 2] ?? 0]),
    };
  },
  [THINGMAGIC.setOptional]: exactly(3, (d) => ({ parameter: hex8(d[1] ?? 0), value: d[2] })),
  [THINGMAGIC.getOptional]: exactly(2, (d) => ({ parameter: hex8(d[1] ?? 0) })),
  [THINGMAGIC.readMultiple]: (d) =>
    d.length >= 5
      ? { option: hex8(d[0] ?? 0), searchFlags: word(u16(d, 1)), timeoutMs: u16(d, 3) }
      : undefined,
  [THINGMAGIC.multiProtocolOperation]: (d) => {
    if (d.length < 3) return undefined;
    const option = d[2] ?? 0;
    if (option === 2) return { timeoutMs: u16(d, 0), action: 'stop' };
    return { timeoutMs: u16(d, 0), action: option === 1 ? 'start' : 'search', data: hexOf(d, 3) };
  },
  [THINGMAGIC.writeTagData]: (d) => {
    if (d.length < 10 || d[2] !== 0) return undefined;
    return { timeoutMs: u16(d, 0), option: '00', wordAddress: u32(d, 3), bank: d[7], data: hexOf(d, 8) };
  },
  [THINGMAGIC.readTagData]: (d) => {
    if (d.length < 8) return undefined;
    const option = d[2] ?? 0;
    const from = (option & WITH_METADATA) === 0 ? 3 : 5;
    return {
      timeoutMs: u16(d, 0),
      option: hex8(option),
      bank: d[from],
      wordAddress: u32(d, from + 1),
      words: d[from + 5],
      ...(d.length > from + 6 ? { select: hexOf(d, from + 6) } : {}),
    };
  },
  [THINGMAGIC.killTag]: (d) =>
    d.length >= 7 ? { timeoutMs: u16(d, 0), password: passwordText(d, 3) } : undefined,
};

const ANSWERS: Readonly<Record<number, Reader>> = {
  [THINGMAGIC.version]: (d) =>
    d.length === 20
      ? {
          bootloader: dotted(d, 0),
          hardware: dotted(d, 4),
          firmwareDate: hexOf(d, 8, 12),
          firmware: dotted(d, 12),
          protocols: hexOf(d, 16, 20),
        }
      : undefined,
  [THINGMAGIC.getRegion]: region,
  [THINGMAGIC.getProtocol]: protocol,
  [THINGMAGIC.getReadPower]: powerAnswer,
  [THINGMAGIC.getWritePower]: powerAnswer,
  [THINGMAGIC.temperature]: exactly(1, (d) => ({ temperatureCel: s8(d[0] ?? 0) })),
  [THINGMAGIC.readTagData]: (d) =>
    ((d[0] ?? 0) & WITH_METADATA) !== 0 && d.length > 3 && u16(d, 1) === 0
      ? { option: hex8(d[0] ?? 0), data: hexOf(d, 3) }
      : undefined,
};

/** Option byte, power, and with option 01 the highest and lowest power of the module. */
function powerAnswer(data: Uint8Array): Fields | undefined {
  if (data.length === 2) return { powerDbm: u16(data, 0) / 100 };
  if (data.length === 3) return { powerDbm: u16(data, 1) / 100 };
  if (data.length !== 7) return undefined;
  return { powerDbm: u16(data, 1) / 100, highestDbm: u16(data, 3) / 100, lowestDbm: u16(data, 5) / 100 };
}

const dotted = (data: Uint8Array, at: number): string =>
  Array.from(data.subarray(at, at + 4), (byte) => hex8(byte)).join('.');
