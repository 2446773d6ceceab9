import { useState } from 'react';
import { useCommand } from '../../../client/index.ts';
import { Button, DateField, formatDateTime, notify, RadioGroup, t, useNow } from '../../../kit/index.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';
import type { PanelProps } from './order-acts.tsx';

/** 延期: the borrower asks for more time. */
export function AskExtensionPanel({ order, onClose }: PanelProps) {
  const [until, setUntil] = useState<string | null>(null);
  const command = useCommand({
    send: (client, input: { until: string; reason: string }, commandId) =>
      client.evidence.askExtension({ commandId, id: order.id, ...input }),
    onDone: () => {
      notify(t('orders.done.askExtension', { number: order.number }));
      onClose();
    },
    failures: 'inline',
  });
  const now = useNow(60_000);
  function later(days: number): void {
    const due = order.dueAt === null ? now : Date.parse(order.dueAt);
    const from = Math.max(now, due);
    setUntil(new Date(from + days * 86_400_000).toISOString());
  }
  return (
    <ActPanel
      title={t('orders.act_title.askExtension', { number: order.number })}
      act={t('orders.act_button.askExtension')}
      words={t('orders.extension_reason')}
      required
      disabled={until === null}
      onSend={(reason) => until !== null && command.run({ until, reason })}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      {order.dueAt !== null && <p>{t('orders.extension_now', { time: formatDateTime(order.dueAt) })}</p>}
      <div className="button-row" role="group" aria-label={t('orders.extension_quick')}>
        {[1, 3, 7].map((days) => (
          <Button key={days} onPress={() => later(days)}>
            {t('orders.extension_days', { days })}
          </Button>
        ))}
      </div>
      <DateField
        label={t('orders.extension_to')}
        precision="minute"
        value={until}
        onChange={setUntil}
        required
      />
    </ActPanel>
  );
}

/** The approver grants or refuses what was asked. */
export function DecideExtensionPanel({ order, onClose }: PanelProps) {
  const [verdict, setVerdict] = useState<'granted' | 'refused' | null>(null);
  const asked = order.extensions.find((extension) => extension.state === 'asked');
  const command = useCommand({
    send: (client, input: { grant: boolean; opinion: string }, commandId) =>
      client.evidence.decideExtension({ commandId, id: order.id, ...input }),
    onDone: () => {
      notify(t('orders.done.decideExtension', { number: order.number }));
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t('orders.act_title.decideExtension', { number: order.number })}
      act={t(
        verdict === 'refused' ? 'orders.act_button.refuseExtension' : 'orders.act_button.grantExtension',
      )}
      words={t('orders.opinion')}
      required={verdict === 'refused'}
      disabled={verdict === null}
      onSend={(opinion) => verdict !== null && command.run({ grant: verdict === 'granted', opinion })}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      {asked === undefined ? (
        <p>{t('orders.extension_none')}</p>
      ) : (
        <p>{t('orders.extension_asked', { time: formatDateTime(asked.until), reason: asked.reason })}</p>
      )}
      <RadioGroup
        label={t('orders.extension_verdict')}
        value={verdict}
        onChange={setVerdict}
        options={[
          { value: 'granted', label: t('orders.extension.granted') },
          { value: 'refused', label: t('orders.extension.refused') },
        ]}
      />
    </ActPanel>
  );
}
