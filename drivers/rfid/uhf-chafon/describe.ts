import type { DecodedContent } from '../../decoded.ts';
import { hex8, hexOf, u16, u32 } from '../serial-uhf/bytes.ts';
import { frameLine, passwordText, refusedLine, TAG_ERRORS } from '../serial-uhf/fields.ts';
import { CHAFON, commandName, frequencyFields, READER_TYPES, STATUSES } from './codes.ts';
import type { ChafonFrame } from './frame.ts';
import { antennaOfBitmap, inventoryTags, tagAt } from './tags.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * One line of `decode` for a checked frame. Where a command and an answer can be the same bytes (one byte behind the
 * code), a status byte makes it an answer, since the bytes come from the reader.
 */
export function describeChafon(frame: ChafonFrame): DecodedContent {
  const { address, code, data } = frame;
  const name = commandName(code) ?? 'unknown';
  if (code === CHAFON.realTimeReport) return realTimeLine(frame);
  if (data.length === 0) return frameLine(name, { address });
  if (code === CHAFON.inventory || code === CHAFON.singleInventory || code === CHAFON.mixInventory) {
    return inventoryAnswer(frame, name) ?? commandLine(frame, name);
  }
  return answerLine(frame, name) ?? commandLine(frame, name);
}

function inventoryAnswer({ address, data }: ChafonFrame, name: string): DecodedContent | undefined {
  const status = data[0] ?? 0;
  const rest = data.subarray(1);
  const about = { address, status: hex8(status), meaning: STATUSES.get(status) };
  if (status >= 0x01 && status <= 0x04) {
    const tags = inventoryTags(rest);
    if (tags === undefined) return undefined;
    if (tags.length > 0) return { kind: 'tags', type: name, tags, fields: about };
    const antennaId = rest.length === 2 ? antennaOfBitmap(rest[0] ?? 0) : undefined;
    return frameLine(`${name}End`, { ...about, ...(antennaId === undefined ? {} : { antennaId }), tags: 0 });
  }
  if (status === 0x26 && rest.length === 7) {
    return frameLine('statistics', {
      ...about,
      antennaId: antennaOfBitmap(rest[0] ?? 0) ?? null,
      readRate: u16(rest, 1),
      totalRead: u32(rest, 3),
    });
  }
  return isFailure(status) && rest.length <= 1 ? failureLine(address, name, data) : undefined;
}

/** Reports of a reader that inventories by itself: one tag, or a sign of life. */
function realTimeLine({ address, data }: ChafonFrame): DecodedContent {
  const [status = 0, bitmap = 0] = data;
  if (status === 0x28 && data.length <= 2) return frameLine('heartbeat', { address });
  const antennaId = antennaOfBitmap(bitmap);
  const found = status === 0 && antennaId !== undefined ? tagAt(data, 2, antennaId) : undefined;
  if (found === undefined || found.end !== data.length) return refusedLine('length');
  return { kind: 'tags', type: 'realTimeReport', tags: [found.tag] };
}

/** From F8 on all status bytes are failures; below, some codes also are ordinary command parameters. */
function isFailure(status: number): boolean {
  return status >= 0xf8;
}

function failureLine(address: number, name: string, data: Uint8Array): DecodedContent {
  const [status = 0, detail] = data;
  const tagError = status === 0xfc && detail !== undefined ? TAG_ERRORS[detail] : undefined;
  return frameLine('error', {
    address,
    command: name,
    code: hex8(status),
    meaning: STATUSES.get(status) ?? 'unknown status',
    ...(status === 0xf8 && detail !== undefined ? { antennaId: antennaOfBitmap(detail) ?? null } : {}),
    ...(status === 0xfc && detail !== undefined
      ? { tagError: hex8(detail), tagMeaning: tagError?.meaning ?? 'unknown tag error' }
      : {}),
  });
}

/** Tag accesses tell failures below F8 too. */
const ACCESSES: ReadonlySet<number> = new Set([
  CHAFON.read,
  CHAFON.write,
  CHAFON.writeEpc,
  CHAFON.kill,
  CHAFON.setProtection,
  CHAFON.eraseBlock,
  CHAFON.setReadProtection,
  CHAFON.setReadProtectionWithoutEpc,
  CHAFON.unlockReadProtection,
  CHAFON.checkReadProtection,
  CHAFON.setEas,
  CHAFON.checkEas,
  CHAFON.writeBlock,
  CHAFON.getQt,
  CHAFON.setQt,
  CHAFON.readExtended,
  CHAFON.writeExtended,
]);

function answerLine({ address, code, data }: ChafonFrame, name: string): DecodedContent | undefined {
  const status = data[0] ?? 0;
  const rest = data.subarray(1);
  if (status === 0) {
    const fields = rest.length === 0 ? {} : ANSWERS[code]?.(rest);
    return fields === undefined
      ? undefined
      : frameLine(`${name}Answer`, { address, status: '00', ...fields });
  }
  if (isFailure(status) && rest.length <= 1) return failureLine(address, name, data);
  if (ACCESSES.has(code) && rest.length === 0 && STATUSES.has(status))
    return failureLine(address, name, data);
  return undefined;
}

/** Answers with status 00, behind the status byte. */
const ANSWERS: Readonly<Record<number, (rest: Uint8Array) => Fields | undefined>> = {
  [CHAFON.readerInfo]: (r) =>
    r.length >= 8
      ? {
          version: `${r[0]}.${r[1]}`,
          type: hex8(r[2] ?? 0),
          model: READER_TYPES.get(r[2] ?? 0) ?? null,
          iso6b: ((r[3] ?? 0) & 1) !== 0,
          iso6c: ((r[3] ?? 0) & 2) !== 0,
          ...frequencyFields(r[4] ?? 0, r[5] ?? 0),
          power: r[6],
          scanTimeMs: (r[7] ?? 0) * 100,
          ...(r.length > 8 ? { rest: hexOf(r, 8) } : {}),
        }
      : undefined,
  [CHAFON.read]: (r) => (r.length % 2 === 0 ? { data: hexOf(r) } : undefined),
  [CHAFON.readExtended]: (r) => (r.length % 2 === 0 ? { data: hexOf(r) } : undefined),
  [CHAFON.bufferInventory]: (r) =>
    r.length === 4 ? { bufferCount: u16(r, 0), tagCount: u16(r, 2) } : undefined,
  [CHAFON.bufferCount]: (r) => (r.length === 2 ? { tagCount: u16(r, 0) } : undefined),
  [CHAFON.serialNumber]: (r) => (r.length === 4 ? { serialNumber: hexOf(r) } : undefined),
  [CHAFON.checkReadProtection]: (r) => (r.length === 1 ? { protected: r[0] === 1 } : undefined),
  [CHAFON.getOutputs]: (r) => (r.length === 1 ? { outputs: r[0] } : undefined),
  [CHAFON.temperature]: (r) =>
    r.length === 2 ? { temperatureCel: r[0] === 0 ? -(r[1] ?? 0) : r[1] } : undefined,
  [CHAFON.returnLoss]: (r) => (r.length === 1 ? { returnLossDb: r[0] } : undefined),
  [CHAFON.getWorkMode18]: (r) => ({ data: hexOf(r) }),
  [CHAFON.getWorkMode288]: (r) => ({ data: hexOf(r) }),
  [CHAFON.getBuffer]: (r) => ({ data: hexOf(r) }),
};

const BAUD_RATES = [9600, 19_200, 38_400, null, null, 57_600, 115_200];

function commandLine({ address, code, data }: ChafonFrame, name: string): DecodedContent {
  const fields = (COMMANDS[code] ?? plain)(data);
  return fields === undefined ? refusedLine('length') : frameLine(name, { address, ...fields });
}

const plain = (data: Uint8Array): Fields | undefined =>
  data.length <= 16 ? { data: hexOf(data) } : undefined;
const one =
  (read: (value: number) => Fields) =>
  (data: Uint8Array): Fields | undefined =>
    data.length === 1 ? read(data[0] ?? 0) : undefined;

/** Number of EPC words, EPC; FF words = a mask instead: bank, bit address u16, bit length, mask. */
function target(data: Uint8Array, at: number): { readonly fields: Fields; readonly end: number } | undefined {
  const words = data[at] ?? 0;
  if (words === 0xff) {
    const bits = data[at + 4] ?? 0;
    const end = at + 5 + Math.ceil(bits / 8);
    const fields = {
      maskBank: data[at + 1],
      maskBitAddress: u16(data, at + 2),
      maskBits: bits,
      mask: hexOf(data, at + 5, Math.min(end, data.length)),
    };
    return { fields, end };
  }
  const end = at + 1 + words * 2;
  return words > 31 ? undefined : { fields: { epc: hexOf(data, at + 1, Math.min(end, data.length)) }, end };
}

/** Behind the fixed part may stand the address and length of a mask (model 18), which is not looked into. */
const isRest = (data: Uint8Array, end: number): boolean => data.length === end || data.length === end + 2;

const COMMANDS: Readonly<Record<number, (data: Uint8Array) => Fields | undefined>> = {
  [CHAFON.inventory]: (d) => {
    if (d.length === 2) return { tidWordAddress: d[0], tidWords: d[1] };
    if (d.length < 9) return undefined;
    const maskBits = d[5] ?? 0;
    const maskEnd = 6 + Math.ceil(maskBits / 8);
    const tail = d.length - maskEnd;
    if (tail !== 3 && tail !== 5) return undefined;
    const q = d[0] ?? 0;
    return {
      q: q & 0xf,
      statistics: (q & 0x80) !== 0,
      strategy: (q & 0x40) !== 0,
      fastId: (q & 0x20) !== 0,
      session: d[1],
      maskBank: d[2],
      maskBitAddress: u16(d, 3),
      maskBits,
      mask: hexOf(d, 6, maskEnd),
      ...(tail === 5 ? { tidWordAddress: d[maskEnd], tidWords: d[maskEnd + 1] } : {}),
      target: d.at(-3) === 0 ? 'A' : 'B',
      antennaId: ((d.at(-2) ?? 0) & 0x7f) + 1,
      scanTimeMs: (d.at(-1) ?? 0) * 100,
    };
  },
  [CHAFON.read]: (d) => {
    const tag = target(d, 0);
    if (tag === undefined || !isRest(d, tag.end + 7)) return undefined;
    return {
      ...tag.fields,
      bank: d[tag.end],
      wordAddress: d[tag.end + 1],
      words: d[tag.end + 2],
      password: passwordText(d, tag.end + 3),
    };
  },
  [CHAFON.write]: (d) => {
    const words = d[0] ?? 0;
    const tag = target(d, 1);
    const dataAt = (tag?.end ?? 0) + 2;
    const dataEnd = dataAt + words * 2;
    if (tag === undefined || words === 0 || !isRest(d, dataEnd + 4)) return undefined;
    return {
      ...tag.fields,
      bank: d[tag.end],
      wordAddress: d[tag.end + 1],
      words,
      data: hexOf(d, dataAt, dataEnd),
      password: passwordText(d, dataEnd),
    };
  },
  [CHAFON.writeEpc]: (d) => {
    const words = d[0] ?? 0;
    if (words === 0 || d.length !== 5 + words * 2) return undefined;
    return { words, password: passwordText(d, 1), epc: hexOf(d, 5) };
  },
  [CHAFON.setRegion]: (d) => (d.length === 2 ? frequencyFields(d[0] ?? 0, d[1] ?? 0) : undefined),
  [CHAFON.setAddress]: one((value) => ({ newAddress: value })),
  [CHAFON.setScanTime]: one((value) => ({ scanTimeMs: value * 100 })),
  [CHAFON.setBaudRate]: one((value) => ({ baudRate: BAUD_RATES[value] ?? null })),
  [CHAFON.setPower]: (d) => {
    if (d.length === 1) return { power: d[0] };
    return d.length === 4 || d.length === 8 || d.length === 16 ? { portsPower: Array.from(d) } : undefined;
  },
  [CHAFON.setBeeper]: one((value) => ({ on: value === 1 })),
};
