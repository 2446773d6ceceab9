import type { FrameDecoder } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { createFramer, type Framer, type Recognise } from '../../framing/framer.ts';
import { type CardFrame, createCardDecoder } from '../card-reading.ts';
import { END_KEYS, WEDGE_KEYS } from './commands.ts';
import { type CardWedgeSettings, DEFAULT_CARD_WEDGE_SETTINGS, readTypedCard } from './settings.ts';

/** Boot keyboard report: modifiers, 0, six key codes (iso14443-cards.md section 2). */
export const REPORT_BYTES = 8;
/** The longest number and its end key, each key with its release. */
const LONGEST_BURST = 64 * 2 * REPORT_BYTES;

const FIRST_SLOT = 2;
const CHARACTER_BY_USAGE: readonly (string | undefined)[] = Array.from(
  { length: 256 },
  (_, usage) => WEDGE_KEYS.find((key) => key.usage === usage)?.character,
);
const END_USAGES: ReadonlySet<number> = new Set(END_KEYS.map(({ usage }) => usage));

/** The decoder of `station-tool decode card-wedge`: raw keyboard reports, a card at each end key. */
export function createCardWedgeDecoder(settings = DEFAULT_CARD_WEDGE_SETTINGS): FrameDecoder {
  return createCardDecoder(createCardWedgeFramer(settings));
}

/**
 * A frame is a burst of reports from the first key to the end key and the release behind it. Keys that are no
 * characters of a number make the whole burst `refused`, so that its rest cannot pass as a shorter number.
 */
export function createCardWedgeFramer(settings: CardWedgeSettings): Framer<CardFrame> {
  const recognise: Recognise<CardFrame> = (view, start, ended) => {
    if (view.length - start < REPORT_BYTES) {
      return mayBecomeKey(view, start, ended)
        ? { verdict: 'need', bytes: REPORT_BYTES }
        : { verdict: 'reject' };
    }
    if (!startsBurst(view, start)) return { verdict: 'reject' };
    let text = '';
    let foreign = false;
    for (let at = start; ; at += REPORT_BYTES) {
      if (at - start > LONGEST_BURST) return { verdict: 'reject' };
      if (at + REPORT_BYTES > view.length) return { verdict: 'need', bytes: at + REPORT_BYTES - start };
      const count = keyCount(view, at);
      if (count === undefined) return { verdict: 'reject' };
      for (let slot = at + FIRST_SLOT; slot < at + FIRST_SLOT + count; slot += 1) {
        const key = view[slot] ?? 0;
        if (at > start && isHeld(view, at - REPORT_BYTES, key)) continue;
        if (END_USAGES.has(key))
          return finish(view, start, at + REPORT_BYTES, text, foreign, ended, settings);
        const character = CHARACTER_BY_USAGE[key];
        foreign ||= character === undefined;
        text += character ?? '';
      }
    }
  };
  return createFramer(recognise, { maximumFrame: LONGEST_BURST + 2 * REPORT_BYTES });
}

/** Whether the report is an end key or holds one: the burst may be complete without its release. */
export function holdsEndKey(report: Uint8Array): boolean {
  return hasEndKey(report, report.length - REPORT_BYTES);
}

function finish(
  view: Uint8Array,
  start: number,
  end: number,
  text: string,
  foreign: boolean,
  ended: boolean,
  settings: CardWedgeSettings,
): ReturnType<Recognise<CardFrame>> {
  const releaseEnd = end + REPORT_BYTES;
  if (releaseEnd > view.length && !ended) return { verdict: 'need', bytes: releaseEnd - start };
  const released = keyCount(view, end) === 0;
  const length = (released ? releaseEnd : end) - start;
  if (foreign) return { verdict: 'refused', length, reason: 'character' };
  try {
    return { verdict: 'frame', length, content: { kind: 'reading', reading: readTypedCard(text, settings) } };
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return { verdict: 'refused', length, reason: 'notation' };
  }
}

/** Whether the few bytes at the end can be the beginning of a report with a key; a lone release is none. */
function mayBecomeKey(view: Uint8Array, start: number, ended: boolean): boolean {
  const reserved = view[start + 1];
  const firstKey = view[start + 2];
  return (reserved ?? 0) === 0 && (firstKey === undefined ? !ended : firstKey !== 0);
}

/** A burst begins with a key that is no end key, and never behind a key of an unfinished burst. */
function startsBurst(view: Uint8Array, start: number): boolean {
  const count = keyCount(view, start);
  if (count === undefined || count === 0 || END_USAGES.has(view[start + FIRST_SLOT] ?? 0)) return false;
  const before = start - REPORT_BYTES;
  const previous = keyCount(view, before) === 0 ? before - REPORT_BYTES : before;
  const keysBefore = keyCount(view, previous);
  return keysBefore === undefined || keysBefore === 0 || hasEndKey(view, previous);
}

/**
 * How many keys the report at `at` holds, 0 for a release; `undefined` when there is no keyboard report. Codes 1 to 3 are error
 * reports, above A4h nothing is a key; real keyboards fill the slots from the left.
 */
function keyCount(view: Uint8Array, at: number): number | undefined {
  if (at < 0 || at + REPORT_BYTES > view.length || view[at + 1] !== 0) return undefined;
  let count = 0;
  for (let slot = FIRST_SLOT; slot < REPORT_BYTES; slot += 1) {
    const key = view[at + slot] ?? 0;
    if (key === 0) continue;
    if (key < 0x04 || key > 0xa4 || slot !== FIRST_SLOT + count) return undefined;
    count += 1;
  }
  return count;
}

function isHeld(view: Uint8Array, at: number, key: number): boolean {
  for (let slot = at + FIRST_SLOT; slot < at + REPORT_BYTES; slot += 1) if (view[slot] === key) return true;
  return false;
}

function hasEndKey(view: Uint8Array, at: number): boolean {
  const count = keyCount(view, at) ?? 0;
  for (let slot = at + FIRST_SLOT; slot < at + FIRST_SLOT + count; slot += 1)
    if (END_USAGES.has(view[slot] ?? 0)) return true;
  return false;
}
