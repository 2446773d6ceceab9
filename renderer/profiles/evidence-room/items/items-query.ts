import type { CustodyState } from '../../../../main/contract/evidence-items.ts';
import type { StationClient } from '../../../client/index.ts';
import type { Option } from '../../../kit/index.ts';

export type ItemQuery = Parameters<StationClient['evidence']['items']>[0];

/** Questions often asked, each with a path of its own so that other pages can link to it. */
export const views = ['all', 'store', 'out', 'waiting', 'overdue', 'untagged', 'unlocated'] as const;
export type View = (typeof views)[number];

const waiting: CustodyState[] = ['draft', 'wait-handover', 'at-counter', 'refused'];

export const queryOf: Readonly<Record<View, ItemQuery>> = {
  all: {},
  store: { custody: ['in-store', 'reserved'] },
  out: { custody: ['on-loan', 'at-laboratory', 'in-transit'] },
  waiting: { custody: waiting },
  overdue: { overdue: true },
  untagged: { untagged: true },
  unlocated: { custody: ['unlocated'] },
};

/** An unknown view in a path is the whole list. */
export function viewOf(text: string | undefined): View {
  return views.find((view) => view === text) ?? 'all';
}

/** What the query row asks in addition to the view; empty text = any. */
export interface ItemsFilter {
  readonly words: string;
  readonly custody: CustodyState | '';
  readonly category: string;
  readonly caseOf: Option<string> | null;
  readonly place: string;
}

export const noFilter: ItemsFilter = {
  words: '',
  custody: '',
  category: '',
  caseOf: null,
  place: '',
};

/** The filter as the contract asks it; only what was set. A custody state chosen replaces those of the view. Pure. */
export function questionOf(filter: ItemsFilter): ItemQuery {
  const words = filter.words.trim();
  return {
    ...(words === '' ? {} : { words }),
    ...(filter.custody === '' ? {} : { custody: [filter.custody] }),
    ...(filter.category === '' ? {} : { category: filter.category }),
    ...(filter.caseOf === null ? {} : { caseId: filter.caseOf.value }),
    ...(filter.place === '' ? {} : { place: filter.place }),
  };
}
