import { createPortal } from 'react-dom';
import { formatDateTime, formatQuantity, t, textOr, useNow } from '../../../kit/index.ts';
import { useSessionInfo } from '../../../shell/session-context.ts';
import type { OrderView } from './order-words.ts';

/** 调用审批单 on paper: stands outside of the page and is seen by the printer only. */
export function OrderSheet({ order }: { readonly order: OrderView }) {
  const { startup, session } = useSessionInfo();
  const now = useNow(60_000);
  return createPortal(
    <div className="print-sheet" aria-hidden="true">
      <h1>{t('orders.sheet_title')}</h1>
      <div className="sheet-line">
        <span>{t('orders.sheet_number', { number: order.number })}</span>
        <span>{startup.station.unitName}</span>
      </div>
      <table>
        <tbody>
          <tr>
            <th>{t('orders.purpose')}</th>
            <td>{t(`orders.purpose.${order.purpose}`)}</td>
            <th>{t('orders.destination')}</th>
            <td>{order.destination}</td>
          </tr>
          <tr>
            <th>{t('orders.applicant')}</th>
            <td>{`${order.applicant.name} ${order.unitName}`}</td>
            <th>{t('orders.borrower')}</th>
            <td>{order.borrower.name}</td>
          </tr>
          <tr>
            <th>{t('orders.created')}</th>
            <td>{formatDateTime(order.createdAt)}</td>
            <th>{t('orders.due')}</th>
            <td>{order.dueAt === null ? t('orders.for_good') : formatDateTime(order.dueAt)}</td>
          </tr>
          <tr>
            <th>{t('orders.reason')}</th>
            <td colSpan={3}>{order.reason}</td>
          </tr>
        </tbody>
      </table>
      <table>
        <thead>
          <tr>
            <th>{t('orders.line')}</th>
            <th>{t('orders.code')}</th>
            <th>{t('orders.item')}</th>
            <th>{t('orders.quantity')}</th>
            <th>{t('orders.case')}</th>
            <th>{t('orders.sheet_handed')}</th>
            <th>{t('orders.sheet_back')}</th>
          </tr>
        </thead>
        <tbody>
          {order.itemRows.map((item, index) => (
            <tr key={item.id}>
              <td>{index + 1}</td>
              <td className="fixed">{item.code}</td>
              <td>{item.name}</td>
              <td>{formatQuantity(item.quantity, item.measureUnit)}</td>
              <td>{item.caseName}</td>
              <td>{item.out ? '✓' : ''}</td>
              <td>{item.back ? '✓' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <tbody>
          {order.approvals.map((approval) => (
            <tr key={approval.at}>
              <th>{t(`orders.decision.${approval.decision}`)}</th>
              <td>{`${approval.approver.name} ${textOr(`identity.role.${approval.role}`, '')}`}</td>
              <td>{approval.opinion}</td>
              <td>{formatDateTime(approval.at)}</td>
            </tr>
          ))}
          {(['sheet_sign_out', 'sheet_sign_borrower', 'sheet_sign_back'] as const).map((line) => (
            <tr key={line} className="sign">
              <th>{t(`orders.${line}`)}</th>
              <td colSpan={3}>{t('orders.sheet_sign')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('orders.sheet_hash', { hash: order.listHash ?? '' })}</p>
      <p>{t('orders.sheet_printed', { name: session.person.name, time: formatDateTime(now) })}</p>
    </div>,
    document.body,
  );
}
