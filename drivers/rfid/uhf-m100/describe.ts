import type { DecodedContent } from '../../decoded.ts';
import { hex8, hexOf, s8, u16, u32 } from '../serial-uhf/bytes.ts';
import { frameLine, passwordText, pcAndEpc, refusedLine, TAG_ERRORS } from '../serial-uhf/fields.ts';
import { commandName, M100, M100_REGIONS, moduleError, tagErrorOf } from './codes.ts';
import type { M100Frame } from './frame.ts';

type Fields = Readonly<Record<string, unknown>>;
/** What the parameters say, or `undefined` when there are too few or too many of them. */
type Reader = (parameters: Uint8Array) => Fields | undefined;

/** One line of `decode` for a checked frame. */
export function describeM100(frame: M100Frame): DecodedContent {
  const { type, code, parameters } = frame;
  if (type === 2) return tagLine(parameters);
  if (type === 1 && code === M100.error) return errorLine(parameters);
  const name = commandName(code);
  if (name === undefined || code === M100.error) {
    return frameLine(type === 0 ? 'unknownCommand' : 'unknownAnswer', {
      code: hex8(code),
      parameters: hexOf(parameters),
    });
  }
  const readers = type === 0 ? COMMANDS : ANSWERS;
  const read = readers[code] ?? (type === 0 ? none : status);
  const fields = read(parameters);
  if (fields === undefined) return refusedLine('length');
  return frameLine(type === 0 ? name : `${name}Answer`, fields);
}

function tagLine(parameters: Uint8Array): DecodedContent {
  const end = parameters.length - 2;
  return {
    kind: 'tags',
    type: 'inventory',
    tags: [
      {
        epc: hexOf(parameters, 3, end),
        epcBits: (end - 3) * 8,
        peakRssi: s8(parameters[0] ?? 0),
        pc: u16(parameters, 1),
        crc: u16(parameters, end),
      },
    ],
  };
}

/** Error code, and for accesses the tag: length, PC, EPC. */
function errorLine(parameters: Uint8Array): DecodedContent {
  const code = parameters[0];
  if (code === undefined) return refusedLine('length');
  const tag = parameters.length > 1 ? tagPart(parameters.subarray(1), 0) : {};
  if (tag === undefined) return refusedLine('length');
  return frameLine('error', { code: hex8(code), meaning: m100Meaning(code), ...tag });
}

export function m100Meaning(code: number): string {
  const own = moduleError(code);
  if (own !== undefined) return own;
  const tag = tagErrorOf(code);
  if (tag === undefined) return 'unknown error';
  return `${tag.operation}: ${TAG_ERRORS[tag.error]?.meaning ?? 'unknown tag error'}`;
}

/** Length byte, PC, EPC, then exactly `extra` more bytes. */
function tagPart(parameters: Uint8Array, extra: number): Fields | undefined {
  const length = parameters[0] ?? 0;
  if (length < 2 || parameters.length !== 1 + length + extra) return undefined;
  return pcAndEpc(parameters, 1, 1 + length);
}

const exactly =
  (count: number, read: (parameters: Uint8Array) => Fields): Reader =>
  (parameters) =>
    parameters.length === count ? read(parameters) : undefined;

const none = exactly(0, () => ({}));
/** Answers of settings: one byte, 00 = done. */
const status = exactly(1, (p) => ({ status: p[0] }));
const password = (p: Uint8Array): Fields => ({ password: passwordText(p, 0) });
const power = exactly(2, (p) => ({ powerDbm: u16(p, 0) / 100 }));
const region = exactly(1, (p) => ({ regionCode: p[0], region: M100_REGIONS.get(p[0] ?? 0) ?? null }));
const onOff = exactly(1, (p) => ({ on: p[0] === 0xff }));
/** Write, lock, kill and the like: the tag, then 00 = done. */
const tagAndStatus: Reader = (p) => {
  const tag = tagPart(p, 1);
  return tag === undefined ? undefined : { ...tag, status: p.at(-1) };
};
const tagAndWord =
  (name: string): Reader =>
  (p) => {
    const tag = tagPart(p, 2);
    return tag === undefined ? undefined : { ...tag, [name]: hexOf(p, p.length - 2) };
  };
const INFO_KINDS = ['hardwareVersion', 'softwareVersion', 'manufacturer'];
const infoKind = (byte: number | undefined): string => INFO_KINDS[byte ?? 3] ?? 'unknown';
const MIXER_GAINS = [0, 3, 6, 9, 12, 15, 16];
const IF_GAINS = [12, 18, 21, 24, 27, 30, 36, 40];
const modem = exactly(4, (p) => ({
  mixerGainDb: MIXER_GAINS[p[0] ?? 7] ?? null,
  ifGainDb: IF_GAINS[p[1] ?? 8] ?? null,
  threshold: u16(p, 2),
}));
const scan: Reader = (p) => {
  const first = p[0] ?? 0;
  const last = p[1] ?? 0;
  if (p.length < 2 || p.length !== 3 + last - first) return undefined;
  return { firstChannel: first, lastChannel: last, dbm: Array.from(p.subarray(2), s8) };
};
const select: Reader = (p) => {
  const bits = p[5] ?? 0;
  if (p.length !== 7 + Math.ceil(bits / 8)) return undefined;
  const parameter = p[0] ?? 0;
  return {
    target: parameter >>> 5,
    action: (parameter >>> 2) & 7,
    bank: parameter & 3,
    bitPointer: u32(p, 1),
    maskBits: bits,
    truncate: (p[6] ?? 0) !== 0,
    mask: hexOf(p, 7),
  };
};
const query = exactly(2, (p) => {
  const word = u16(p, 0);
  return {
    dr: word >>> 15 === 0 ? '8' : '64/3',
    miller: 1 << ((word >>> 13) & 3),
    pilotTone: ((word >>> 12) & 1) === 1,
    sel: (word >>> 10) & 3,
    session: (word >>> 8) & 3,
    target: ((word >>> 7) & 1) === 0 ? 'A' : 'B',
    q: (word >>> 3) & 0xf,
  };
});
const access = (p: Uint8Array): Fields => ({
  ...password(p),
  bank: p[4],
  wordAddress: u16(p, 5),
  words: u16(p, 7),
});
const qt: Reader = exactly(8, (p) => ({
  ...password(p),
  write: p[4] === 1,
  persistent: p[5] === 1,
  control: hexOf(p, 6),
}));

const COMMANDS: Readonly<Record<number, Reader>> = {
  [M100.moduleInfo]: exactly(1, (p) => ({ what: infoKind(p[0]) })),
  [M100.idleMode]: exactly(3, (p) => ({ enter: p[0] === 1, idleMinutes: p[2] })),
  [M100.setRegion]: region,
  [M100.setSelect]: select,
  [M100.setQuery]: query,
  [M100.setBaudRate]: exactly(2, (p) => ({ baudRate: u16(p, 0) * 100 })),
  [M100.setSelectMode]: exactly(1, (p) => ({ mode: p[0] })),
  [M100.gpio]: exactly(3, (p) => ({ operation: p[0], pin: p[1], value: p[2] })),
  [M100.setIdleTime]: exactly(1, (p) => ({ idleMinutes: p[0] })),
  [M100.multiInventory]: exactly(3, (p) => ({ rounds: u16(p, 1) })),
  [M100.read]: exactly(9, access),
  [M100.write]: (p) =>
    p.length >= 9 && p.length === 9 + 2 * u16(p, 7) ? { ...access(p), data: hexOf(p, 9) } : undefined,
  [M100.kill]: exactly(4, password),
  [M100.lock]: exactly(7, (p) => ({ ...password(p), payload: hexOf(p, 4) })),
  [M100.insertChannels]: (p) =>
    p.length === 1 + (p[0] ?? 0) && p.length > 1 ? { channels: Array.from(p.subarray(1)) } : undefined,
  [M100.setChannel]: exactly(1, (p) => ({ channel: p[0] })),
  [M100.setHopping]: onOff,
  [M100.continuousWave]: onOff,
  [M100.setPower]: power,
  [M100.blockPermalock]: (p) =>
    p.length >= 9
      ? {
          ...password(p),
          lock: p[4] === 1,
          bank: p[5],
          blockPointer: u16(p, 6),
          blockRange: p[8],
          mask: hexOf(p, 9),
        }
      : undefined,
  [M100.nxpChangeConfig]: exactly(6, (p) => ({ ...password(p), config: hexOf(p, 4) })),
  [M100.nxpReadProtect]: exactly(5, (p) => ({ ...password(p), reset: p[4] === 1 })),
  [M100.nxpResetReadProtect]: exactly(5, (p) => ({ ...password(p), reset: p[4] === 1 })),
  [M100.nxpChangeEas]: exactly(5, (p) => ({ ...password(p), on: p[4] === 1 })),
  [M100.monzaQtRead]: qt,
  [M100.monzaQtWrite]: qt,
  [M100.setModem]: modem,
};

const ANSWERS: Readonly<Record<number, Reader>> = {
  [M100.moduleInfo]: (p) =>
    p.length >= 1
      ? { what: infoKind(p[0]), text: Buffer.from(p.subarray(1)).toString('latin1').trim() }
      : undefined,
  [M100.getRegion]: region,
  [M100.getSelect]: select,
  [M100.getQuery]: query,
  [M100.getChannel]: exactly(1, (p) => ({ channel: p[0] })),
  [M100.getPower]: power,
  [M100.gpio]: exactly(3, (p) => ({ operation: p[0], pin: p[1], value: p[2] })),
  [M100.setIdleTime]: exactly(1, (p) => ({ idleMinutes: p[0] })),
  [M100.read]: (p) => {
    const length = p[0] ?? 0;
    const from = 1 + length;
    if (length < 2 || p.length < from || (p.length - from) % 2 !== 0) return undefined;
    return { ...pcAndEpc(p, 1, from), data: hexOf(p, from) };
  },
  [M100.write]: tagAndStatus,
  [M100.kill]: tagAndStatus,
  [M100.lock]: tagAndStatus,
  [M100.blockPermalock]: tagAndStatus,
  [M100.nxpChangeConfig]: tagAndWord('config'),
  [M100.nxpReadProtect]: tagAndStatus,
  [M100.nxpResetReadProtect]: tagAndStatus,
  [M100.nxpChangeEas]: tagAndStatus,
  [M100.nxpEasAlarm]: exactly(8, (p) => ({ alarmCode: hexOf(p) })),
  [M100.monzaQtRead]: tagAndWord('control'),
  [M100.monzaQtWrite]: tagAndStatus,
  [M100.getModem]: modem,
  [M100.scanJammer]: scan,
  [M100.scanRssi]: scan,
};
