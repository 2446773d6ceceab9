import { attachmentUrl } from '../../../client/index.ts';
import { formatDateTime, type StoryEntry, t, type TextParameters, textOr } from '../../../kit/index.ts';
import type { StoryLine } from './types.ts';

/** Which values of an entry are codes with words of their own: `<entry type>.<field>` → prefix of the message key. */
const codedFields: Readonly<Record<string, string>> = {
  'evidence.item-registered.measure': 'evidence.measure',
  'evidence.item-edited.measure': 'evidence.measure',
  'evidence.item-refused.reason': 'evidence.refusal',
  'evidence.tag-released.reason': 'evidence.release',
  'evidence.tag-bound.method': 'evidence.tag_method',
  'evidence.photo-added.source': 'evidence.photo_source',
  'evidence.item-lent.purpose': 'orders.purpose',
  'evidence.item-lent.state': 'evidence.custody',
  'evidence.item-unreserved.reason': 'story.unreserved',
  'evidence.item-closed.outcome': 'evidence.custody',
  'evidence.item-passed.direction': 'gate.direction',
  'evidence.item-unlocated.cause': 'story.cause',
  'evidence.case-opened.kind': 'cases.kind',
  'evidence.order-created.purpose': 'orders.purpose',
  'evidence.order-edited.purpose': 'orders.purpose',
  'evidence.order-decided.decision': 'orders.decision',
  'evidence.order-decided.role': 'identity.role',
  'evidence.passage-recorded.outcome': 'gate.outcome',
  'evidence.alarm-raised.reason': 'gate.alarm_reason',
  'evidence.alarm-resolved.resolution': 'alarms.resolution',
  'evidence.task-settled.finding': 'gate.finding',
  'evidence.gate-blind.reason': 'story.blind',
  'identity.credential-changed.what': 'story.credential',
  'identity.logged-out.reason': 'story.logged_out',
  'identity.post-granted.role': 'identity.role',
  'imports.received.state': 'imports.receipt_state',
  'imports.settled.state': 'imports.receipt_state',
  'imports.settled.act': 'imports.receipt_act',
  'devices.trial-begun.kind': 'story.device_trial',
  'devices.trial-ended.kind': 'story.device_trial',
  'devices.trial-ended.outcome': 'story.device_outcome',
  'devices.cabinet-commissioned.sense': 'story.contact_sense',
  'devices.cabinet-commissioned.order': 'story.mask_order',
};

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function word(type: string, field: string, value: string | number | null): string | number {
  if (value === null || value === '') return t('story.nothing');
  if (typeof value === 'number') return value;
  if (instant.test(value)) return formatDateTime(value);
  const prefix = codedFields[`${type}.${field}`];
  return prefix === undefined ? value : textOr(`${prefix}.${value}`, value);
}

/** A ledger entry as the sentence `story.<type>` with its values; the type itself where there is no sentence yet. */
export function storySentence(line: StoryLine): string {
  const parameters: TextParameters = Object.fromEntries(
    Object.entries(line.words).map(([field, value]) => [field, word(line.type, field, value)]),
  );
  return textOr(`story.${line.type}`, line.type, { ...parameters, actor: line.actor });
}

/** Lines of a thing's story for the kit's `Story`. */
export function storyEntries(lines: readonly StoryLine[]): StoryEntry[] {
  return lines.map((line) => {
    const words = storySentence(line);
    const by = t('story.by', {
      actor: line.actor,
      method: textOr(`story.method.${line.method}`, line.method),
      station: line.station,
    });
    return {
      id: String(line.seq),
      at: line.at,
      words,
      by,
      hash: line.hash,
      pictures: line.pictures.map((hash) => ({
        src: attachmentUrl(hash),
        alt: words,
        caption: `${formatDateTime(line.at)} ${by}`,
      })),
      ...(line.type === 'evidence.alarm-raised' ? { tone: 'alarm' as const } : {}),
    };
  });
}
