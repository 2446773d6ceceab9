import type { DecodedContent } from '../../decoded.ts';
import { hex8, hexOf, tagCrc, u16, u24, u32 } from '../serial-uhf/bytes.ts';
import { frameLine, passwordText, refusedLine } from '../serial-uhf/fields.ts';
import { commandName, R2000, R2000_ERRORS, R2000_REGIONS, SUCCESS } from './codes.ts';
import type { R2000Frame } from './frame.ts';
import { inventoryTag, storedTag, type StoredTag } from './tags.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * One line of `decode` for a checked frame. Command and answer differ by length and value only: a single byte that is
 * a result code is taken for an answer, since the bytes come from the reader.
 */
export function describeR2000(frame: R2000Frame): DecodedContent {
  const { address, code, data } = frame;
  const name = commandName(code);
  if (name === undefined) return frameLine('unknown', { address, code: hex8(code), data: hexOf(data) });
  if (isInventory(code)) return inventoryLine(name, frame);
  if (data.length === 0) return frameLine(name, { address });
  const known = ANSWERS[code]?.(data) ?? undefined;
  if (known !== undefined) return lineOf(known, name, address);
  const command = COMMANDS[code]?.(data) ?? undefined;
  if (command !== undefined) return frameLine(name, { address, ...command });
  if (data.length === 1) return resultLine(name, address, data[0] ?? 0);
  return refusedLine('length');
}

type Answer = Fields | DecodedContent;

function lineOf(answer: Answer, name: string, address: number): DecodedContent {
  return isLine(answer) ? answer : frameLine(`${name}Answer`, { address, ...answer });
}

function isLine(answer: Answer): answer is DecodedContent {
  return 'kind' in answer;
}

/** 10 = done, anything else a failure. */
function resultLine(name: string, address: number, code: number): DecodedContent {
  if (code === SUCCESS) return frameLine(`${name}Answer`, { address, status: hex8(code) });
  return frameLine('error', { address, command: name, code: hex8(code), meaning: meaningOf(code) });
}

export function meaningOf(code: number): string {
  return R2000_ERRORS.get(code) ?? 'unknown error';
}

function isInventory(code: number): boolean {
  return code === R2000.inventory || code === R2000.sessionInventory || code === R2000.fastSwitchInventory;
}

/** 89, 8A, 8B: a tag has PC and EPC whose lengths agree; 7 bytes end the round; one byte is a failure or a command. */
function inventoryLine(name: string, { address, code, data }: R2000Frame): DecodedContent {
  const [first = 0] = data;
  if (data.length === 7) return frameLine('inventoryEnd', { address, ...roundEnd(code, data) });
  const tag = inventoryTag(data);
  if (tag !== undefined) return { kind: 'tags', type: name, tags: [tag] };
  if (data.length === 1) {
    return R2000_ERRORS.has(first) || first === SUCCESS
      ? resultLine(name, address, first)
      : frameLine(name, { address, repeat: first });
  }
  if (code === R2000.fastSwitchInventory) {
    const failed = data[1] ?? 0;
    if (data.length === 2 && R2000_ERRORS.has(failed)) {
      return frameLine('error', {
        address,
        command: name,
        antennaId: first + 1,
        code: hex8(failed),
        meaning: meaningOf(failed),
      });
    }
    const plan = antennaPlan(data);
    if (plan !== undefined) return frameLine(name, { address, ...plan });
  }
  if (code === R2000.sessionInventory && data.length >= 3 && data.length <= 5) {
    return frameLine(name, {
      address,
      session: first,
      target: data[1] === 0 ? 'A' : 'B',
      repeat: data.at(-1),
    });
  }
  return refusedLine('length');
}

function roundEnd(code: number, data: Uint8Array): Fields {
  return code === R2000.fastSwitchInventory
    ? { totalRead: u24(data, 0), durationMs: u32(data, 3) }
    : { antennaId: (data[0] ?? 0) + 1, readRate: u16(data, 1), totalRead: u32(data, 3) };
}

/** Four or eight pairs of antenna and stay, then interval and repeat; antennas above 7 are skipped by the reader. */
function antennaPlan(data: Uint8Array): Fields | undefined {
  if (data.length !== 10 && data.length !== 18 && data.length !== 29) return undefined;
  const count = data.length === 10 ? 4 : 8;
  const antennas = Array.from({ length: count }, (_, index) => ({
    antennaId: (data[index * 2] ?? 0) + 1,
    stay: data[index * 2 + 1] ?? 0,
  })).filter(({ antennaId, stay }) => antennaId <= 8 && stay > 0);
  return { antennas, intervalMs: data[count * 2], repeat: data.at(-1) };
}

const exactly =
  (count: number, read: (data: Uint8Array) => Fields) =>
  (data: Uint8Array): Fields | undefined =>
    data.length === count ? read(data) : undefined;

const isCode = (value: number): boolean => value === SUCCESS || R2000_ERRORS.has(value);
/** One byte with a meaning of its own, unless it is a result code. */
const oneByte =
  (name: string, adjust = 0) =>
  (data: Uint8Array): Fields | undefined =>
    data.length === 1 && !isCode(data[0] ?? 0) ? { [name]: (data[0] ?? 0) + adjust } : undefined;

/** 16 and 17 dBm are also the codes for done and failed; those are taken for the answer. */
const power = (data: Uint8Array): Fields | undefined => {
  const [first = 0] = data;
  if (data.length === 1) {
    const isAnswer = first === SUCCESS || first === 0x11 || first > 33;
    return isAnswer ? undefined : { powerDbm: first };
  }
  return data.length === 4 || data.length === 8 ? { portsDbm: Array.from(data) } : undefined;
};
const region = (data: Uint8Array): Fields | undefined => {
  const code = data[0] ?? 0;
  if (data.length === 3 && R2000_REGIONS.has(code)) {
    return { region: R2000_REGIONS.get(code), firstIndex: data[1], lastIndex: data[2] };
  }
  if (code !== 4) return undefined;
  if (data.length === 6)
    return { region: 'custom', spaceKhz: (data[1] ?? 0) * 10, channels: data[2], startKhz: u24(data, 3) };
  return undefined;
};
const password = (data: Uint8Array): Fields => ({ password: passwordText(data, 0) });

const COMMANDS: Readonly<Record<number, (data: Uint8Array) => Fields | undefined>> = {
  [R2000.setAntenna]: oneByte('antennaId', 1),
  [R2000.setPower]: power,
  [R2000.setTemporaryPower]: power,
  [R2000.setRegion]: region,
  [R2000.setBeeper]: oneByte('mode'),
  [R2000.setBaudRate]: exactly(1, (d) => ({ baudRate: d[0] === 3 ? 38_400 : d[0] === 4 ? 115_200 : null })),
  [R2000.setAddress]: oneByte('newAddress'),
  [R2000.setAntennaDetector]: oneByte('sensitivityDb'),
  [R2000.setReaderId]: exactly(12, (d) => ({ readerId: hexOf(d) })),
  [R2000.setLinkProfile]: (d) =>
    d.length === 1 && (d[0] ?? 0) >= 0xd0 ? { profile: hex8(d[0] ?? 0) } : undefined,
  [R2000.writeGpio]: exactly(2, (d) => ({ output: d[0], on: d[1] === 1 })),
  [R2000.returnLoss]: oneByte('frequencyIndex'),
  [R2000.bufferedInventory]: oneByte('repeat'),
  [R2000.read]: (d) =>
    d.length === 3 || d.length === 7
      ? {
          bank: d[0],
          wordAddress: d[1],
          words: d[2],
          ...(d.length === 7 ? { password: passwordText(d, 3) } : {}),
        }
      : undefined,
  [R2000.write]: (d) =>
    d.length >= 9 && d.length === 7 + 2 * (d[6] ?? 0)
      ? { ...password(d), bank: d[4], wordAddress: d[5], words: d[6], data: hexOf(d, 7) }
      : undefined,
  [R2000.blockWrite]: (d) =>
    d.length >= 9 && d.length === 7 + 2 * (d[6] ?? 0)
      ? { ...password(d), bank: d[4], wordAddress: d[5], words: d[6], data: hexOf(d, 7) }
      : undefined,
  [R2000.lock]: exactly(6, (d) => ({ ...password(d), area: d[4], lockType: d[5] })),
  [R2000.kill]: exactly(4, password),
  [R2000.setMatch]: (d) => {
    if (d.length === 1 && d[0] === 1) return { match: false };
    return d.length >= 4 && d[0] === 0 && d.length === 2 + (d[1] ?? 0)
      ? { match: true, epc: hexOf(d, 2) }
      : undefined;
  },
  [R2000.setFastTid]: oneByte('fastTid'),
  [R2000.saveFastTid]: oneByte('fastTid'),
};

const ANSWERS: Readonly<Record<number, (data: Uint8Array) => Answer | undefined>> = {
  [R2000.firmware]: exactly(2, (d) => ({ major: d[0], minor: d[1], version: `${d[0]}.${d[1]}` })),
  [R2000.getAntenna]: oneByte('antennaId', 1),
  [R2000.getPower]: (d) => (d.length === 1 && (d[0] ?? 0) <= 33 ? { powerDbm: d[0] } : power(d)),
  [R2000.getPowerOfPorts]: (d) => (d.length === 1 && (d[0] ?? 0) <= 33 ? { powerDbm: d[0] } : power(d)),
  [R2000.getRegion]: region,
  [R2000.temperature]: exactly(2, (d) => ({ temperatureCel: d[0] === 0 ? -(d[1] ?? 0) : d[1] })),
  [R2000.getReaderId]: exactly(12, (d) => ({ readerId: hexOf(d) })),
  [R2000.getLinkProfile]: (d) =>
    d.length === 1 && (d[0] ?? 0) >= 0xd0 ? { profile: hex8(d[0] ?? 0) } : undefined,
  [R2000.getAntennaDetector]: oneByte('sensitivityDb'),
  [R2000.readGpio]: exactly(2, (d) => ({ inputs: [d[0] === 1, d[1] === 1] })),
  [R2000.bufferedInventory]: exactly(9, (d) => ({
    antennaId: (d[0] ?? 0) + 1,
    tagCount: u16(d, 1),
    readRate: u16(d, 3),
    totalRead: u32(d, 5),
  })),
  [R2000.getBuffer]: (d) => bufferLine('getBuffer', d),
  [R2000.takeBuffer]: (d) => bufferLine('takeBuffer', d),
  [R2000.bufferCount]: exactly(2, (d) => ({ tagCount: u16(d, 0) })),
  [R2000.read]: (d) => {
    const tag = storedTag(d, 'read');
    if (tag === undefined) return undefined;
    return crcHolds(d, tag) ? { ...tag.fields, data: tag.data } : refusedLine('tag-crc');
  },
  [R2000.write]: accessAnswer,
  [R2000.blockWrite]: accessAnswer,
  [R2000.lock]: accessAnswer,
  [R2000.kill]: accessAnswer,
  [R2000.getMatch]: (d) => {
    if (d.length === 1 && d[0] === 1) return { match: false };
    return d.length >= 4 && d[0] === 0 && d.length === 2 + (d[1] ?? 0)
      ? { match: true, epc: hexOf(d, 2) }
      : undefined;
  },
  [R2000.getFastTid]: oneByte('fastTid'),
};

/** Which tag was written, locked or killed, and how it went. */
function accessAnswer(data: Uint8Array): Answer | undefined {
  const tag = storedTag(data, 'access');
  if (tag === undefined) return undefined;
  if (!crcHolds(data, tag)) return refusedLine('tag-crc');
  const code = tag.status;
  return { ...tag.fields, status: hex8(code), ...(code === SUCCESS ? {} : { meaning: meaningOf(code) }) };
}

function bufferLine(name: string, data: Uint8Array): Answer | undefined {
  const tag = storedTag(data, 'buffer');
  if (tag === undefined) return undefined;
  if (!crcHolds(data, tag)) return refusedLine('tag-crc');
  const { epc, epcBits, pc, crc, antennaId, peakRssi, frequencyKhz, seenCount, tagCount } = tag.fields;
  return {
    kind: 'tags',
    type: name,
    tags: [
      {
        epc,
        epcBits,
        antennaId,
        ...(peakRssi === undefined ? {} : { peakRssi }),
        seenCount,
        pc,
        crc,
        ...(frequencyKhz === undefined ? {} : { frequencyKhz }),
        tagCount,
      },
    ],
  };
}

function crcHolds(data: Uint8Array, { pcAt, crcAt, fields }: StoredTag): boolean {
  return tagCrc(data, pcAt, crcAt) === fields.crc;
}
