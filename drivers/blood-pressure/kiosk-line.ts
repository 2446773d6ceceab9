import type { DecodedContent } from '../decoded.ts';
import type { TextLine } from '../framing/line-framer.ts';
import { deviceTime, readingError } from '../measurement/reading.ts';
import { pressureReading, refusal } from './pressure-reading.ts';

const endings = { cr: '\r', lf: '\n', crlf: '\r\n' } as const;

/** The line as it came, so that what is kept with a reading can be replayed. */
const bytesOf = ({ text, ending }: TextLine): Uint8Array =>
  Uint8Array.from(Buffer.from(text + endings[ending], 'latin1'));

const isBlank = (text: string): boolean => text.trim() === '';

interface LineParts {
  readonly line: TextLine;
  readonly date: readonly (string | undefined)[];
  readonly person: string;
  /** Digits or blanks. */
  readonly systolic: string;
  readonly diastolic: string;
  readonly map?: string;
  readonly pulse: string;
  /** The unit's error digit. */
  readonly error: string | undefined;
  readonly flags: readonly string[];
}

/** What the comma lines of the Omron kiosks have in common: the date, the person, blanks beside an error. */
function fromParts(parts: LineParts): DecodedContent {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.date.map(Number);
  const at = deviceTime(year, month, day, hour, minute);
  if (at === undefined) return refusal('date');
  const { map, error } = parts;
  const person = isBlank(parts.person) ? null : parts.person.trim();
  const raw = bytesOf(parts.line);
  const numbers = [parts.systolic, parts.diastolic, parts.pulse, ...(map === undefined ? [] : [map])];
  const blanks = numbers.filter(isBlank).length;
  if (blanks !== 0 && blanks !== numbers.length) return refusal('field');
  if (blanks !== 0 && error === undefined) return refusal('field');
  if (error !== undefined) {
    return readingError(error, 'measurement failed', raw, { person, at });
  }
  return pressureReading({
    systolic: Number(parts.systolic),
    diastolic: Number(parts.diastolic),
    map: map === undefined ? undefined : Number(map),
    pulse: Number(parts.pulse),
    flags: parts.flags,
    person,
    at,
    raw,
  });
}

/** Text without CR LF: identifier 20, error digit, SYS, DIA, PR, movement (blood-pressure.md section 3). */
const FORMAT_5_LENGTH = 53;
const format5 =
  /^(\d{4}),(\d\d),(\d\d),(\d\d),(\d\d),([^,]{20}),(\d),(\d{3}| {3}),(\d{3}| {3}),(\d{3}| {3}),(\d)$/;

/** HBP-9030 output format 5; `undefined` for a line that is nothing like it. */
export function interpretFormat5(line: TextLine): DecodedContent | undefined {
  const { text } = line;
  const match = format5.exec(text);
  if (match === null) {
    if (!/^\d{4},/.test(text)) return undefined;
    return refusal(text.length === FORMAT_5_LENGTH ? 'field' : 'length');
  }
  const [person = '', error = '', systolic = '', diastolic = '', pulse = '', movement = ''] = match.slice(6);
  const flags = movement === '0' ? [] : ['movement'];
  return fromParts({
    line,
    date: match.slice(1, 6),
    person,
    error: error === '0' ? undefined : error,
    systolic,
    diastolic,
    pulse,
    flags,
  });
}

const MODE_5_LENGTH = 58;
const mode5 =
  /^bp,([^,]{20}),(\d{4})\/(\d\d)\/(\d\d),(\d\d):(\d\d),(\d{3}| {3}),(\d{3}| {3}),(\d{3}| {3}),(\d{3}| {3}),(\d)$/;

/**
 * HBP-9020 output mode 5, also sent by the HBP-9030 (blood-pressure.md section 3); `undefined` for a line that is nothing
 * like it. The last digit is documented nowhere and was seen as 0 and 3 beside good values, so it says nothing about
 * the result; only beside blanks it is taken as the unit's error.
 */
export function interpretMode5(line: TextLine): DecodedContent | undefined {
  const { text } = line;
  const match = mode5.exec(text);
  if (match === null) {
    if (!text.startsWith('bp,')) return undefined;
    return refusal(text.length === MODE_5_LENGTH ? 'field' : 'length');
  }
  const [systolic = '', map = '', diastolic = '', pulse = '', last = ''] = match.slice(7);
  const error = isBlank(systolic) ? last : undefined;
  const date = match.slice(2, 7);
  return fromParts({ line, date, person: match[1] ?? '', error, systolic, map, diastolic, pulse, flags: [] });
}
