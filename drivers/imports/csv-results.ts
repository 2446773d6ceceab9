import type { MeasuredName, MeasuredUnit } from '../decoded.ts';
import { deviceTime } from '../measurement/reading.ts';
import { parseCsv } from './csv-table.ts';
import {
  type ImportMapping,
  type ImportOutcome,
  importedResult,
  mappedValue,
  refusedResult,
  type Unmapped,
} from './imported-result.ts';

/** Which columns say who and when; headings as in the file. */
export interface CsvMapping extends ImportMapping {
  readonly person: string;
  /** Date and time in one column, or the date alone with `time`. */
  readonly date: string;
  readonly time?: string;
  readonly dateOrder: 'year-first' | 'day-first' | 'month-first';
  readonly instrument?: string;
  /** Numbers with a comma for the decimals. */
  readonly decimalComma?: boolean;
}

/**
 * Results of a table that an instrument or its program exports (InBody LookinBody, spirometers): a row of headings, then
 * a row for each measurement. A row is taken as a whole or refused as a whole; empty cells are no values.
 */
export function importCsv(text: string, mapping: CsvMapping): ImportOutcome[] {
  const rows = parseCsv(text);
  const headings = rows?.[0]?.map((heading) => heading.trim());
  if (rows === undefined || headings === undefined) return [refusedResult('structure', 'table', '')];
  const missing = [mapping.person, mapping.date, ...(mapping.time === undefined ? [] : [mapping.time])].find(
    (column) => !headings.includes(column),
  );
  if (missing !== undefined) return [refusedResult('structure', missing, '1')];
  const twice = headings.find((heading, index) => heading !== '' && headings.indexOf(heading) !== index);
  if (twice !== undefined) return [refusedResult('duplicate', twice, '1')];
  return rows.slice(1).map((cells, index) => importRow(headings, cells, mapping, String(index + 2)));
}

function importRow(
  headings: readonly string[],
  cells: readonly string[],
  mapping: CsvMapping,
  source: string,
): ImportOutcome {
  if (cells.length > headings.length) return refusedResult('structure', 'columns', source);
  const cell = (heading: string | undefined): string =>
    heading === undefined ? '' : (cells[headings.indexOf(heading)] ?? '').trim();
  const person = cell(mapping.person);
  if (person === '') return refusedResult('person', mapping.person, source);
  const at = csvTime([cell(mapping.date), cell(mapping.time)].join(' ').trim(), mapping.dateOrder);
  if (at === undefined) return refusedResult('date', mapping.date, source);
  const values: { [Name in MeasuredName]?: number } = {};
  const units: { [Name in MeasuredName]?: MeasuredUnit } = {};
  const unmapped: Unmapped[] = [];
  const special = new Set([mapping.person, mapping.date, mapping.time, mapping.instrument]);
  for (const heading of headings) {
    const text = cell(heading);
    if (text === '' || text === '-' || special.has(heading)) continue;
    const known = mapping.values.find(({ code }) => code === heading);
    if (known === undefined) {
      unmapped.push({ code: heading, text: heading, value: text, unit: '' });
      continue;
    }
    const mapped = mappedValue(known, mapping.decimalComma === true ? text.replace(',', '.') : text, '');
    if ('reason' in mapped) return refusedResult(mapped.reason, heading, source);
    if (values[known.name] !== undefined) return refusedResult('duplicate', heading, source);
    values[known.name] = mapped.value;
    units[known.name] = known.unit;
  }
  const instrument = cell(mapping.instrument);
  return importedResult({ person, at, instrument, values, units, unmapped, source }, 'row');
}

/** Date in any of three orders with `-`, `/` or `.`, or eight digits; then a time, 24 hours or with AM and PM. */
export function csvTime(text: string, order: CsvMapping['dateOrder']): string | undefined {
  const match =
    /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: *(AM|PM))?$/i.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})[ T]*(\d{2}):?(\d{2})(?::?(\d{2}))?$/.exec(text);
  if (match === null) return undefined;
  const [first = 0, second = 0, third = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number);
  const isYearFirst = match[1]?.length === 4;
  if (isYearFirst !== (order === 'year-first')) return undefined;
  if (!isYearFirst && match[3]?.length !== 4) return undefined;
  const [year, month, day] = isYearFirst
    ? [first, second, third]
    : order === 'day-first'
      ? [third, second, first]
      : [third, first, second];
  const hours = hourOf(hour, match[7]);
  if (hours === undefined) return undefined;
  return match[6] === undefined
    ? deviceTime(year, month, day, hours, minute)
    : deviceTime(year, month, day, hours, minute, Number(match[6]));
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}
