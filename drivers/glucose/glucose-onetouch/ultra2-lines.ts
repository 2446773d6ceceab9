import type { DecodedContent } from '../../decoded.ts';
import { deviceTime } from '../../measurement/reading.ts';
import { glucoseContent, rangeFlags } from '../glucose-reading.ts';

/** Answers of the Ultra and Ultra2: text, blank, sum of the text in four hex digits. */
const ANSWER = /^(.*) ([0-9A-F]{4})$/;
const KNOWN_START = /^(?:P |F |T |@ |\?|SU\?|ST\?|Z\b|%(?: |$))/;

const MEALS: ReadonlyMap<string, string | undefined> = new Map([
  ['N', undefined],
  ['B', 'beforeMeal'],
  ['A', 'afterMeal'],
]);

/** User comments 1 to 11 (glucometerutils, Ultra2 driver). */
const COMMENTS: readonly (string | undefined)[] = [
  undefined,
  'notEnoughFood',
  'tooMuchFood',
  'mildExercise',
  'hardExercise',
  'medication',
  'stress',
  'ill',
  'feelsHypo',
  'menses',
  'vacation',
  'other',
];

/** One line of the text protocol; `undefined` = none of its lines. */
export function interpretUltra2Line(text: string, raw: Uint8Array): DecodedContent | undefined {
  if (/^DM[A-Z?@]/.test(text)) return { kind: 'frame', type: 'command', fields: { command: text } };
  const match = ANSWER.exec(text);
  if (match === null) return KNOWN_START.test(text) ? { kind: 'refused', reason: 'checksum' } : undefined;
  const [, answer = '', check = ''] = match;
  if (!KNOWN_START.test(answer)) return undefined;
  const sum = Array.from(answer).reduce((total, letter) => (total + letter.charCodeAt(0)) & 0xffff, 0);
  if (Number.parseInt(check, 16) !== sum) return { kind: 'refused', reason: 'checksum' };
  return interpretAnswer(answer, raw);
}

function interpretAnswer(answer: string, raw: Uint8Array): DecodedContent {
  const header = /^P (\d{3}),"([0-9A-Z]{9})","(MG\/DL|MMOL\/L) *"$/.exec(answer);
  if (header !== null) {
    const unit = header[3] === 'MG/DL' ? 'mg/dL' : 'mmol/L';
    return frame('dump', { count: Number(header[1]), serialNumber: header[2], displayUnit: unit });
  }
  if (answer.startsWith('P ')) return record(answer, raw);
  const clock = /^[FT] "[A-Z]{3}","([\d/]+)","([\d:]+) *"$/.exec(answer);
  if (clock !== null) {
    const at = timeOf(clock[1] ?? '', clock[2] ?? '');
    return at === undefined ? { kind: 'refused', reason: 'date' } : frame('clock', { at });
  }
  const serial = /^@ ?"([0-9A-Z]{9})"$/.exec(answer);
  if (serial !== null) return frame('serialNumber', { serialNumber: serial[1] });
  const unit = /^SU\?,"(MG\/DL|MMOL\/L) *"$/.exec(answer);
  if (unit !== null) return frame('unit', { unit: unit[1] === 'MG/DL' ? 'mg/dL' : 'mmol/L' });
  if (answer.startsWith('?')) return frame('version', { text: answer.slice(1).trim() });
  if (answer === 'Z') return frame('done', {});
  return frame('answer', { text: answer });
}

/** `P "SUN","10/11/13","22:12:00   ","  105 ","N","00", 00`; the older Ultra has no meal and comment. Always mg/dL. */
function record(answer: string, raw: Uint8Array): DecodedContent {
  const match = /^P "[A-Z]{3}","([\d/]+)","([\d:]+) *","([^"]{1,8})"(?:,"(.)","(\d{2})")?, *\d{2}$/.exec(
    answer,
  );
  if (match === null) return { kind: 'refused', reason: 'field' };
  const [, date = '', time = '', result = '', meal, comment] = match;
  const at = timeOf(date, time);
  if (at === undefined) return { kind: 'refused', reason: 'date' };
  const beyond = /^.? *(HIGH|HI|LOW|LO) *$/.exec(result)?.[1];
  if (beyond !== undefined) return beyondRange(beyond, at, raw);
  const number = /^([C ]) *(\d{1,3}) ?$/.exec(result);
  // A question mark behind the number tells of a parity error in the meter's memory.
  if (number === null) return { kind: 'refused', reason: result.includes('?') ? 'parity' : 'field' };
  const remark = comment === undefined ? undefined : COMMENTS[Number(comment)];
  if (
    (meal !== undefined && !MEALS.has(meal)) ||
    (comment !== undefined && Number(comment) >= COMMENTS.length)
  ) {
    return { kind: 'refused', reason: 'field' };
  }
  const mealFlag = meal === undefined ? undefined : MEALS.get(meal);
  const value = Number(number[2]);
  const flags = [
    ...rangeFlags(value),
    ...(number[1] === 'C' ? ['controlSolution'] : []),
    ...(mealFlag === undefined ? [] : [mealFlag]),
    ...(remark === undefined ? [] : [remark]),
  ];
  return glucoseContent({ value, unit: 'mg/dL', flags, at, fields: {}, raw });
}

function beyondRange(code: string, at: string, raw: Uint8Array): DecodedContent {
  const isHigh = code.startsWith('HI');
  const meaning = isHigh ? 'glucose above the range of the meter' : 'glucose below the range of the meter';
  const hex = Buffer.from(raw).toString('hex').toUpperCase();
  return { kind: 'reading', error: { code: isHigh ? 'HI' : 'LO', meaning }, person: null, at, raw: hex };
}

/** Month, day, two-digit year. */
function timeOf(date: string, time: string): string | undefined {
  const day = /^(\d{2})\/(\d{2})\/(\d{2})$/.exec(date);
  const clock = /^(\d{2}):(\d{2}):(\d{2})$/.exec(time);
  if (day === null || clock === null) return undefined;
  return deviceTime(
    2000 + Number(day[3]),
    Number(day[1]),
    Number(day[2]),
    Number(clock[1]),
    Number(clock[2]),
    Number(clock[3]),
  );
}

function frame(type: string, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return { kind: 'frame', type, fields };
}
