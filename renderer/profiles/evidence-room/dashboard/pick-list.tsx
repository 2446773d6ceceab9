import { createPortal } from 'react-dom';
import { useQuery } from '../../../client/index.ts';
import {
  Button,
  EmptyState,
  Failure,
  formatDateTime,
  formatQuantity,
  t,
  useNow,
} from '../../../kit/index.ts';
import { PrintIcon } from '../../../kit/icons.tsx';
import { useSessionInfo } from '../../../shell/session-context.ts';
import type { OrderView } from '../orders/order-words.ts';
import { shortPath } from '../parts-items/places.ts';
import { paths } from '../paths.ts';
import type { DashboardData } from './agenda.ts';

/** So many orders are gathered into one walk through the room. */
const ordersAWalk = 8;

interface PickLine {
  readonly order: OrderView;
  readonly item: OrderView['itemRows'][number];
}

/** Lines in the order of a walk through the room: by place, what has none at the end. Pure. */
export function walkOrder(orders: readonly OrderView[]): readonly PickLine[] {
  return orders
    .flatMap((order) => order.itemRows.filter((item) => !item.out).map((item) => ({ order, item })))
    .toSorted((left, right) =>
      (left.item.place ?? '\uFFFF').localeCompare(right.item.place ?? '\uFFFF', 'zh-CN', { numeric: true }),
    );
}

/** 取货单: what must be fetched for the orders that wait to be handed out, place by place. */
export function PickList({ toHandOut }: { readonly toHandOut: DashboardData['toHandOut'] }) {
  const ids = toHandOut.slice(0, ordersAWalk).map((order) => order.id);
  const { data, failure, again } = useQuery({
    key: ['pick-list', ids],
    topics: ['orders', 'items'],
    ask: (client, signal) => Promise.all(ids.map((id) => client.evidence.order({ id }, { signal }))),
  });
  const lines = walkOrder(ids.length === 0 ? [] : (data ?? []));
  return (
    <section className="page-section" aria-labelledby="pick-list">
      <div className="section-head">
        <h2 id="pick-list">{t('dashboard.pick_list')}</h2>
        {lines.length > 0 && (
          <Button onPress={() => window.print()}>
            <PrintIcon /> {t('dashboard.print_pick_list')}
          </Button>
        )}
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {lines.length === 0 ? (
        <EmptyState>{t('dashboard.pick_empty')}</EmptyState>
      ) : (
        <>
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('common.place')}</th>
                <th>{t('orders.item')}</th>
                <th>{t('dashboard.for_order')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ order, item }) => (
                <tr key={`${order.id} ${item.id}`}>
                  <td>{item.place === null ? '—' : shortPath(item.place)}</td>
                  <td>
                    <a href={`#${paths.item(item.id)}`}>{item.name}</a>{' '}
                    <span className="quiet small">{formatQuantity(item.quantity, item.measureUnit)}</span>
                  </td>
                  <td>
                    <a href={`#${paths.order(order.id)}`}>{order.number}</a>{' '}
                    <span className="quiet small">{order.borrower.name}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <PickSheet lines={lines} />
        </>
      )}
    </section>
  );
}

/** The same on paper, with a box to tick. */
function PickSheet({ lines }: { readonly lines: readonly PickLine[] }) {
  const { startup, session } = useSessionInfo();
  const now = useNow(60_000);
  return createPortal(
    <div className="print-sheet" aria-hidden="true">
      <h1>{t('dashboard.pick_list')}</h1>
      <div className="sheet-line">
        <span>{startup.station.name}</span>
        <span>{startup.station.unitName}</span>
      </div>
      <table>
        <thead>
          <tr>
            <th>{t('common.place')}</th>
            <th>{t('orders.code')}</th>
            <th>{t('orders.item')}</th>
            <th>{t('orders.quantity')}</th>
            <th>{t('dashboard.for_order')}</th>
            <th>{t('dashboard.fetched')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ order, item }) => (
            <tr key={`${order.id} ${item.id}`}>
              <td>{item.place ?? ''}</td>
              <td className="fixed">{item.code}</td>
              <td>{item.name}</td>
              <td>{formatQuantity(item.quantity, item.measureUnit)}</td>
              <td>{`${order.number} ${order.borrower.name}`}</td>
              <td>□</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('orders.sheet_printed', { name: session.person.name, time: formatDateTime(now) })}</p>
    </div>,
    document.body,
  );
}
