import type { DecodedContent, ReadingContent } from '../../decoded.ts';
import { deviceTime } from '../../measurement/reading.ts';
import { pressureReading, type Refusal, refusal } from '../pressure-reading.ts';
import { type CommandName, commandNamed, ID_LENGTH } from './commands.ts';
import { HEADER_DIGITS, type MicrolifeDigits, RECORD_DIGITS, recordCount } from './reports.ts';

/** Digits of the patient number in the memory's header, and where they begin. */
const ID_FROM = 8;
/** `MMDDYYYYHHMMSS`. */
const CLOCK_DIGITS = 14;

/** A line's worth of a message: its content and its place in the message's bytes. */
export interface Part {
  readonly content: DecodedContent;
  readonly from: number;
  readonly to: number;
}

/** Pairs of digits to characters, up to the first that is no letter or number. */
export function readId(digits: string): string | null {
  let id = '';
  for (let at = 0; at + 1 < digits.length && id.length < ID_LENGTH; at += 2) {
    const character = String.fromCharCode(Number.parseInt(digits.slice(at, at + 2), 16));
    if (!/[\dA-Za-z]/.test(character)) break;
    id += character;
  }
  return id === '' ? null : id;
}

/** The meter's clock, without zone; `undefined` when the digits are none. */
export function readClock(digits: string): string | undefined {
  const match = /^(\d\d)(\d\d)(\d{4})(\d\d)(\d\d)(\d\d)/.exec(digits);
  const [, month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = match?.map(Number) ?? [];
  return year < 1990 || year > 2099 ? undefined : deviceTime(year, month, day, hour, minute, second);
}

/**
 * One record of 32 digits: `yymmddHHMM`, six unknown, a word with SYS in bits 0–9, DIA in 10–19 and pulse in 20–29,
 * eight unknown (blood-pressure.md section 6).
 *
 * @param raw the record's bytes, report bytes in between included
 */
export function readRecord(digits: string, person: string | null, raw: Uint8Array): ReadingContent | Refusal {
  if (!/^\d{10}/.test(digits)) return refusal('date');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = [0, 2, 4, 6, 8].map((at) =>
    Number(digits.slice(at, at + 2)),
  );
  const at = deviceTime(2000 + year, month, day, hour, minute);
  if (at === undefined) return refusal('date');
  const word = Number.parseInt(digits.slice(16, 24), 16);
  return pressureReading({
    systolic: word & 0x3ff,
    diastolic: (word >>> 10) & 0x3ff,
    pulse: (word >>> 20) & 0x3ff,
    person,
    at,
    raw,
  });
}

/** @param asked code of the command that went before, if it was seen */
export function describeDigits(message: MicrolifeDigits, asked: number | undefined): Part[] {
  const { digits, raw } = message;
  const whole = (content: DecodedContent): Part[] => [{ content, from: 0, to: raw.length }];
  switch (kindOf(digits, asked)) {
    case 'READ_RECORDS':
      return describeMemory(message);
    case 'GET_CLOCK':
    case 'SET_CLOCK': {
      const clock = readClock(digits);
      return whole(clock === undefined ? refusal('date') : named('CLOCK', { clock }));
    }
    case 'GET_ID':
      return whole(named('PATIENT', { id: readId(digits) }));
    case 'SET_ID':
      return whole(named('PATIENT', { id: readId(digits.slice(ID_FROM)) }));
    case undefined:
      return whole(named('ANSWER', { digits }));
  }
}

function kindOf(digits: string, asked: number | undefined): CommandName | undefined {
  const command = asked === undefined ? undefined : commandNamed(asked);
  const memory = looksLikeMemory(digits);
  // A memory is one whatever was asked: its length proves it. Everything else is told by the question.
  if (command === 'READ_RECORDS') return memory ? command : undefined;
  if (command !== undefined) return command;
  if (memory) return 'READ_RECORDS';
  return digits.length >= CLOCK_DIGITS && readClock(digits) !== undefined ? 'GET_CLOCK' : undefined;
}

function looksLikeMemory(digits: string): boolean {
  return (
    digits.length >= HEADER_DIGITS && digits.length === HEADER_DIGITS + recordCount(digits) * RECORD_DIGITS
  );
}

/** The header as a frame and every record as a reading; together they cover the message's bytes. */
function describeMemory({ digits, positions, raw }: MicrolifeDigits): Part[] {
  const count = recordCount(digits);
  const person = readId(digits.slice(ID_FROM, HEADER_DIGITS));
  const startOf = (record: number): number =>
    record === count ? raw.length : (positions[HEADER_DIGITS + record * RECORD_DIGITS] ?? raw.length);
  const header: Part = {
    content: named('MEMORY', { count, id: person }),
    from: 0,
    to: startOf(0),
  };
  const records = Array.from({ length: count }, (_, record): Part => {
    const from = startOf(record);
    const to = startOf(record + 1);
    const first = HEADER_DIGITS + record * RECORD_DIGITS;
    const content = readRecord(digits.slice(first, first + RECORD_DIGITS), person, raw.subarray(from, to));
    return { content, from, to };
  });
  return [header, ...records];
}

export function describeCommand(code: number): DecodedContent {
  return named(commandNamed(code) ?? 'COMMAND', { code });
}

function named(type: string, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return { kind: 'frame', type, fields };
}
