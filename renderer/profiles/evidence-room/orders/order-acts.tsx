import { useState } from 'react';
import type { StationClient } from '../../../client/index.ts';
import { useCommand } from '../../../client/index.ts';
import { formatDateTime, notify, NumberField, shortHash, t } from '../../../kit/index.ts';
import { useSessionInfo } from '../../../shell/session-context.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';
import type { ActLine } from '../parts-operations/acts.tsx';
import { AskExtensionPanel, DecideExtensionPanel } from './extension-panels.tsx';
import { HandOverPanel } from './hand-over-panel.tsx';
import type { OrderView } from './order-words.ts';
import { ReturnPanel } from './return-panel.tsx';

const wordActs = [
  'withdrawOrder',
  'approveOrder',
  'rejectOrder',
  'returnOrder',
  'closeOrder',
  'submitOrder',
] as const;
type WordAct = (typeof wordActs)[number];

export type OrderPanel =
  | {
      readonly kind: WordAct | 'releaseOrder' | 'handOverOrder' | 'askExtension' | 'decideExtension' | 'edit';
    }
  | { readonly kind: 'returnItem'; readonly item: string };

/** Every act on an order in the order of its life; the first that is possible is the one to do. */
export function orderActLines(open: (panel: OrderPanel) => void): ActLine[] {
  const line = (kind: Exclude<OrderPanel['kind'], 'returnItem' | 'edit'>): ActLine => ({
    act: kind,
    label: t(`orders.act.${kind}`),
    onPress: () => open({ kind }),
  });
  return [
    line('submitOrder'),
    line('approveOrder'),
    line('handOverOrder'),
    line('releaseOrder'),
    line('decideExtension'),
    line('askExtension'),
    {
      act: 'editOrder',
      label: t('orders.act.editOrder'),
      onPress: () => open({ kind: 'edit' }),
      kind: 'quiet',
    },
    { ...line('returnOrder'), kind: 'quiet' },
    { ...line('rejectOrder'), kind: 'quiet' },
    { ...line('closeOrder'), kind: 'quiet' },
    { ...line('withdrawOrder'), kind: 'quiet' },
  ];
}

export interface PanelProps {
  readonly order: OrderView;
  readonly onClose: () => void;
}

export function OrderActPanel({ order, panel, onClose }: PanelProps & { readonly panel: OrderPanel }) {
  switch (panel.kind) {
    case 'handOverOrder':
      return <HandOverPanel order={order} onClose={onClose} />;
    case 'returnItem':
      return <ReturnPanel key={panel.item} order={order} item={panel.item} onClose={onClose} />;
    case 'releaseOrder':
      return <ReleasePanel order={order} onClose={onClose} />;
    case 'askExtension':
      return <AskExtensionPanel order={order} onClose={onClose} />;
    case 'decideExtension':
      return <DecideExtensionPanel order={order} onClose={onClose} />;
    case 'edit':
      return null;
    default:
      return <WordPanel key={panel.kind} order={order} act={panel.kind} onClose={onClose} />;
  }
}

const send: Readonly<
  Record<
    WordAct,
    (client: StationClient, order: OrderView, words: string, commandId: string) => Promise<unknown>
  >
> = {
  submitOrder: (client, { id }, _words, commandId) => client.evidence.submitOrder({ commandId, id }),
  withdrawOrder: (client, { id }, reason, commandId) =>
    client.evidence.withdrawOrder({ commandId, id, reason }),
  approveOrder: (client, { id, listHash }, opinion, commandId) =>
    client.evidence.approveOrder({ commandId, id, listHash: listHash ?? '', opinion }),
  rejectOrder: (client, { id }, opinion, commandId) =>
    client.evidence.rejectOrder({ commandId, id, opinion }),
  returnOrder: (client, { id }, opinion, commandId) =>
    client.evidence.returnOrder({ commandId, id, opinion }),
  closeOrder: (client, { id }, note, commandId) => client.evidence.closeOrder({ commandId, id, note }),
};

function WordPanel({ order, act, onClose }: PanelProps & { readonly act: WordAct }) {
  const command = useCommand({
    send: (client, words: string, commandId) => send[act](client, order, words, commandId),
    onDone: () => {
      notify(t(`orders.done.${act}`, { number: order.number }));
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t(`orders.act_title.${act}`, { number: order.number })}
      act={t(`orders.act_button.${act}`, { count: order.itemRows.length })}
      {...(act === 'submitOrder' ? {} : { words: t(`orders.words_of.${act}`) })}
      required={act === 'withdrawOrder' || act === 'rejectOrder' || act === 'returnOrder'}
      danger={act === 'rejectOrder' || act === 'withdrawOrder'}
      onSend={command.run}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      <p>{t(`orders.explain.${act}`)}</p>
      {act === 'approveOrder' && (
        <>
          <ol className="numbered">
            {order.itemRows.map((item) => (
              <li key={item.id}>
                {item.name} <span className="fixed small quiet">{item.code}</span>
              </li>
            ))}
          </ol>
          <p className="small quiet">
            {t('orders.approve_bound', { hash: shortHash(order.listHash ?? '') })}
          </p>
        </>
      )}
    </ActPanel>
  );
}

function ReleasePanel({ order, onClose }: PanelProps) {
  const { startup } = useSessionInfo();
  const [minutes, setMinutes] = useState<number | null>(startup.settings.releaseMinutes);
  const [now] = useState(() => Date.now());
  const command = useCommand({
    send: (client, wanted: number, commandId) =>
      client.evidence.releaseOrder({ commandId, id: order.id, minutes: wanted }),
    onDone: () => {
      notify(t('orders.done.releaseOrder', { number: order.number }));
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t('orders.act_title.releaseOrder', { number: order.number })}
      act={t('orders.act_button.releaseOrder', { count: order.itemRows.length })}
      onSend={() => minutes !== null && command.run(minutes)}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
      disabled={minutes === null}
    >
      <p>{t('orders.explain.releaseOrder')}</p>
      <NumberField
        label={t('orders.release_minutes')}
        unit={t('orders.minutes')}
        value={minutes}
        onChange={setMinutes}
        minimum={5}
        maximum={240}
        step={5}
        {...(minutes === null
          ? {}
          : { hint: t('orders.release_until', { time: formatDateTime(now + minutes * 60_000) }) })}
      />
    </ActPanel>
  );
}
