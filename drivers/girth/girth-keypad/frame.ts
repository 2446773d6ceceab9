import type { DecodedContent, FrameDecoder, ReadingContent } from '../../decoded.ts';
import type { Framer } from '../../framing/framer.ts';
import { createLineFramer } from '../../framing/line-framer.ts';
import { decoderOf, reading } from '../../measurement/reading.ts';
import { girthLine } from './commands.ts';
import { type Girth, girthLimits, medianOf } from './entry.ts';

const LONGEST_LINE = 40;
const LINE = /^(waist|hip)((?: \d{2,3}(?:\.\d)?){1,3})$/;

/** The decoder of `station-tool decode girth-keypad`. */
export function createGirthDecoder(): FrameDecoder {
  return decoderOf(createGirthFramer());
}

export function createGirthFramer(): Framer<DecodedContent> {
  return createLineFramer(({ text }) => {
    const [, name, digits = ''] = LINE.exec(text) ?? [];
    if (name !== 'waist' && name !== 'hip') return undefined;
    const entries = digits.trim().split(' ').map(Number);
    const [from, to] = girthLimits[name];
    return entries.every((cm) => cm >= from && cm <= to)
      ? girthReading(name, entries)
      : { kind: 'refused', reason: 'range' };
  }, LONGEST_LINE);
}

/** What was typed at the keypad as a reading: the median, with all entries beside it. @param entries centimetres */
export function girthReading(girth: Girth, entries: readonly number[]): ReadingContent {
  const cm = medianOf(entries);
  return reading({
    values: { [girth]: { value: cm, unit: 'cm', text: cm.toFixed(1) } },
    flags: ['typed'],
    fields: { source: 'keypad', entries: [...entries] },
    raw: girthLine(girth, entries),
  });
}
