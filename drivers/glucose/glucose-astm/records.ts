import type { DecodedContent } from '../../decoded.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { deviceTime } from '../../measurement/reading.ts';
import { type GlucoseUnit, glucoseContent } from '../glucose-reading.ts';
import { markersOf, methodOf } from './markers.ts';

/** What earlier records of the same transmission say about later ones. */
export interface RecordContext {
  /** Between fields, repeats, components; from the header record. */
  readonly delimiters: Delimiters;
  /** From `U=` of the header. */
  readonly unit: GlucoseUnit | undefined;
  /** From the patient record. */
  readonly person: string | null;
  /** Sequence numbers of orders with action code Q: tests with control solution. */
  readonly controls: ReadonlySet<string>;
}

export interface Delimiters {
  readonly field: string;
  readonly repeat: string;
  readonly component: string;
}

export const USUAL_DELIMITERS: Delimiters = { field: '|', repeat: '\\', component: '^' };

/** 结果记录. @param fields the record letter first @param about number of the frame, for the line */
export function resultContent(
  fields: readonly string[],
  context: RecordContext,
  about: Readonly<Record<string, unknown>>,
  raw: Uint8Array,
): DecodedContent {
  const { component } = context.delimiters;
  const test = (fields[2] ?? '').split(component).find((part) => part !== '') ?? '';
  const sequence = fields[1] ?? '';
  if (!/^glucose$/i.test(test)) {
    // Averages and results of other tests are told as they are.
    return frame('result', { ...about, sequence, test, value: fields[3] ?? '', unit: fields[4] ?? '' });
  }
  const [unitText = '', method = ''] = (fields[4] ?? '').split(component);
  const unit = unitOf(unitText) ?? (unitText === '' ? context.unit : undefined);
  const at = timeOf(fields);
  const value = fields[3] ?? '';
  if (!/^\d+$/.test(sequence) || unit === undefined) return { kind: 'refused', reason: 'field' };
  if (at === undefined) return { kind: 'refused', reason: 'date' };
  const { flags, markers, isControl } = markersOf(fields);
  const control = isControl || context.controls.has(sequence);
  const all = control && !flags.includes('controlSolution') ? [...flags, 'controlSolution'] : flags;
  const { person } = context;
  const number = /^([<>]?)(\d{1,4}(?:\.\d{1,3})?)$/.exec(value);
  const beyond = number === null ? /^[<>]?\s*(HI|LO)$/i.exec(value)?.[1]?.toUpperCase() : undefined;
  if (beyond !== undefined) {
    const meaning =
      beyond === 'HI' ? 'glucose above the range of the meter' : 'glucose below the range of the meter';
    return { kind: 'reading', error: { code: beyond, meaning }, person, at, raw: toHex(raw) };
  }
  if (number === null) return { kind: 'refused', reason: 'field' };
  const side = number[1] === '>' ? ['aboveRange'] : number[1] === '<' ? ['belowRange'] : [];
  return glucoseContent({
    value: Number(number[2]),
    unit,
    flags: side.length === 0 ? all : [...new Set([...side, ...all])],
    person,
    at,
    fields: { ...about, sequence: Number(sequence), marker: markers, method: methodOf(method) },
    raw,
  });
}

/** 表头记录: who sends, in which unit, how many results, and the meter's clock. */
export function headerContent(
  record: string,
  delimiters: Delimiters,
  about: Readonly<Record<string, unknown>>,
): DecodedContent {
  const fields = record.slice(5).split(delimiters.field);
  const [product = '', versions = '', serialNumber = '', sku = ''] = (fields[3] ?? '').split(
    delimiters.component,
  );
  const settings = settingsOf(fields[4] ?? '', delimiters);
  const bounds = /^(\d{2,3})(\d{3})$/.exec(settings['V'] ?? '');
  const time = fields.at(-1) ?? '';
  return frame('header', {
    ...about,
    product,
    versions: versions === '' ? [] : versions.split(delimiters.repeat),
    serialNumber,
    sku,
    unit: headerUnit(settings['U']) ?? null,
    lowBound: bounds === null ? null : Number(bounds[1]),
    highBound: bounds === null ? null : Number(bounds[2]),
    resultCount: /^\d+$/.test(fields[5] ?? '') ? Number(fields[5]) : null,
    at: readTime(time) ?? null,
    settings,
  });
}

/** `A=1^U=0^V=10600`: letters and values; a value may itself hold components. */
export function settingsOf(text: string, delimiters: Delimiters): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const part of text.split(delimiters.component)) {
    const match = /^([A-Z])=(.*)$/.exec(part);
    if (match?.[1] !== undefined) settings[match[1]] = match[2] ?? '';
  }
  return settings;
}

export function headerUnit(setting: string | undefined): GlucoseUnit | undefined {
  return setting === '0' ? 'mg/dL' : setting === '1' ? 'mmol/L' : undefined;
}

function unitOf(text: string): GlucoseUnit | undefined {
  const plain = text.trim().toLowerCase();
  return plain === 'mg/dl' ? 'mg/dL' : plain === 'mmol/l' ? 'mmol/L' : undefined;
}

/** Date and time stand in field 9 (Contour) or 12 and 13 (E1394), as 12 or 14 digits; the last one counts. */
function timeOf(fields: readonly string[]): string | undefined {
  for (let at = fields.length - 1; at >= 8; at -= 1) {
    const field = fields[at] ?? '';
    if (isTime(field)) return readTime(field);
  }
  return undefined;
}

/** `202603150942` or with seconds. */
export function readTime(digits: string): string | undefined {
  if (!isTime(digits)) return undefined;
  const two = (at: number): number => (digits.charCodeAt(at) - ZERO) * 10 + digits.charCodeAt(at + 1) - ZERO;
  const second = digits.length === 12 ? undefined : two(12);
  return deviceTime(two(0) * 100 + two(2), two(4), two(6), two(8), two(10), second);
}

const ZERO = 0x30;

/** 12 or 14 digits. */
function isTime(text: string): boolean {
  return (text.length === 12 || text.length === 14) && /^\d+$/.test(text);
}

export function frame(type: string, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return { kind: 'frame', type, fields };
}
