import { attachmentUrl, usePages } from '../../../client/index.ts';
import {
  Button,
  EmptyState,
  Failure,
  formatDateTime,
  formatQuantity,
  KeyValue,
  Picture,
  SidePanel,
  t,
} from '../../../kit/index.ts';
import { CustodyMark, ItemClock } from '../parts-items/marks.tsx';
import { shortPath } from '../parts-items/places.ts';
import type { CellView, ItemRow } from '../parts-items/types.ts';
import { paths } from '../paths.ts';

export interface CellPanelProps {
  readonly cell: CellView;
  /** Path of the cabinet, as the node writes it. */
  readonly path: string;
  /** The item that was looked for. */
  readonly sought: string | undefined;
  readonly onClose: () => void;
}

/** 一格: what lies in it, with pictures, so that a hand in the open door takes the right thing. */
export function CellPanel({ cell, path, sought, onClose }: CellPanelProps) {
  const pages = usePages<ItemRow>({
    key: ['cell-items', cell.id],
    topics: ['items'],
    ask: (client, after, signal) =>
      client.evidence.items({ place: cell.id, ...(after === undefined ? {} : { after }) }, { signal }),
  });
  const title = `${shortPath(path).split(' ').at(-1) ?? ''} ${cell.row}-${cell.column}`;
  return (
    <SidePanel title={title} subject={cell.id} onClose={onClose}>
      <KeyValue
        items={[
          { label: t('places.cell_code'), value: <span className="fixed">{cell.code}</span> },
          { label: t('places.question.fill'), value: t('places.count', { count: cell.items }) },
          {
            label: t('places.last_read'),
            value: cell.lastSeen === null ? t('places.never_seen') : formatDateTime(cell.lastSeen),
          },
        ]}
      />
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      {pages.answered && pages.rows.length === 0 && <EmptyState>{t('places.contents_empty')}</EmptyState>}
      <ul className="cell-contents">
        {pages.rows.map((item) => (
          <li key={item.id} data-sought={item.id === sought || undefined}>
            {item.photo === null ? (
              <span className="picture" data-size="small" aria-hidden="true" />
            ) : (
              <Picture picture={{ src: attachmentUrl(item.photo), alt: item.name }} size="small" />
            )}
            <div>
              <a href={`#${paths.item(item.id)}`}>{item.name}</a>{' '}
              <span className="quiet small">{formatQuantity(item.quantity, item.measureUnit)}</span>
              <div className="fixed small quiet">{item.code}</div>
              <div className="small quiet">{item.caseName}</div>
              <div className="cell-marks">
                <CustodyMark state={item.custody} />
                <ItemClock item={item} />
                {!item.tagged && <span className="small">{t('evidence.untagged')}</span>}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {pages.loadMore !== undefined && <Button onPress={pages.loadMore}>{t('common.more')}</Button>}
    </SidePanel>
  );
}
