import { useState } from 'react';
import { useLocation } from 'wouter';
import { usePages } from '../../../client/index.ts';
import {
  Breadcrumb,
  type Column,
  Failure,
  formatDateTimeShort,
  formatQuantity,
  PageHeader,
  QueryRow,
  t,
  Table,
  TextField,
  useLanguage,
} from '../../../kit/index.ts';
import { CustodyMark } from '../parts-items/marks.tsx';
import type { ItemRow } from '../parts-items/types.ts';
import { paths } from '../paths.ts';
import { useIntakeScan } from './use-intake-scan.ts';

/** 入库: what waits to come in. A scan of the label or of the list begins at once. */
export default function IntakeListScreen() {
  useLanguage();
  const [, goTo] = useLocation();
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const pages = usePages<ItemRow>({
    key: ['intake', words],
    topics: ['items'],
    ask: (asked, after, signal) =>
      asked.evidence.items(
        {
          custody: ['at-counter', 'wait-handover', 'refused'],
          ...(words === '' ? {} : { words }),
          ...(after === undefined ? {} : { after }),
        },
        { signal },
      ),
  });

  useIntakeScan();

  return (
    <>
      <PageHeader
        title={t('intake.title')}
        path={
          <Breadcrumb
            steps={[{ title: t('evidence.title'), to: paths.items }, { title: t('intake.title') }]}
          />
        }
      />
      <p className="plain-note">{t('intake.scan_or_choose')}</p>
      <div className="intake-query">
        <QueryRow
          onQuery={() => setWords(typed.trim())}
          onReset={() => {
            setTyped('');
            setWords('');
          }}
        >
          <TextField label={t('intake.words')} type="search" value={typed} onChange={setTyped} />
        </QueryRow>
      </div>
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      <Table
        label={t('intake.waiting')}
        columns={columns()}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        onOpen={(row) => goTo(paths.intakeOf(row.id))}
        loadMore={pages.loadMore}
        empty={pages.answered ? t(words === '' ? 'intake.empty' : 'evidence.empty_query') : ''}
        footer={<a href={`#${paths.itemsView('waiting')}`}>{t('intake.drafts_too')}</a>}
      />
    </>
  );
}

function columns(): Column<ItemRow>[] {
  return [
    { id: 'name', title: t('evidence.name'), width: '200px', cell: (row) => <strong>{row.name}</strong> },
    {
      id: 'state',
      title: t('evidence.state'),
      width: '130px',
      cell: (row) => <CustodyMark state={row.custody} />,
    },
    {
      id: 'registered',
      title: t('intake.registered_at'),
      width: '150px',
      cell: (row) => formatDateTimeShort(row.registeredAt),
    },
    {
      id: 'quantity',
      title: t('evidence.quantity'),
      width: '90px',
      align: 'end',
      cell: (row) => formatQuantity(row.quantity, row.measureUnit),
    },
    {
      id: 'code',
      title: t('evidence.code'),
      width: '240px',
      cell: (row) => <span className="fixed">{row.code}</span>,
    },
    { id: 'holder', title: t('evidence.holder'), width: '120px', cell: (row) => row.holder },
    { id: 'case', title: t('evidence.case'), width: 'minmax(160px, 1fr)', cell: (row) => row.caseName },
  ];
}
