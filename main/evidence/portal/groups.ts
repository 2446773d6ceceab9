/** Who and what moves at the door now, as the drawing shows it. Pure. */
import type * as z from 'zod/mini';
import type { liveGroup } from '../../contract/evidence-gate.ts';
import { placesOf, slotsOf } from '../gate/place.ts';
import type { LiveTag } from '../gate/types.ts';

export type LiveGroup = z.infer<typeof liveGroup>;

/** Places shown behind somebody: three seconds of them. */
const shownPlaces = 15;

/**
 * @param badgeOf person who wears a tag
 * @param people who have shown themselves at the door otherwise, by card; the only one is taken to be the only group
 */
export function liveGroups(
  tags: readonly LiveTag[],
  now: number,
  badgeOf: (epc: string) => string | undefined,
  nameOf: (person: string) => string,
  people: readonly string[],
): LiveGroup[] {
  const byGroup = new Map<number, LiveTag[]>();
  for (const tag of tags) {
    if (tag.group < 0) continue;
    byGroup.set(tag.group, [...(byGroup.get(tag.group) ?? []), tag]);
  }
  const groups = [...byGroup.values()].map((members) => {
    const worn = members.flatMap(({ epc }) => badgeOf(epc) ?? []);
    const items = members.flatMap(({ epc }) => (badgeOf(epc) === undefined ? [epc] : [])).sort();
    const path = placesOf(
      slotsOf(
        members.flatMap(({ cells }) => cells),
        now,
      ),
    ).slice(-shownPlaces);
    return { person: worn[0] ?? null, items, path };
  });
  const unnamed = groups.filter(({ person }) => person === null);
  const open = people.filter((person) => !groups.some((group) => group.person === person));
  const [only] = unnamed;
  const [by] = open;
  if (unnamed.length === 1 && open.length === 1 && only !== undefined && by !== undefined) only.person = by;
  return groups.map(({ person, items, path }) => ({
    key: person ?? items[0] ?? '',
    person: person === null ? null : { id: person, name: nameOf(person) },
    items,
    path,
  }));
}
