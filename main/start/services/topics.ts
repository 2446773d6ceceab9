import type { topics } from '../../contract/system.ts';
import type { LedgerEntry } from '../../kernel/module.ts';

type Topic = (typeof topics)[number];

const byPrefix: readonly (readonly [prefix: string, topics: readonly Topic[]])[] = [
  ['evidence.item-', ['items', 'places']],
  ['evidence.photo-', ['items']],
  ['evidence.tag-', ['items']],
  ['evidence.label-', ['items']],
  ['evidence.order-', ['orders', 'items']],
  ['evidence.case-', ['cases']],
  ['evidence.place-', ['places']],
  ['evidence.passage-', ['passages']],
  ['evidence.frames-', ['passages', 'alarms']],
  ['evidence.gate-', ['passages']],
  ['evidence.alarm-', ['alarms']],
  ['evidence.task-', ['tasks']],
  ['evidence.siren-', ['alarms']],
  ['evidence.door-', ['alarms']],
  ['identity.', ['identity']],
  ['reference.dictionary-', ['dictionaries']],
  ['reference.settings-', ['settings']],
  ['reference.notice-', ['notices']],
  ['imports.', ['imports']],
  ['devices.', ['devices']],
];

/** Which lists on screen the entries of a command touch. */
export function topicsOf(entries: readonly LedgerEntry[]): {
  readonly topics: Topic[];
  readonly ids: string[];
} {
  const found = new Set<Topic>(['ledger']);
  const ids = new Set<string>();
  for (const entry of entries) {
    ids.add(entry.aggregate.slice(entry.aggregate.indexOf(':') + 1));
    for (const [prefix, touched] of byPrefix)
      if (entry.type.startsWith(prefix)) for (const topic of touched) found.add(topic);
  }
  return { topics: [...found], ids: ids.size > 50 ? [] : [...ids] };
}
