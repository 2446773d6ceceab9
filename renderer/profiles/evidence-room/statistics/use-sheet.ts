import type { FailureData } from '../../../../main/contract/index.ts';
import { useQuery } from '../../../client/index.ts';
import { t, textOr } from '../../../kit/index.ts';
import { useDictionary } from '../parts-items/dictionary.ts';
import type { Sheet } from './sheet.ts';

export const axes = ['property', 'scene', 'custody', 'unit', 'month'] as const;
export type Axis = (typeof axes)[number];

export interface SheetAnswer {
  readonly sheet: Sheet | undefined;
  readonly failure: FailureData | undefined;
  readonly again: () => void;
}

/** Which column of a sheet the bars show: all items of the row. */
export function totalColumn(sheet: Sheet): number {
  return sheet.columns.length - 1;
}

/** The figures along one axis with words on them; the last column is the total. */
export function useSheet(axis: Axis): SheetAnswer {
  const property = useDictionary('category-property');
  const scene = useDictionary('category-scene');
  const list = axis === 'property' || axis === 'scene' ? axis : undefined;
  const by = axis === 'custody' || axis === 'unit' || axis === 'month' ? axis : undefined;
  const categories = useQuery({
    key: ['statistics', list],
    topics: ['items'],
    enabled: list !== undefined,
    ask: async (client) => ({ list, ...(await client.evidence.statistics({ list: list ?? 'property' })) }),
  });
  const counts = useQuery({
    key: ['item-counts', by],
    topics: ['items'],
    enabled: by !== undefined,
    ask: async (client) => ({ by, ...(await client.evidence.itemCounts({ by: by ?? 'custody' })) }),
  });
  const { failure, again } = list === undefined ? counts : categories;
  return { sheet: list === undefined ? countSheet() : categorySheet(), failure, again };

  function categorySheet(): Sheet | undefined {
    const { data } = categories;
    // The answer of the axis before stays until the new one is there; it must not get the new one's words.
    if (data === undefined || data.list !== list) return undefined;
    const words = list === 'scene' ? scene : property;
    return {
      axis: t(`statistics.axis.${axis}`),
      columns: (['in_store', 'out', 'waiting', 'damaged', 'unlocated', 'closed', 'total'] as const).map(
        (one) => t(`statistics.column.${one}`),
      ),
      rows: data.rows.map((row) => ({
        key: row.category,
        title: words.label(row.category),
        values: [row.inStore, row.out, row.waiting, row.damaged, row.unlocated, row.closed, row.total],
      })),
    };
  }

  function countSheet(): Sheet | undefined {
    const { data } = counts;
    if (data === undefined || data.by !== by) return undefined;
    const columns = by === 'custody' ? (['total'] as const) : (['in_store', 'closed', 'total'] as const);
    return {
      axis: t(`statistics.axis.${axis}`),
      columns: columns.map((one) =>
        t(by === 'month' && one === 'total' ? 'statistics.column.registered' : `statistics.column.${one}`),
      ),
      rows: data.rows.map((row) => ({
        key: row.key,
        title:
          by === 'custody'
            ? textOr(`evidence.custody.${row.key}`, row.key)
            : row.name === ''
              ? row.key
              : row.name,
        values: by === 'custody' ? [row.total] : [row.inStore, row.closed, row.total],
      })),
    };
  }
}
