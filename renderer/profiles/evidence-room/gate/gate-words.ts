import type * as z from 'zod/mini';
import type { alarmRow, alarmStates, passage, task } from '../../../../main/contract/evidence-gate.ts';
import type { DoorLive } from '../../../client/index.ts';
import { type StateTone, t, textOr } from '../../../kit/index.ts';

export type Passage = z.infer<typeof passage>;
export type Task = z.infer<typeof task>;
export type Alarm = z.infer<typeof alarmRow>;
type AlarmState = (typeof alarmStates)[number];

export const doorTones: Readonly<Record<DoorLive['state'], StateTone>> = {
  quiet: 'neutral',
  learning: 'waiting',
  passage: 'active',
  notice: 'clock',
  alarm: 'alarm',
  blind: 'fault',
};

export const outcomeTones: Readonly<Record<Passage['outcome'], StateTone>> = {
  authorised: 'confirmed',
  unauthorised: 'alarm',
  uncertain: 'partly',
  hesitation: 'waiting',
  nothing: 'ended',
  intake: 'confirmed',
};

export const alarmTones: Readonly<Record<AlarmState, StateTone>> = {
  alarm: 'alarm',
  acknowledged: 'active',
  investigating: 'active',
  resolved: 'partly',
  reviewed: 'ended',
};

export function alarmReason(reason: string): string {
  return textOr(`gate.alarm_reason.${reason}`, reason);
}

/** The same with what a drill makes of it. */
export function alarmTitle(alarm: Pick<Alarm, 'reason' | 'drill'>): string {
  const what = alarmReason(alarm.reason);
  return alarm.drill ? t('gate.drill_of', { what }) : what;
}

/** Why the door sees nothing; reasons of readers have their words at the devices. */
export function blindWords(reason: string): string {
  return textOr(`gate.blind.${reason}`, textOr(`devices.reason.${reason}`, reason));
}

export type LiveTag = DoorLive['tags'][number];

/** What the engine believes of a tag at this moment, the likelier way first. Pure. */
export function leaning(tag: Pick<LiveTag, 'out' | 'in'>): {
  readonly way: 'out' | 'in' | 'none';
  readonly share: number;
} {
  const none = Math.max(0, 1 - tag.out - tag.in);
  if (tag.out >= tag.in && tag.out >= none) return { way: 'out', share: tag.out };
  if (tag.in >= none) return { way: 'in', share: tag.in };
  return { way: 'none', share: none };
}

/** One tag in words: what, where to, how sure, under which order. */
export function tagSentence(tag: LiveTag): string {
  const { way, share } = leaning(tag);
  return t(`gate.tag_${way}`, {
    name: tag.name ?? t('gate.unknown_tag'),
    share: Math.round(share * 100),
    order: tag.order === null ? t('gate.no_order') : t('gate.with_order', { number: tag.order }),
  });
}

/** From this share on, nobody doubts that the thing just lies on its shelf. */
const restingShare = 0.9;

/** Tags that a person must look at: those that lie on shelves within reach of the antennas are left out. Pure. */
export function movingTags(tags: readonly LiveTag[]): LiveTag[] {
  return tags.filter((tag) => {
    const { way, share } = leaning(tag);
    return !tag.resident && !(way === 'none' && share >= restingShare);
  });
}

/** More names than this do not fit a line of the journal. */
const mostNames = 3;

/** What passed or may have passed, for a line of the journal; what only lay near the door is left out. Pure. */
export function passedWords({ items, outcome }: Pick<Passage, 'items' | 'outcome'>): string {
  const known = items.filter(({ item }) => item !== null);
  const passed = known.filter(({ direction }) => direction !== 'none');
  // Who turned back at the door has carried past it what did not pass.
  const told = passed.length === 0 && outcome === 'hesitation' ? known : passed;
  const names = told
    .slice(0, mostNames)
    .map(({ name, epc }) => name ?? epc)
    .join(t('gate.list_comma'));
  return told.length <= mostNames ? names : t('gate.carried', { name: names, count: told.length });
}
