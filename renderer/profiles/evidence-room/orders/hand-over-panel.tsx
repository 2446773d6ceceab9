import { useState } from 'react';
import type { Credential } from '../../../../main/contract/common.ts';
import { failureOf, useClient, useEvents, useStation } from '../../../client/index.ts';
import { Checkbox, notify, notifyFailure, SidePanel, StateMark, t, useScan } from '../../../kit/index.ts';
import { CredentialForm } from '../../../shell/credential-form.tsx';
import { useDesk } from '../parts-items/use-desk.ts';
import type { PanelProps } from './order-acts.tsx';

/** 交接: every item is scanned or read at the desk, then the borrower proves who he is and custody passes. */
export function HandOverPanel({ order, onClose }: PanelProps) {
  const client = useClient();
  const { events } = useStation();
  const [seen, setSeen] = useState<ReadonlyMap<string, 'read' | 'hand'>>(new Map());
  const [commandId] = useState(() => crypto.randomUUID());
  const missing = order.itemRows.filter((item) => !seen.has(item.id));

  function mark(item: string, how: 'read' | 'hand' | undefined): void {
    setSeen((before) => {
      const after = new Map(before);
      if (how === undefined) after.delete(item);
      else after.set(item, how);
      return after;
    });
  }

  // Makes the desk reader look again and again; what it sees comes as events.
  useDesk(missing.length > 0);
  useEvents(events, 'desk-tags', ({ tags }) => {
    for (const tag of tags) {
      if (tag.item !== null && order.itemRows.some((item) => item.id === tag.item)) mark(tag.item, 'read');
    }
  });
  useScan((text) => {
    const known = order.itemRows.find((item) => item.code === text.trim());
    if (known !== undefined) {
      mark(known.id, 'read');
      return true;
    }
    // With all items there, the next scan is the borrower's card.
    if (missing.length === 0) return false;
    client.evidence.find({ scan: text }).then(
      (found) => {
        const line = order.itemRows.find((item) => item.id === found?.id);
        if (line !== undefined) mark(line.id, 'read');
        else notify(t('orders.scan_not_on_list', { title: found?.title ?? text }));
      },
      (error: unknown) => notifyFailure(failureOf(error)),
    );
    return true;
  });

  async function handOver(borrower: Credential) {
    try {
      await client.evidence.handOverOrder({ commandId, id: order.id, borrower, scanned: [...seen.keys()] });
      notify(t('orders.done.handOverOrder', { number: order.number, name: order.borrower.name }));
      onClose();
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  return (
    <SidePanel
      title={t('orders.act_title.handOverOrder', { number: order.number })}
      onClose={onClose}
      subject="handOver"
    >
      <h3>{t('orders.hand_over_items', { seen: seen.size, count: order.itemRows.length })}</h3>
      <p className="quiet small">{t('orders.hand_over_hint')}</p>
      <ul className="check-list">
        {order.itemRows.map((item) => {
          const how = seen.get(item.id);
          return (
            <li key={item.id}>
              <Checkbox
                value={how !== undefined}
                onChange={(ticked) => mark(item.id, ticked ? 'hand' : undefined)}
              >
                <span>
                  {item.name} <span className="fixed small quiet">{item.code}</span>
                  <span className="small quiet block">{item.place ?? ''}</span>
                </span>
              </Checkbox>
              {how === 'read' && <StateMark tone="confirmed">{t('orders.tag_read')}</StateMark>}
              {how === 'hand' && <StateMark tone="neutral">{t('orders.ticked')}</StateMark>}
            </li>
          );
        })}
      </ul>
      <h3>{t('orders.borrower_proves', { name: order.borrower.name })}</h3>
      {missing.length > 0 ? (
        <p className="quiet">{t('orders.hand_over_missing', { count: missing.length })}</p>
      ) : (
        <CredentialForm act={t('orders.act_button.handOverOrder', { count: seen.size })} onSend={handOver} />
      )}
    </SidePanel>
  );
}
