import type { DecodedContent } from '../../decoded.ts';
import { sum8 } from '../../framing/checksums.ts';
import { type MeasuredValue, reading, readingError } from '../../measurement/reading.ts';
import { NUMBER_TAGS, segmentOf, TEXT_TAGS, VALUE_TAGS } from './tags.ts';
import { dateAndTime } from './tanita-time.ts';

type Pairs = ReadonlyMap<string, string>;

const DECIMAL = /^[+-]?\d{1,6}(?:\.\d{1,3})?$/;
/** Not persons: what the scale fills in when nobody was entered. */
const NOBODY = /^0*$/;
const HEADER = /^(?:\{0|~\d)$/;
/** Tags of which at least the weight must be there: without it the line is no measurement. */
const WEIGHT_TAGS = ['Wk', 'Wp'];

/** A line `{0,16,~0,1,…,CS,D9`; order is not guaranteed, pairs are. */
export function taggedContent(text: string, raw: Uint8Array): DecodedContent {
  const pairs = pairsOf(text);
  if (pairs === undefined) return { kind: 'refused', reason: 'field' };
  const person = personOf(pairs);
  const time = dateAndTime(
    pairs.get('Da') ?? pairs.get('DA') ?? pairs.get('DT'),
    pairs.get('TI') ?? pairs.get('Ti'),
  );
  if (time === 'wrong') return { kind: 'refused', reason: 'date' };
  if (!areCodesRight(pairs)) return { kind: 'refused', reason: 'field' };
  const status = pairs.get('St');
  if (status !== undefined && !/^0+$/.test(status)) {
    return readingError(`St${status}`, 'the scale could not measure every segment', raw, {
      person,
      at: time.at,
    });
  }
  const values = valuesOf(pairs);
  if (values === undefined) return { kind: 'refused', reason: 'range' };
  if (values.weight === undefined) return { kind: 'refused', reason: 'field' };
  return reading({ values, flags: flagsOf(pairs), person, at: time.at, fields: fieldsOf(pairs, text), raw });
}

/** `undefined` when a value or comma is missing or a tag comes twice. */
function pairsOf(text: string): Pairs | undefined {
  const tokens = text
    .replace(/\}$/, '')
    .split(',')
    .map((token) => token.trim());
  if (tokens.length % 2 !== 0) return undefined;
  const pairs = new Map<string, string>();
  for (let at = 0; at < tokens.length; at += 2) {
    const tag = tokens[at] ?? '';
    const value = tokens[at + 1] ?? '';
    const quoted = /^"([^"]*)"$/.exec(value);
    if (quoted === null && value.includes('"')) return undefined;
    if (!/^[A-Za-z][A-Za-z\d]$/.test(tag) && !HEADER.test(tag)) return undefined;
    if (pairs.has(tag)) return undefined;
    pairs.set(tag, quoted?.[1] ?? value);
  }
  return pairs;
}

function personOf(pairs: Pairs): string | null {
  const id = pairs.get('ID') ?? '';
  return NOBODY.test(id) ? null : id;
}

type Values = { [name in (typeof VALUE_TAGS)[number]['name']]?: MeasuredValue };

/** `undefined` when a number is none or out of range. */
function valuesOf(pairs: Pairs): Values | undefined {
  const values: Values = {};
  for (const { tag, name, unit, from, to } of VALUE_TAGS) {
    const text = pairs.get(tag);
    if (text === undefined) continue;
    const value = Number(text);
    if (!DECIMAL.test(text) || value < from || value > to) return undefined;
    values[name] ??= { value, unit };
  }
  return values;
}

/** Numbers that are told beside the values, and the sex; dashes or nothing stand for what was not measured. */
function areCodesRight(pairs: Pairs): boolean {
  const sex = pairs.get('GE');
  if (sex !== undefined && !/^[12]?$/.test(sex)) return false;
  for (const [tag, value] of pairs) {
    const isNumber = NUMBER_TAGS.has(tag) || segmentOf(tag) !== undefined;
    if (isNumber && !DECIMAL.test(value) && !/^-*$/.test(value)) return false;
  }
  return true;
}

function flagsOf(pairs: Pairs): string[] {
  const isAthlete = pairs.get('Bt') === '2' || (pairs.get('AL') !== undefined && pairs.get('AL') === '2');
  return isAthlete ? ['athlete'] : [];
}

function fieldsOf(pairs: Pairs, text: string): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  const segments: Record<string, Record<string, number>> = {};
  const others: Record<string, number | string> = {};
  const named = new Set(['ID', 'St', 'Da', 'DA', 'DT', 'TI', 'Ti', 'GE', ...WEIGHT_TAGS]);
  for (const [tag, value] of pairs) {
    if (HEADER.test(tag) || named.has(tag)) continue;
    const number = DECIMAL.test(value) ? Number(value) : undefined;
    const segment = segmentOf(tag);
    const name = TEXT_TAGS.get(tag) ?? NUMBER_TAGS.get(tag);
    if (TEXT_TAGS.has(tag)) fields[name ?? tag] = value;
    else if (segment !== undefined && number !== undefined) {
      (segments[segment.segment] ??= {})[segment.part] = number;
    } else if (name !== undefined) fields[name] = number ?? value;
    else if (!VALUE_TAGS.some((known) => known.tag === tag)) others[tag] = number ?? value;
  }
  const sex = { '1': 'male', '2': 'female' }[pairs.get('GE') ?? ''];
  return {
    ...fields,
    ...(sex === undefined ? {} : { sex }),
    ...(Object.keys(segments).length === 0 ? {} : { segments }),
    ...(Object.keys(others).length === 0 ? {} : { others }),
    ...checksumOf(pairs, text),
  };
}

/**
 * The maker does not publish the formula. In every genuine line seen in public it is the sum of all characters before
 * `CS` modulo 256; told, never required (the brief's own constructed line does not follow it).
 */
function checksumOf(pairs: Pairs, text: string): Readonly<Record<string, boolean>> {
  const given = pairs.get('CS');
  if (given === undefined) return {};
  const before = Buffer.from(text.slice(0, text.lastIndexOf('CS,')), 'latin1');
  return { checksumAgrees: Number.parseInt(given, 16) === sum8(before) };
}
