import type { FrameDecoder, ReadingContent } from '../../decoded.ts';
import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { createLineRecogniser, isPrintable } from '../../framing/line-framer.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { type CompiledProfile, compileProfile } from './measures.ts';
import { type StandProfile, standProfiles } from './profile.ts';

/** Longest message: a tag list of a body composition scale. */
export const LONGEST_MESSAGE = 1024;

/** The decoder of `station-tool decode height-weight`: every shipped profile, the one whose numbers fit. */
export function createStandDecoder(): FrameDecoder {
  return decoderOf(createStandFramer(standProfiles));
}

/** Throws SyntaxError when an expression of a profile is none. */
export function createStandFramer(profiles: readonly StandProfile[]): Framer {
  const groups = groupByFrame(profiles.map(compileProfile));
  const recognisers = groups.map(recogniserOf);
  const recognise: Recognise = (view, start, ended) => {
    let refused: Recognition | undefined;
    let waiting: Recognition | undefined;
    for (const recogniser of recognisers) {
      const judged = recogniser(view, start, ended);
      if (judged.verdict === 'frame') return judged;
      if (judged.verdict === 'need' && !ended) return judged;
      if (judged.verdict === 'need') waiting ??= judged;
      if (judged.verdict === 'refused') refused ??= judged;
    }
    return refused ?? waiting ?? { verdict: 'reject' };
  };
  return createFramer(recognise, { maximumFrame: LONGEST_MESSAGE + 8 });
}

/** Profiles that cut their messages alike are tried on the same message. */
function groupByFrame(profiles: readonly CompiledProfile[]): CompiledProfile[][] {
  const groups = new Map<string, CompiledProfile[]>();
  for (const compiled of profiles) {
    const { starts, end } = compiled.profile;
    const key = JSON.stringify([starts, end]);
    groups.set(key, [...(groups.get(key) ?? []), compiled]);
  }
  return [...groups.values()];
}

function recogniserOf(group: readonly CompiledProfile[]): Recognise {
  const profile = group[0]?.profile;
  if (profile === undefined) return () => ({ verdict: 'reject' });
  if (profile.starts.length === 0 && profile.end === '') {
    return createLineRecogniser((line) => {
      const ending = line.ending === 'crlf' ? '\r\n' : line.ending === 'cr' ? '\r' : '\n';
      return contentOf(group, line.text, Uint8Array.from(Buffer.from(line.text + ending, 'latin1')));
    }, LONGEST_MESSAGE);
  }
  const starts = profile.starts.length === 0 ? [''] : profile.starts;
  const needles = starts.map((start) => Buffer.from(start, 'latin1'));
  const end = Buffer.from(profile.end === '' ? '\r\n' : profile.end, 'latin1');
  return (view, start) => recogniseBetween(view, start, needles, end, group);
}

function recogniseBetween(
  view: Uint8Array,
  start: number,
  starts: readonly Uint8Array[],
  end: Uint8Array,
  group: readonly CompiledProfile[],
): Recognition {
  const begins = startsHere(view, start, starts);
  if (begins === 'no') return { verdict: 'reject' };
  if (begins === 'perhaps') return { verdict: 'need', bytes: view.length - start + 1 };
  for (let position = start + begins; position < view.length; position += 1) {
    if (position - start > LONGEST_MESSAGE) return { verdict: 'reject' };
    if (matchesAt(view, position, end)) {
      const length = position - start + end.length;
      const raw = view.slice(start, start + length);
      const text = Buffer.from(raw)
        .toString('latin1')
        .replace(/^\p{Cc}+/u, '')
        .replace(/\p{Cc}+$/u, '');
      const content = contentOf(group, text, raw);
      if (content === undefined) return { verdict: 'reject' };
      return content.kind === 'refused'
        ? { verdict: 'refused', length, reason: content.reason }
        : { verdict: 'frame', length, content };
    }
    if (!isMessageByte(view[position] ?? 0) && !beginsAt(view, position, end)) return { verdict: 'reject' };
  }
  return { verdict: 'need', bytes: view.length - start + 1 };
}

/** Message text: printable, line ends, tabs and the ESC of printer commands. */
function isMessageByte(byte: number): boolean {
  return isPrintable(byte) || byte === 0x0d || byte === 0x0a || byte === 0x09 || byte === 0x1b;
}

/** How many bytes of a start stand here; `perhaps` while the view is too short to know. */
function startsHere(
  view: Uint8Array,
  start: number,
  starts: readonly Uint8Array[],
): number | 'perhaps' | 'no' {
  let perhaps = false;
  for (const needle of starts) {
    if (matchesAt(view, start, needle)) return needle.length;
    if (beginsAt(view, start, needle)) perhaps = true;
  }
  return perhaps ? 'perhaps' : 'no';
}

function matchesAt(view: Uint8Array, position: number, needle: Uint8Array): boolean {
  for (let index = 0; index < needle.length; index += 1) {
    if (view[position + index] !== needle[index]) return false;
  }
  return true;
}

/** The bytes from here to the end of the view are the beginning of the needle. */
function beginsAt(view: Uint8Array, position: number, needle: Uint8Array): boolean {
  const available = view.length - position;
  if (available >= needle.length) return false;
  for (let index = 0; index < available; index += 1) {
    if (view[position + index] !== needle[index]) return false;
  }
  return true;
}

type Meaning = ReadingContent | { readonly kind: 'refused'; readonly reason: string } | undefined;

/** The profile whose body mass index agrees wins; then the first that fits; then the first reason against. */
function contentOf(group: readonly CompiledProfile[], text: string, raw: Uint8Array): Meaning {
  let first: ReadingContent | undefined;
  let reason: string | undefined;
  for (const { measure } of group) {
    const measures = measure(text, raw);
    if (measures.fits === 'refused') reason ??= measures.reason;
    if (measures.fits !== 'yes') continue;
    const { reading } = measures;
    if (reading.values.bmi !== undefined && !reading.flags.includes('bmiDiffers')) return reading;
    first ??= reading;
  }
  if (first !== undefined) return first;
  return reason === undefined ? undefined : { kind: 'refused', reason };
}
