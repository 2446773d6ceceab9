import type * as z from 'zod/mini';
import type {
  caseView,
  itemRow,
  itemView,
  storyLine,
  tagBinding,
} from '../../../../main/contract/evidence-items.ts';
import type { cellView, place } from '../../../../main/contract/storage.ts';

export type ItemRow = z.infer<typeof itemRow>;
export type ItemView = z.infer<typeof itemView>;
export type CaseView = z.infer<typeof caseView>;
export type StoryLine = z.infer<typeof storyLine>;
export type TagBinding = z.infer<typeof tagBinding>;
export type Place = z.infer<typeof place> & {
  readonly items: number;
  readonly cells: number;
  readonly used: number;
};
export type CellView = z.infer<typeof cellView>;
