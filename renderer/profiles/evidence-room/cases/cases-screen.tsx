import { useState } from 'react';
import { useLocation } from 'wouter';
import { usePages } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Failure,
  formatDateTimeShort,
  PageHeader,
  QueryRow,
  Split,
  t,
  Table,
  TextField,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import type { CaseView } from '../parts-items/types.ts';
import { paths } from '../paths.ts';

function columns(): Column<CaseView>[] {
  return [
    { id: 'name', title: t('cases.name'), width: '260px', cell: (row) => row.name },
    {
      id: 'number',
      title: t('cases.number'),
      width: '230px',
      cell: (row) => <span className="fixed">{row.number}</span>,
    },
    { id: 'kind', title: t('cases.kind'), width: '90px', cell: (row) => t(`cases.kind.${row.kind}`) },
    { id: 'items', title: t('cases.items'), width: '80px', align: 'end', cell: (row) => row.items },
    {
      id: 'officers',
      title: t('cases.officers'),
      width: '180px',
      cell: (row) => row.officers.map((officer) => officer.name).join('、'),
    },
    {
      id: 'opened',
      title: t('cases.opened'),
      width: '150px',
      cell: (row) => formatDateTimeShort(row.openedAt),
    },
    { id: 'unit', title: t('cases.unit'), width: 'minmax(140px, 1fr)', cell: (row) => row.unitName },
  ];
}

/** 案件: the cases under which items are held. */
export default function CasesScreen() {
  useLanguage();
  const may = useMay();
  const [, goTo] = useLocation();
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const pages = usePages<CaseView>({
    key: ['cases', words],
    topics: ['cases', 'items'],
    ask: (client, after, signal) =>
      client.evidence.cases(
        { ...(words === '' ? {} : { words }), ...(after === undefined ? {} : { after }) },
        { signal },
      ),
  });
  return (
    <Split beside={undefined}>
      <PageHeader
        title={t('cases.title')}
        actions={
          may('case.write') && (
            <Button kind="primary" onPress={() => goTo(paths.newCase)}>
              {t('cases.new')}
            </Button>
          )
        }
      />
      <QueryRow
        onQuery={() => setWords(typed.trim())}
        onReset={() => {
          setTyped('');
          setWords('');
        }}
      >
        <TextField label={t('cases.words')} type="search" value={typed} onChange={setTyped} />
      </QueryRow>
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      <Table
        label={t('cases.title')}
        columns={columns()}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        onOpen={(row) => goTo(paths.case(row.id))}
        loadMore={pages.loadMore}
        empty={pages.answered ? t('cases.empty') : ''}
      />
    </Split>
  );
}
