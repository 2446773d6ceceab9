import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Checkbox } from './choices.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { formatCount } from './format.ts';
import { t } from './i18n.ts';
import { leastWidth, rowAfterKey, toggleSelection } from './table-keys.ts';
import { type Sort, TableHead } from './table-head.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** Any CSS grid track; default `minmax(120px, 1fr)`. The first column is frozen and needs a fixed width: `180px`. */
  readonly width?: string;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface TableProps<Row> {
  /** Read out: what the list holds. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** How a row is called in the label of its check box. */
  readonly nameOf: (row: Row) => string;
  /** A click or Enter; the row opens beside. */
  readonly onOpen?: (row: Row) => void;
  readonly openId?: string | undefined;
  /** Keyset paging: called when the end comes near; `undefined` = there is no more. */
  readonly loadMore?: (() => void) | undefined;
  readonly total?: number | undefined;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** Acts on what is selected, each naming act and number. */
  readonly batch?: ReactNode;
  /** Says what would fill the list: `登记第一件财物后会出现在这里`. */
  readonly empty: ReactNode;
  /** Rows of two lines: a cell wraps once before it is cut. For few rows with long words; default 1. */
  readonly lines?: 1 | 2;
  /** Small, at the lower end: export, print. */
  readonly footer?: ReactNode;
}

/** Height of a row of two lines, in rows of one. */
const TWO_LINES = 1.5;

/** A list of any length: virtual rows, frozen first column, keyboard (arrows, Page, Home, End, Enter, Space). */
export function Table<Row>(props: TableProps<Row>) {
  const {
    columns,
    rows,
    idOf,
    nameOf,
    onOpen,
    openId,
    loadMore,
    selected,
    onSelect,
    lines: rowLines = 1,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const [anchor, setAnchor] = useState<number | undefined>(undefined);
  const [scrolled, setScrolled] = useState(false);
  const [oneLine] = useState(measureRow);
  const rowHeight = rowLines === 2 ? Math.round(oneLine * TWO_LINES) : oneLine;
  // oxlint-disable-next-line react/incompatible-library -- the React Compiler is not used
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
  });

  const lines = virtual.getVirtualItems();
  const lastShown = lines.at(-1)?.index ?? -1;
  useEffect(() => {
    if (loadMore !== undefined && rows.length > 0 && lastShown >= rows.length - 10) loadMore();
  }, [lastShown, rows.length, loadMore]);

  const selecting = selected !== undefined && onSelect !== undefined;
  const ids = rows.map(idOf);
  const current = Math.min(focused, rows.length - 1);

  function focusRow(index: number): void {
    setFocused(index);
    virtual.scrollToIndex(index);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
    });
  }

  function toggle(index: number, range: boolean): void {
    if (!selecting) return;
    onSelect(toggleSelection(selected, ids, index, range ? anchor : undefined));
    setAnchor(index);
  }

  function onKeyDown(event: KeyboardEvent, index: number): void {
    if (event.target !== event.currentTarget) return;
    const rowsAPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
    const next = rowAfterKey(event.key, index, rows.length, rowsAPage);
    const row = rows[index];
    if (next !== undefined) focusRow(next);
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
    else if (event.key === ' ' && selecting) toggle(index, event.shiftKey);
    else return;
    event.preventDefault();
  }

  const template = [
    selecting ? '44px' : '',
    ...columns.map((column) => column.width ?? 'minmax(120px, 1fr)'),
  ];
  const style: CSSProperties & Record<`--${string}`, string> = {
    // Columns grow with the text size that the person chose.
    '--columns': template.join(' ').replaceAll(/(\d+)px/g, 'calc($1px * var(--text-scale))'),
    '--least-width': `calc(${leastWidth(template)}px * var(--text-scale))`,
  };
  return (
    <div
      className="table"
      style={rowLines === 2 ? { ...style, '--row-shown': `${rowHeight}px` } : style}
      data-scrolled={scrolled}
      data-lines={rowLines}
    >
      {selecting && selected.size > 0 && (
        <div className="batch-bar">
          <strong>{t('common.selected', { count: selected.size })}</strong>
          {props.batch}
          <Button kind="plain" onPress={() => onSelect(new Set())}>
            {t('common.clear_selection')}
          </Button>
        </div>
      )}
      <div
        className="table-scroll"
        ref={scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={(props.total ?? rows.length) + 1}
        aria-multiselectable={selecting}
        tabIndex={rows.length === 0 ? 0 : -1}
        onScroll={(event) => setScrolled(event.currentTarget.scrollLeft > 0)}
      >
        <TableHead
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          selecting={selecting}
          allSelected={selecting && rows.length > 0 && ids.every((id) => selected.has(id))}
          partlySelected={selecting && selected.size > 0}
          onSelectAll={(all) => onSelect?.(new Set(all ? ids : []))}
        />
        {rows.length === 0 && <EmptyRows>{props.empty}</EmptyRows>}
        <div className="table-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {lines.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const id = idOf(row);
            return (
              <div
                key={id}
                className="table-row"
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selecting ? selected.has(id) : undefined}
                data-index={index}
                data-open={openId === id}
                data-static={onOpen === undefined || undefined}
                tabIndex={index === current ? 0 : -1}
                style={{ transform: `translateY(${start}px)` }}
                onFocus={() => setFocused(index)}
                onClick={(event) => {
                  if (!isOnCheckbox(event.target)) onOpen?.(row);
                }}
                onKeyDown={(event) => onKeyDown(event, index)}
              >
                {selecting && (
                  <div className="table-cell" role="gridcell" data-frozen="first" data-select>
                    <Checkbox
                      label={t('common.select_row', { name: nameOf(row) })}
                      value={selected.has(id)}
                      onChange={() => toggle(index, false)}
                    />
                  </div>
                )}
                {columns.map((column, place) => (
                  <div
                    key={column.id}
                    className="table-cell"
                    role={place === 0 ? 'rowheader' : 'gridcell'}
                    data-align={column.align}
                    data-frozen={place === 0 ? (selecting ? 'second' : 'first') : undefined}
                    data-edge={place === 0 || undefined}
                  >
                    <span className="clip">{column.cell(row)}</span>
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <div className="table-foot">
        <span>
          {props.total === undefined
            ? t('common.rows_shown', { count: formatCount(rows.length) })
            : t('common.rows_total', { count: formatCount(props.total) })}
        </span>
        {rows.length > 0 && loadMore === undefined && <span>{t('common.end_of_list')}</span>}
        {props.footer}
      </div>
    </div>
  );
}

function EmptyRows({ children }: { readonly children: ReactNode }) {
  return (
    <div role="row">
      <div role="gridcell">
        <EmptyState>{children}</EmptyState>
      </div>
    </div>
  );
}

/** The row height of the density in force, in px, read from a hidden row's computed size. */
function measureRow(): number {
  const probe = document.createElement('div');
  probe.className = 'table-row';
  probe.style.position = 'absolute';
  probe.style.visibility = 'hidden';
  document.body.append(probe);
  const { height } = probe.getBoundingClientRect();
  probe.remove();
  return height || 36;
}

/** A click on the check box selects; it does not open the row as well. */
function isOnCheckbox(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-select]') !== null;
}
