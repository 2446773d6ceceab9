import { useState } from 'react';
import type { ImportReceipt, receiptStates } from '../../../../main/contract/imports-received.ts';
import { type StationClient, usePages, useQuery } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Failure,
  formatDateTimeShort,
  PageHeader,
  Split,
  StateMark,
  t,
  Table,
  useLanguage,
} from '../../../kit/index.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { ImportPages, ImportPath } from './import-pages.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { receiptCounts, receiptReason, receiptTones, wayWords } from './received-words.ts';
import { TakeFilePanel } from './take-file-panel.tsx';

const views = ['all', 'waiting', 'refused', 'taken'] as const;
type View = (typeof views)[number];
type Beside = { readonly kind: 'receipt'; readonly id: string } | { readonly kind: 'take' };

/** 收到的结果: everything that instruments sent, how it stands, and what a person does about it. */
export default function ReceivedScreen() {
  useLanguage();
  const [view, setView] = useState<View>('all');
  const [beside, setBeside] = useState<Beside | undefined>(undefined);
  const close = (): void => setBeside(undefined);
  const state: (typeof receiptStates)[number] | undefined = view === 'all' ? undefined : view;
  const list = usePages({
    key: ['import-receipts', view],
    topics: ['imports'],
    ask: (client, after) =>
      client.imports.received({
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      }),
  });
  const { data: counts } = useQuery({
    key: ['import-receipt-counts'],
    topics: ['imports'],
    ask: async (client: StationClient) => (await client.imports.received({ limit: 1 })).counts,
  });
  return (
    <Split
      beside={
        beside?.kind === 'receipt' ? (
          <ReceiptPanel key={beside.id} id={beside.id} onClose={close} />
        ) : beside?.kind === 'take' ? (
          <TakeFilePanel onTaken={(id) => setBeside({ kind: 'receipt', id })} onClose={close} />
        ) : undefined
      }
    >
      <PageHeader
        title={t('imports.received')}
        path={<ImportPath title={t('imports.received')} />}
        actions={
          <Button
            kind={beside === undefined ? 'primary' : 'quiet'}
            onPress={() => setBeside({ kind: 'take' })}
          >
            {t('imports.take_file')}
          </Button>
        }
      />
      <ImportPages current="/devices/imports/received" />
      {list.failure !== undefined && <Failure failure={list.failure} onRetry={list.again} />}
      <ViewSwitch
        label={t('imports.receipt_state')}
        chosen={view}
        onChoose={(chosen) => {
          setView(chosen);
          close();
        }}
        views={views.map((id) => ({
          id,
          title: t(id === 'all' ? 'imports.all' : `imports.receipt_state.${id}`),
          ...(id === 'all' || counts === undefined ? {} : { count: counts[id] }),
        }))}
      />
      <Table
        label={t('imports.received')}
        columns={columns()}
        rows={list.rows}
        idOf={(row) => row.id}
        nameOf={(row) => `${formatDateTimeShort(row.at)} ${row.label}`}
        onOpen={({ id }) => setBeside({ kind: 'receipt', id })}
        openId={beside?.kind === 'receipt' ? beside.id : undefined}
        loadMore={list.loadMore}
        empty={list.answered ? t('imports.received_empty') : ''}
      />
    </Split>
  );
}

function columns(): Column<ImportReceipt>[] {
  return [
    {
      id: 'at',
      title: t('imports.received_at'),
      width: '150px',
      cell: (row) => formatDateTimeShort(row.at),
    },
    {
      id: 'state',
      title: t('common.state'),
      width: '130px',
      cell: (row) => (
        <StateMark tone={receiptTones[row.state]}>{t(`imports.receipt_state.${row.state}`)}</StateMark>
      ),
    },
    { id: 'label', title: t('imports.original_name'), width: 'minmax(170px, 1fr)', cell: (row) => row.label },
    {
      id: 'reason',
      title: t('imports.reason_or_count'),
      width: 'minmax(240px, 1.6fr)',
      cell: (row) => [receiptReason(row), receiptCounts(row)].filter((words) => words !== '').join(' · '),
    },
    { id: 'way', title: t('imports.way'), width: 'minmax(130px, 0.7fr)', cell: wayWords },
    {
      id: 'profile',
      title: t('imports.profile'),
      width: 'minmax(150px, 0.8fr)',
      cell: ({ profile }) =>
        profile === null
          ? ''
          : `${profile.name} · ${t('imports.version_number', { version: profile.version })}`,
    },
  ];
}
