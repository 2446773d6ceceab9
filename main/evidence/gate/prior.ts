/** What the books say before any read is looked at (portal.md section 3, point 7). */
import type { GateSettings, ItemBooks, Triple } from './types.ts';

/**
 * Prior of out, in and none for an item. An item recorded inside cannot come in, one recorded outside cannot go out;
 * an item the books do not know keeps the base prior. A tag that lives at the door must show more before it crosses.
 * @param wasResident the tag departed from its baseline to enter the passage.
 * @param share what is left of the prior of a crossing because the tag may be a stray (strays.ts)
 */
export function priorOf(
  books: ItemBooks | null,
  settings: GateSettings,
  wasResident = false,
  share = 1,
): Triple {
  const moving = (wasResident ? settings.residentPrior : 1) * share;
  const out = settings.basePrior[0] * moving;
  const into = settings.basePrior[1] * moving;
  const none = settings.basePrior[2];
  if (books === null || books.custody === 'unknown') return normalised(out, into, none);
  // Of those who do not cross, one half comes from either side.
  return books.custody === 'inside'
    ? normalised(out, settings.impossiblePrior, none / 2)
    : normalised(settings.impossiblePrior, into, none / 2);
}

/** The same knowledge with equal base, for what a tag tells its companions. */
export function evenPriorOf(books: ItemBooks | null, settings: GateSettings): Triple {
  if (books === null || books.custody === 'unknown') return [1 / 3, 1 / 3, 1 / 3];
  const odd = settings.impossiblePrior;
  return books.custody === 'inside' ? normalised(0.5, odd, 0.5) : normalised(odd, 0.5, 0.5);
}

function normalised(out: number, into: number, none: number): Triple {
  const sum = out + into + none;
  return [out / sum, into / sum, none / sum];
}
