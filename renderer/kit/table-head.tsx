import { Checkbox } from './choices.tsx';
import { t } from './i18n.ts';
import { ChevronDownIcon, ChevronUpIcon } from './icons.tsx';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

interface HeadColumn {
  readonly id: string;
  readonly title: string;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
}

export function TableHead(props: {
  readonly columns: readonly HeadColumn[];
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
  readonly selecting: boolean;
  readonly allSelected: boolean;
  readonly partlySelected: boolean;
  readonly onSelectAll: (all: boolean) => void;
}) {
  const { columns, sort, onSort, selecting, allSelected, partlySelected, onSelectAll } = props;
  return (
    <div className="table-row head" role="row" aria-rowindex={1}>
      {selecting && (
        <div className="table-cell" role="columnheader" data-frozen="first">
          <Checkbox
            label={t('common.select_all')}
            value={allSelected}
            partly={partlySelected && !allSelected}
            onChange={onSelectAll}
          />
        </div>
      )}
      {columns.map((column, place) => {
        const sorted = sort?.column === column.id ? sort : undefined;
        return (
          <div
            key={column.id}
            className="table-cell"
            role="columnheader"
            aria-sort={sorted === undefined ? undefined : sorted.descending ? 'descending' : 'ascending'}
            data-align={column.align}
            data-frozen={place === 0 ? (selecting ? 'second' : 'first') : undefined}
            data-edge={place === 0 || undefined}
          >
            {column.sortable === true && onSort !== undefined ? (
              <button
                type="button"
                className="table-sort"
                data-sorted={sorted !== undefined}
                onClick={() =>
                  onSort({ column: column.id, descending: sorted === undefined ? false : !sorted.descending })
                }
              >
                {column.title}
                {sorted !== undefined && (sorted.descending ? <ChevronDownIcon /> : <ChevronUpIcon />)}
              </button>
            ) : (
              <span className="clip">{column.title}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}
