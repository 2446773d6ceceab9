import { attachmentUrl } from '../../../client/index.ts';
import { Button, formatQuantity, Picture, StateMark, t } from '../../../kit/index.ts';
import { custodyWords, type OrderView } from './order-words.ts';

export interface OrderItemsProps {
  readonly order: OrderView;
  readonly compact?: boolean;
  /** Given while items can be taken back one by one. */
  readonly onReturn?: ((item: string) => void) | undefined;
}

/** The exact list of an order, which its approval is bound to. */
export function OrderItems({ order, compact = false, onReturn }: OrderItemsProps) {
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label={t('orders.item_list')}>
      <table className="plain-table">
        <caption>{t('orders.item_count', { count: order.itemRows.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('orders.line')}</th>
            <th scope="col">{t('orders.item')}</th>
            {!compact && <th scope="col">{t('orders.case')}</th>}
            <th scope="col">{t('orders.quantity')}</th>
            {!compact && <th scope="col">{t('common.place')}</th>}
            <th scope="col">{t('common.state')}</th>
            {onReturn !== undefined && <th scope="col">{t('orders.acts')}</th>}
          </tr>
        </thead>
        <tbody>
          {order.itemRows.map((item, index) => (
            <tr key={item.id}>
              <td className="number">{index + 1}</td>
              <th scope="row">
                <a className="item-link" href={`#/items/${item.id}`}>
                  {!compact && item.photo !== null && (
                    <Picture size="small" picture={{ src: attachmentUrl(item.photo), alt: '' }} />
                  )}
                  <span>
                    {item.name}
                    <span className="fixed small quiet block">{item.code}</span>
                  </span>
                </a>
              </th>
              {!compact && <td className="roomy">{item.caseName}</td>}
              <td>{formatQuantity(item.quantity, item.measureUnit)}</td>
              {!compact && <td className="roomy">{item.place ?? item.holder}</td>}
              <td>
                {item.back ? (
                  <StateMark tone="ended">{t('orders.line_back')}</StateMark>
                ) : item.out ? (
                  <StateMark tone="partly">{t('orders.line_out')}</StateMark>
                ) : (
                  <StateMark tone="neutral">{custodyWords(item.custody)}</StateMark>
                )}
              </td>
              {onReturn !== undefined && (
                <td>
                  {item.out && !item.back && (
                    <Button
                      onPress={() => onReturn(item.id)}
                      label={t('orders.return_item', { name: item.name })}
                    >
                      {t('orders.return_one')}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
