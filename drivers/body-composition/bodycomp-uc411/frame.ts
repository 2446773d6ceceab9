import type { DecodedContent, FrameDecoder, MeasuredName } from '../../decoded.ts';
import { createFramer, type Framer, type Recognise } from '../../framing/framer.ts';
import { isPrintable } from '../../framing/line-framer.ts';
import { decoderOf, type MeasuredValue, reading, readingError } from '../../measurement/reading.ts';
import { COMPOSITION_TAGS, FORMS } from './lines.ts';

const CR = 0x0d;
const LF = 0x0a;
const LONGEST_LINE = 24;
const MOST_LINES = 12;
/** Lines that begin a measurement, and those that may follow. */
const FIRST_TAGS = new Set(['ST', 'US', 'OL']);
const NEXT_TAGS = new Set([...COMPOSITION_TAGS, 'ID']);

/** The decoder of `station-tool decode bodycomp-uc411`. */
export function createUc411Decoder(): FrameDecoder {
  return decoderOf(createUc411Framer());
}

/** One measurement is one frame: the weight line and all lines that follow it without a gap, up to `ID`. */
export function createUc411Framer(): Framer {
  return createFramer(recognise, { maximumFrame: MOST_LINES * (LONGEST_LINE + 2) });
}

interface Line {
  readonly tag: string;
  readonly text: string;
  /** Behind the line's end. */
  readonly end: number;
}

const recognise: Recognise = (view, start, ended) => {
  const before = view[start - 1];
  if (before !== undefined && isPrintable(before)) return { verdict: 'reject' };
  const first = readLine(view, start, ended);
  if (first === 'unfinished') return { verdict: 'need', bytes: view.length - start + 1 };
  if (first === undefined || !FIRST_TAGS.has(first.tag)) return { verdict: 'reject' };
  const lines: Line[] = [first];
  let end = first.end;
  while (lines.length < MOST_LINES && lines.at(-1)?.tag !== 'ID' && first.tag === 'ST') {
    const next = readLine(view, end, ended);
    if (next === 'unfinished') {
      // The input may go on; at its end half a line is left over for itself.
      if (!ended) return { verdict: 'need', bytes: view.length - start + 1 };
      break;
    }
    if (next === undefined || !NEXT_TAGS.has(next.tag)) break;
    lines.push(next);
    end = next.end;
  }
  const content = measurement(lines, view.slice(start, end));
  return content.kind === 'refused'
    ? { verdict: 'refused', length: end - start, reason: content.reason }
    : { verdict: 'frame', length: end - start, content };
};

/** A tag, a comma and text up to CR, LF or CR LF; `unfinished` when the bytes there are could still become one. */
function readLine(view: Uint8Array, start: number, ended: boolean): Line | 'unfinished' | undefined {
  let end = start;
  for (let byte = view[end]; byte !== undefined && isPrintable(byte); byte = view[end]) {
    end += 1;
    if (end - start > LONGEST_LINE) return undefined;
  }
  const text = Buffer.from(view.subarray(start, end)).toString('latin1');
  if (!couldBeLine(text)) return undefined;
  const terminator = view[end];
  if (terminator === undefined) return 'unfinished';
  if (terminator === LF) return { tag: text.slice(0, 2), text, end: end + 1 };
  if (terminator !== CR) return undefined;
  if (view[end + 1] === undefined && !ended) return 'unfinished';
  return { tag: text.slice(0, 2), text, end: end + (view[end + 1] === LF ? 2 : 1) };
}

function couldBeLine(text: string): boolean {
  const tag = text.slice(0, 2);
  const isKnown = [...FIRST_TAGS, ...NEXT_TAGS].some((known) => known.startsWith(tag));
  return isKnown && (text.length < 3 || text[2] === ',');
}

/** A weight alone is a weight; with any other line all of them are owed. */
function measurement(lines: readonly Line[], raw: Uint8Array): DecodedContent {
  const [first, ...rest] = lines;
  if (first?.tag === 'OL') return readingError('OL', 'overload', raw);
  const texts = new Map<string, string>();
  for (const { tag, text } of lines) {
    if (texts.has(tag)) return { kind: 'refused', reason: 'field' };
    texts.set(tag, text);
  }
  const isComposition = rest.some(({ tag }) => tag !== 'ID');
  if (isComposition && !COMPOSITION_TAGS.every((tag) => texts.has(tag)))
    return { kind: 'refused', reason: 'field' };
  const values: { [Name in MeasuredName]?: MeasuredValue } = {};
  for (const [tag, text] of texts) {
    if (tag === 'ID') continue;
    const read = valueOf(tag, text);
    if (typeof read === 'string') return { kind: 'refused', reason: read };
    values[read.name] = read.measured;
  }
  const person = personOf(texts.get('ID'));
  if (person === undefined) return { kind: 'refused', reason: 'field' };
  return reading({ values, flags: first?.tag === 'US' ? ['unstable'] : [], person, raw });
}

function valueOf(
  tag: string,
  text: string,
): { readonly name: MeasuredName; readonly measured: MeasuredValue } | 'field' | 'range' {
  const form = FORMS.get(tag);
  const match = form?.pattern.exec(text);
  if (form === undefined || match === null || match === undefined) return 'field';
  const unit = form.units.get(match[3] ?? '');
  if (unit === undefined) return 'field';
  const value = Number(match[2]) * (match[1] === '-' ? -1 : 1);
  if (value < form.from || value > form.to) return 'range';
  const digits = (match[2] ?? '').replace(/^0+(?=\d)/, '');
  return {
    name: form.name,
    measured: form.name === 'weight' ? { value, unit, text: digits } : { value, unit },
  };
}

/** Memory place of the person; `null` without an ID line, `undefined` for a broken one. */
function personOf(text: string | undefined): string | null | undefined {
  if (text === undefined) return null;
  return /^ID,\s*(\d{1,8})$/.exec(text)?.[1];
}
