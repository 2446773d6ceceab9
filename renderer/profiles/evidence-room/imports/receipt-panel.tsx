import { useState } from 'react';
import type { ImportReceipt } from '../../../../main/contract/imports-received.ts';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Button,
  ConfirmDialog,
  Failure,
  formatCount,
  formatDateTime,
  KeyValue,
  notify,
  SidePanel,
  StateMark,
  t,
  TextField,
  textOr,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { OriginalDialog } from './original-dialog.tsx';
import { ReceiptRows } from './receipt-rows.tsx';
import { receiptCounts, receiptReason, receiptTones, wayWords } from './received-words.ts';

type Act = 'retry' | 'accept' | 'refuse';

/** One receipt: how it stands and why, its records, its original, and what a person may do. */
export function ReceiptPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const maySee = useMay()('imports.read-original');
  const [asking, setAsking] = useState<'accept' | 'refuse' | 'original' | undefined>(undefined);
  const { data, failure, again } = useQuery({
    key: ['import-receipt', id],
    topics: ['imports'],
    ask: (client: StationClient) => client.imports.receipt({ id }),
  });
  const settle = useCommand({
    send: (client, { act, profile, note }: { act: Act; profile: string; note: string }, commandId) =>
      act === 'retry'
        ? client.imports.retryReceipt({ commandId, id, profile })
        : act === 'accept'
          ? client.imports.acceptReceipt({ commandId, id, profile, note })
          : client.imports.refuseReceipt({ commandId, id, note }),
    onDone: ({ state }) => {
      notify(t('imports.settled', { state: t(`imports.receipt_state.${state}`) }));
      setAsking(undefined);
    },
  });
  const receipt = data?.receipt;
  const title = receipt === undefined || receipt.label === '' ? t('imports.received_one') : receipt.label;
  const profile = receipt?.profile?.id ?? '';
  const isOpen = receipt !== undefined && receipt.state !== 'taken' && !receipt.isErased;
  return (
    <SidePanel
      title={title}
      subject={id}
      onClose={onClose}
      actions={
        receipt === undefined ? undefined : (
          <>
            {isOpen && (
              <Button
                kind="primary"
                disabled={settle.busy || data?.newestVersion === null}
                reason={t('imports.retry_no_profile')}
                onPress={() => settle.run({ act: 'retry', profile, note: '' })}
              >
                {t('imports.retry')}
              </Button>
            )}
            {isOpen && receipt.state === 'waiting' && (
              <Button onPress={() => setAsking('accept')}>{t('imports.accept')}</Button>
            )}
            {isOpen && receipt.state === 'waiting' && (
              <Button onPress={() => setAsking('refuse')}>{t('imports.refuse')}</Button>
            )}
            <Button
              kind="plain"
              disabled={!maySee || receipt.isErased}
              reason={receipt.isErased ? t('imports.erased') : t('imports.original_not_permitted')}
              onPress={() => setAsking('original')}
            >
              {t('imports.original')}
            </Button>
          </>
        )
      }
    >
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {receipt !== undefined && data !== undefined && (
        <>
          <div>
            <StateMark tone={receiptTones[receipt.state]}>
              {t(`imports.receipt_state.${receipt.state}`)}
            </StateMark>
            {receipt.reason !== '' && <p>{receiptReason(receipt)}</p>}
            {receipt.state === 'waiting' && <p className="quiet small">{t('imports.waiting_words')}</p>}
          </div>
          <KeyValue items={factsOf(receipt, data.newestVersion)} />
          <ReceiptRows rows={data.rows} total={data.total} shows={data.shows} />
          {asking === 'original' && <OriginalDialog id={id} onClose={() => setAsking(undefined)} />}
          {(asking === 'accept' || asking === 'refuse') && (
            <SettleDialog
              act={asking}
              receipt={receipt}
              busy={settle.busy}
              onClose={() => setAsking(undefined)}
              onConfirm={(note) => settle.run({ act: asking, profile, note })}
            />
          )}
        </>
      )}
    </SidePanel>
  );
}

function factsOf(receipt: ImportReceipt, newestVersion: number | null) {
  const { settled, profile } = receipt;
  return [
    { label: t('imports.received_at'), value: formatDateTime(receipt.at) },
    { label: t('imports.way'), value: wayWords(receipt) },
    { label: t('imports.form'), value: textOr(`imports.form.${receipt.form}`, receipt.form) },
    { label: t('imports.size'), value: t('imports.bytes', { count: formatCount(receipt.bytes) }) },
    { label: t('imports.counts'), value: receiptCounts(receipt) || t('imports.nothing') },
    ...(profile === null
      ? []
      : [
          {
            label: t('imports.profile'),
            value: [
              `${profile.name} · ${t('imports.version_number', { version: profile.version })}`,
              newestVersion === null || newestVersion === profile.version
                ? ''
                : t('imports.newer_version', { version: newestVersion }),
            ]
              .filter((words) => words !== '')
              .join(t('imports.list_mark')),
          },
        ]),
    ...(settled === null
      ? []
      : [
          {
            label: t('imports.settled_by'),
            value: [
              t(`imports.receipt_act.${settled.act}`),
              settled.by,
              formatDateTime(settled.at),
              settled.note,
            ]
              .filter((words) => words !== '')
              .join(' · '),
          },
        ]),
  ];
}

function SettleDialog(props: {
  readonly act: 'accept' | 'refuse';
  readonly receipt: ImportReceipt;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (note: string) => void;
}) {
  const { act, receipt, busy, onClose, onConfirm } = props;
  const [note, setNote] = useState('');
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t(act === 'accept' ? 'imports.accept_title' : 'imports.refuse_title')}
      act={t(act === 'accept' ? 'imports.accept' : 'imports.refuse')}
      busy={busy}
      reason={note.trim() === '' ? t('common.fill_in', { label: t('imports.note_label') }) : undefined}
      onConfirm={() => onConfirm(note.trim())}
    >
      <p>
        {t(act === 'accept' ? 'imports.accept_words' : 'imports.refuse_words', { refused: receipt.refused })}
      </p>
      <TextField
        label={t('imports.note_label')}
        required
        value={note}
        onChange={setNote}
        maxLength={200}
        autoFocus
      />
    </ConfirmDialog>
  );
}
