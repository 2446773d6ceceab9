import { DeviceError } from '../../errors.ts';
import { GEN2_PARAMETER_ROWS } from './definition-gen2.ts';
import { MESSAGE_ROWS } from './definition-messages.ts';
import { PARAMETER_ROWS } from './definition-parameters.ts';

/**
 * One row of the LLRP tables: type number, name as in the standard, fields, parameters.
 *
 * Fields are `kind name` pairs in wire order; `r7` is seven reserved bits. Parameters are names in wire order with
 * `?` (at most one), `*` or `+` (repeated); `key=A|B|C` is a repeated choice whose order on the wire carries meaning.
 * Whether a parameter must be there is left to whoever reads it: a reader that leaves one out is still understood.
 */
export type DefinitionRow = readonly [type: number, name: string, fields: string, parameters: string];

/**
 * - `u1` flag and `u2` packed from the top bit of a byte; `reserved` bits are written 0 and ignored when read
 * - `u8 s8 u16 s16 u32` numbers; `u64` a number, or a decimal string above 2^53-1
 * - `u96` twelve bytes, `octets` (u8v) and `words` (u16v) counted, `rest` to the end: upper-case hex
 * - `u8v u16v u32v` counted lists of numbers; `utf8` counted string; `bits` a counted bit vector
 */
export type FieldKind =
  | 'u1'
  | 'u2'
  | 'u8'
  | 's8'
  | 'u16'
  | 's16'
  | 'u32'
  | 'u64'
  | 'u96'
  | 'octets'
  | 'words'
  | 'u8v'
  | 'u16v'
  | 'u32v'
  | 'utf8'
  | 'bits'
  | 'rest'
  | 'reserved';

export interface FieldDefinition {
  readonly name: string;
  readonly kind: FieldKind;
  /** Only for `reserved`. */
  readonly bits: number;
}

/** Where a parameter stands inside its parent's decoded form. */
export interface Slot {
  readonly key: string;
  readonly parameters: readonly string[];
  readonly many: boolean;
  /** A choice: each entry says which parameter it is in its `parameter` property. */
  readonly choice: boolean;
}

export interface Definition {
  readonly type: number;
  readonly name: string;
  readonly fields: readonly FieldDefinition[];
  readonly slots: readonly Slot[];
  readonly slotOf: ReadonlyMap<string, Slot>;
  /** A TV parameter or bare timestamp whose only field stands for the whole parameter. */
  readonly scalar: boolean;
}

const FIELD_KINDS: ReadonlySet<string> = new Set<FieldKind>([
  'u1',
  'u2',
  'u8',
  's8',
  'u16',
  's16',
  'u32',
  'u64',
  'u96',
  'octets',
  'words',
  'u8v',
  'u16v',
  'u32v',
  'utf8',
  'bits',
  'rest',
]);

const isFieldKind = (kind: string): kind is FieldKind => FIELD_KINDS.has(kind);

/** Abbreviations of the standard as they look inside a camelCase name; longer ones first. */
const ABBREVIATIONS: readonly (readonly [string, string])[] = [
  ['LLRP', 'Llrp'],
  ['ROSpec', 'RoSpec'],
  ['ROBoundary', 'RoBoundary'],
  ['ROReport', 'RoReport'],
  ['AISpec', 'AiSpec'],
  ['GPIO', 'Gpio'],
  ['GPI', 'Gpi'],
  ['GPO', 'Gpo'],
  ['EPC', 'Epc'],
  ['RSSI', 'Rssi'],
  ['UTC', 'Utc'],
  ['UHF', 'Uhf'],
  ['RF', 'Rf'],
  ['XPC', 'Xpc'],
  ['PC', 'Pc'],
  ['CRC', 'Crc'],
  ['ID', 'Id'],
  ['C1G2', 'C1g2'],
];

/** `C1G2_PC` becomes `c1g2Pc`, `ROSpecID` becomes `roSpecId`. */
export function keyOf(parameterName: string): string {
  let key = parameterName.replaceAll('_', '');
  for (const [abbreviation, word] of ABBREVIATIONS) key = key.replaceAll(abbreviation, word);
  return key.charAt(0).toLowerCase() + key.slice(1);
}

function parseField(text: string): FieldDefinition {
  const reserved = /^r(\d+)$/.exec(text);
  if (reserved !== null) return { name: '', kind: 'reserved', bits: Number(reserved[1]) };
  const [kind = '', name = ''] = text.split(' ');
  if (!isFieldKind(kind) || name === '')
    throw new DeviceError('input.invalid', `LLRP table: bad field ${text}`);
  return { name, kind, bits: 0 };
}

function parseSlot(text: string): Slot {
  const [key, choices] = text.split('=');
  if (key !== undefined && choices !== undefined) {
    return { key, parameters: choices.split('|'), many: true, choice: true };
  }
  const name = text.replace(/[?*+]$/, '');
  return { key: keyOf(name), parameters: [name], many: /[*+]$/.test(text), choice: false };
}

const splitList = (text: string): string[] => (text === '' ? [] : text.split(', '));

/** Longest single-field TLV kept as a bare value: the two timestamps of an event. */
const BARE_TIMESTAMPS: ReadonlySet<number> = new Set([128, 129]);

function parseRow([type, name, fieldText, slotText]: DefinitionRow, isParameter: boolean): Definition {
  const fields = splitList(fieldText).map(parseField);
  const slots = splitList(slotText).map(parseSlot);
  const slotOf = new Map(
    slots.flatMap((slot) => slot.parameters.map((parameter) => [parameter, slot] as const)),
  );
  const scalar = isParameter && (type < 128 || BARE_TIMESTAMPS.has(type)) && fields.length === 1;
  return { type, name, fields, slots, slotOf, scalar };
}

const messages = MESSAGE_ROWS.map((row) => parseRow(row, false));
const parameters = [...PARAMETER_ROWS, ...GEN2_PARAMETER_ROWS].map((row) => parseRow(row, true));

export const messageByType: ReadonlyMap<number, Definition> = new Map(
  messages.map((each) => [each.type, each]),
);
export const messageByName: ReadonlyMap<string, Definition> = new Map(
  messages.map((each) => [each.name, each]),
);
export const parameterByType: ReadonlyMap<number, Definition> = new Map(
  parameters.map((each) => [each.type, each]),
);
export const parameterByName: ReadonlyMap<string, Definition> = new Map(
  parameters.map((each) => [each.name, each]),
);

/** Bytes of a message header: version and type, length, message id (shared/protocols/llrp.md section 1). */
export const HEADER_BYTES = 10;
/** Largest message accepted, in bytes (section 1: 1 MiB is ample). */
export const MESSAGE_CEILING_BYTES = 1_048_576;
/** Request type + 10, except CLOSE_CONNECTION 14 → 4 and CUSTOM_MESSAGE, which answers with itself (section 3). */
export function responseTypeOf(requestType: number): number {
  if (requestType === 14) return 4;
  if (requestType === 1023) return 1023;
  return requestType + 10;
}

export const MESSAGE_TYPE = {
  keepalive: 62,
  keepaliveAck: 72,
  readerEventNotification: 63,
  roAccessReport: 61,
  errorMessage: 100,
} as const;
