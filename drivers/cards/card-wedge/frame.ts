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

const CHARACTER_BY_USAGE: ReadonlyMap<number, string> = new Map(
  WEDGE_KEYS.map(({ usage, character }) => [usage, character]),
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
    let held: readonly number[] = [];
    for (let at = start; ; at += REPORT_BYTES) {
      if (at - start > LONGEST_BURST) return { verdict: 'reject' };
      if (at + REPORT_BYTES > view.length) return { verdict: 'need', bytes: at + REPORT_BYTES - start };
      const keys = pressedKeys(view, at);
      if (keys === undefined) return { verdict: 'reject' };
      for (const key of keys.filter((candidate) => !held.includes(candidate))) {
        if (END_USAGES.has(key))
          return finish(view, start, at + REPORT_BYTES, text, foreign, ended, settings);
        const character = CHARACTER_BY_USAGE.get(key);
        foreign ||= character === undefined;
        text += character ?? '';
      }
      held = keys;
    }
  };
  return createFramer(recognise, { maximumFrame: LONGEST_BURST + 2 * REPORT_BYTES });
}

/** Whether the report is an end key or holds one: the burst may be complete without its release. */
export function holdsEndKey(report: Uint8Array): boolean {
  return (pressedKeys(report, report.length - REPORT_BYTES) ?? []).some((key) => END_USAGES.has(key));
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
  const released = releaseEnd <= view.length && pressedKeys(view, end)?.length === 0;
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
  const [first] = pressedKeys(view, start) ?? [];
  if (first === undefined || END_USAGES.has(first)) return false;
  const before = pressedKeys(view, start - REPORT_BYTES);
  const previous = before?.length === 0 ? pressedKeys(view, start - 2 * REPORT_BYTES) : before;
  return previous === undefined || previous.length === 0 || previous.some((key) => END_USAGES.has(key));
}

/** Key codes held in the report at `at`, empty for a release; `undefined` when there is no keyboard report. */
function pressedKeys(view: Uint8Array, at: number): readonly number[] | undefined {
  if (at < 0 || at + REPORT_BYTES > view.length || view[at + 1] !== 0) return undefined;
  const slots = [...view.subarray(at + 2, at + REPORT_BYTES)];
  const keys = slots.filter((key) => key !== 0);
  // Codes 1 to 3 are error reports, above A4h nothing is a key; real keyboards fill the slots from the left.
  const plausible = keys.every((key, index) => key >= 0x04 && key <= 0xa4 && slots[index] === key);
  return plausible ? keys : undefined;
}
