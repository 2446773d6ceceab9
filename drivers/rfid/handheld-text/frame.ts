import type { DecodedContent, DecodedTag, FrameDecoder } from '../../decoded.ts';
import { createDescribingDecoder } from '../../framing/describing-decoder.ts';
import type { Framer } from '../../framing/framer.ts';
import { createLineFramer } from '../../framing/line-framer.ts';
import { DEFAULT_HANDHELD_SETTINGS, type HandheldSettings } from './settings.ts';

/** One line of the handheld: a tag, or the text of a bar code. */
export type HandheldFrame = { readonly kind: 'checked' } & (
  | { readonly what: 'tag'; readonly tag: DecodedTag }
  | { readonly what: 'barcode'; readonly text: string }
);

/** EPC of 496 bits, TID of 192 bits, strength, prefix and suffix fit. */
const LONGEST_LINE = 256;
/** An EPC of 96 bits or more in whole words; anything shorter may as well be the number of a bar code. */
const EPC_NUMBER = /^(?:[0-9A-F]{4}){6,31}$/i;
/** Allocation class of EPCglobal: chip numbers of Gen2 tags begin with E2 (epc-tds.md section 1). */
const CHIP_NUMBER = /^E2[0-9A-F]{2}(?:[0-9A-F]{4}){3,11}$/i;
const isNumber = (part: string): boolean => EPC_NUMBER.test(part) || CHIP_NUMBER.test(part);
const STRENGTH = /^-\d{1,3}(?:\.\d{1,2})?$/;

/** The decoder of `station-tool decode handheld-text`. */
export function createHandheldDecoder(settings = DEFAULT_HANDHELD_SETTINGS): FrameDecoder {
  return createDescribingDecoder(createHandheldFramer(settings), describeHandheld);
}

export function createHandheldFramer(settings: HandheldSettings): Framer<HandheldFrame> {
  return createLineFramer((line) => readHandheldText(line.text, settings), LONGEST_LINE);
}

/**
 * What a line (or a burst of keys) means: prefix and suffix are taken off, then the parts between separators are
 * told by their form. A line without prefix or suffix is none of the handheld's; one that mixes numbers in no known
 * way is refused, never half read.
 */
export function readHandheldText(
  text: string,
  { prefix, suffix, order }: HandheldSettings,
): HandheldFrame | { readonly kind: 'refused'; readonly reason: string } | undefined {
  if (!text.startsWith(prefix) || !text.endsWith(suffix) || text.length <= prefix.length + suffix.length) {
    return undefined;
  }
  const body = text.slice(prefix.length, text.length - suffix.length).trim();
  const parts = body.split(/[\s,;|]+/).filter((part) => part !== '');
  const numbers = parts.filter(isNumber);
  const strengths = parts.filter((part) => STRENGTH.test(part));
  if (numbers.length === 0) return body === '' ? undefined : { kind: 'checked', what: 'barcode', text: body };
  if (numbers.length + strengths.length !== parts.length || numbers.length > 2 || strengths.length > 1) {
    return { kind: 'refused', reason: 'field' };
  }
  const tag = tagOf(numbers, order);
  if (tag === undefined) return { kind: 'refused', reason: 'field' };
  const peakRssi = strengths[0] === undefined ? {} : { peakRssi: Number(strengths[0]) };
  return { kind: 'checked', what: 'tag', tag: { ...tag, ...peakRssi } };
}

/** A single number is an EPC unless the handheld is set to send chip numbers; of two, the order says which is which. */
function tagOf(numbers: readonly string[], order: HandheldSettings['order']): DecodedTag | undefined {
  const [first = '', second] = numbers.map((number) => number.toUpperCase());
  if (second === undefined) {
    if (order !== 'tid') return { epc: first, epcBits: first.length * 4 };
    return CHIP_NUMBER.test(first) ? { epc: '', epcBits: 0, tid: first } : undefined;
  }
  const [epc, tid] = order === 'tid-epc' ? [second, first] : [first, second];
  return CHIP_NUMBER.test(tid) ? { epc, epcBits: epc.length * 4, tid } : undefined;
}

export function describeHandheld(frame: HandheldFrame): DecodedContent {
  return frame.what === 'tag'
    ? { kind: 'tags', type: 'line', tags: [frame.tag] }
    : { kind: 'frame', type: 'barcode', fields: { text: frame.text } };
}
