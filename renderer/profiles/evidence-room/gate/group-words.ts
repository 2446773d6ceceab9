import type { DoorLive } from '../../../client/index.ts';
import { t } from '../../../kit/index.ts';
import { leaning, type LiveTag, movingTags } from './gate-words.ts';

export type LiveGroup = DoorLive['groups'][number];

/** From this share on a group is said to be on its way. */
const movingShare = 0.5;

/**
 * Groups worth a figure: somebody known with all they carry, or things of which it seems that they pass. Shelf tags that
 * a passer-by's body makes louder are a group too, and nobody carries them. Pure.
 */
export function shownGroups(groups: readonly LiveGroup[], tags: readonly LiveTag[]): LiveGroup[] {
  const passing = new Set(
    movingTags(tags)
      .filter((tag) => leaning(tag).way !== 'none')
      .map(({ epc }) => epc),
  );
  return groups
    .map((group) =>
      group.person === null ? { ...group, items: group.items.filter((epc) => passing.has(epc)) } : group,
    )
    .filter(({ person, items }) => person !== null || items.length > 0)
    .sort((left, right) => left.key.localeCompare(right.key));
}

/** Tags of a group in its order. */
export function tagsOf(group: LiveGroup, tags: readonly LiveTag[]): LiveTag[] {
  return group.items.flatMap((epc) => tags.find((tag) => tag.epc === epc) ?? []);
}

/** Which way most of a group's tags go, and whether something leaves without an order. Pure. */
export function groupWay(
  group: LiveGroup,
  tags: readonly LiveTag[],
): { readonly way: 'out' | 'in' | 'none'; readonly alarming: boolean } {
  const ways = tagsOf(group, tags).map((tag) => ({ tag, ...leaning(tag) }));
  const out = ways.filter(({ way, share }) => way === 'out' && share >= movingShare);
  const into = ways.filter(({ way, share }) => way === 'in' && share >= movingShare);
  const alarming = out.some(({ tag }) => tag.item !== null && tag.order === null);
  if (out.length === 0 && into.length === 0) return { way: 'none', alarming };
  return { way: out.length >= into.length ? 'out' : 'in', alarming };
}

/** Tags worth naming: where a group takes something out or in, those that go this way; shelf tags it walks by are left out. Pure. */
export function told(group: LiveGroup, tags: readonly LiveTag[]): LiveTag[] {
  const { way } = groupWay(group, tags);
  const all = tagsOf(group, tags);
  return way === 'none' ? all : all.filter((tag) => leaning(tag).way === way);
}

/** Orders of what a group takes out, with how many of its items each covers. Pure. */
export function covering(
  group: LiveGroup,
  tags: readonly LiveTag[],
): { readonly number: string; readonly covered: number; readonly of: number }[] {
  const known = told(group, tags).filter((tag) => tag.item !== null);
  const numbers = [...new Set(known.flatMap((tag) => tag.order ?? []))];
  return numbers.map((number) => ({
    number,
    covered: known.filter((tag) => tag.order === number).length,
    of: known.length,
  }));
}

/** One group in words: who, what, which way, and what the orders say. */
export function groupSentence(group: LiveGroup, tags: readonly LiveTag[]): string {
  const { way } = groupWay(group, tags);
  const name = group.person?.name ?? t('gate.somebody');
  const carried = told(group, tags);
  const things = carried.map((tag) => tag.name ?? t('gate.unknown_tag'));
  if (things.length === 0) return t('gate.group_empty', { name });
  const items =
    things.length <= 3
      ? things.join(t('gate.list_comma'))
      : t('gate.carried', { name: things.slice(0, 2).join(t('gate.list_comma')), count: things.length });
  return t(`gate.group_${way}`, { name, items });
}

/** Why it would be or is no alarm: the orders, in words. */
export function orderSentences(group: LiveGroup, tags: readonly LiveTag[]): string[] {
  const known = told(group, tags).filter((tag) => tag.item !== null);
  if (known.length === 0 || groupWay(group, tags).way !== 'out') return [];
  const covered = covering(group, tags);
  if (covered.length === 0) return [t('gate.order_none', { of: known.length })];
  return covered.map(({ number, covered: count, of }) =>
    t('gate.order_covers', { number, covered: count, of }),
  );
}
