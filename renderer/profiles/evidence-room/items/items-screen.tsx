import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { attachmentUrl, failureOf, useClient, usePages, useQuery } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Failure,
  formatQuantity,
  KeyValue,
  notifyFailure,
  PageHeader,
  PictureStrip,
  SidePanel,
  Split,
  t,
  Table,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { csvText, saveAsFile } from '../parts-items/csv.ts';
import { type Dictionary, useDictionary } from '../parts-items/dictionary.ts';
import { CustodyMark, ItemClock } from '../parts-items/marks.tsx';
import { shortPath } from '../parts-items/places.ts';
import type { ItemRow } from '../parts-items/types.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { paths } from '../paths.ts';
import { noFilter, queryOf, questionOf, viewOf, views } from './items-query.ts';
import { ItemsQueryRow } from './items-query-row.tsx';

/** 财物: every item of the room; one question already asked by the path, others by words and category. */
export default function ItemsScreen() {
  useLanguage();
  const may = useMay();
  const client = useClient();
  const [, goTo] = useLocation();
  const view = viewOf(useParams<{ view?: string }>().view);
  const categories = useDictionary('category-property');
  const [asked, setAsked] = useState({ view, filter: noFilter });
  // Another view starts with an empty row of questions, so its answers must as well.
  const filter = asked.view === view ? asked.filter : noFilter;
  const [open, setOpen] = useState<ItemRow | undefined>(undefined);
  const pages = usePages<ItemRow>({
    key: ['items', view, filter],
    topics: ['items'],
    ask: (client, after, signal) =>
      client.evidence.items(
        {
          ...queryOf[view],
          ...questionOf(filter),
          ...(after === undefined ? {} : { after }),
        },
        { signal },
      ),
  });

  /** All rows of the question, not only those that were scrolled to. */
  async function exportRows(): Promise<void> {
    const head = [
      t('evidence.code'),
      t('evidence.name'),
      t('evidence.category'),
      t('evidence.quantity'),
      t('evidence.state'),
      t('evidence.case'),
      t('evidence.place'),
    ];
    const rows: ItemRow[] = [];
    let after: string | undefined;
    do {
      const page = await client.evidence.items({
        ...queryOf[view],
        ...questionOf(filter),
        limit: 200,
        ...(after === undefined ? {} : { after }),
      });
      rows.push(...page.rows);
      after = page.next ?? undefined;
    } while (after !== undefined);
    const lines = rows.map((row) => [
      row.code,
      row.name,
      categories.label(row.category),
      `${row.quantity}${row.measureUnit}`,
      t(`evidence.custody.${row.custody}`),
      row.caseNumber,
      row.place ?? '',
    ]);
    saveAsFile(`${t('evidence.title')}.csv`, csvText(head, lines));
  }

  return (
    <Split
      beside={
        open === undefined ? undefined : (
          <ItemBeside row={open} categories={categories} onClose={() => setOpen(undefined)} />
        )
      }
    >
      <PageHeader
        title={t('evidence.title')}
        actions={
          <>
            <Button
              onPress={() => void exportRows().catch((failed: unknown) => notifyFailure(failureOf(failed)))}
            >
              {t('evidence.export')}
            </Button>
            {may('item.intake') && <Button onPress={() => goTo(paths.intake)}>{t('intake.title')}</Button>}
            {may('item.register') && (
              <Button kind="primary" onPress={() => goTo(paths.newItem)}>
                {t('evidence.new')}
              </Button>
            )}
          </>
        }
      />
      <ViewSwitch
        label={t('evidence.views')}
        views={views.map((id) => ({ id, title: t(`evidence.view.${id}`) }))}
        chosen={view}
        onChoose={(next) => {
          setOpen(undefined);
          goTo(next === 'all' ? paths.items : paths.itemsView(next));
        }}
      />
      <ItemsQueryRow
        key={view}
        view={view}
        categories={categories}
        onQuery={(filter) => {
          setOpen(undefined);
          setAsked({ view, filter });
        }}
      />
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      <Table
        label={t('evidence.title')}
        columns={columns(categories)}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        onOpen={setOpen}
        openId={open?.id}
        loadMore={pages.loadMore}
        empty={
          pages.answered
            ? t(filter === noFilter && view === 'all' ? 'evidence.empty' : 'evidence.empty_query')
            : ''
        }
      />
    </Split>
  );
}

function columns(categories: Dictionary): Column<ItemRow>[] {
  return [
    { id: 'name', title: t('evidence.name'), width: '200px', cell: (row) => row.name },
    {
      id: 'state',
      title: t('evidence.state'),
      width: '130px',
      cell: (row) => <CustodyMark state={row.custody} />,
    },
    {
      id: 'code',
      title: t('evidence.code'),
      width: '240px',
      cell: (row) => <span className="fixed">{row.code}</span>,
    },
    {
      id: 'category',
      title: t('evidence.category'),
      width: '160px',
      cell: (row) => categories.label(row.category),
    },
    {
      id: 'quantity',
      title: t('evidence.quantity'),
      width: '90px',
      align: 'end',
      cell: (row) => formatQuantity(row.quantity, row.measureUnit),
    },
    {
      id: 'place',
      title: t('evidence.place'),
      width: '150px',
      cell: (row) => (row.place === null ? <span className="quiet">—</span> : shortPath(row.place)),
    },
    { id: 'clock', title: t('evidence.clock'), width: '160px', cell: (row) => <ItemClock item={row} /> },
    { id: 'case', title: t('evidence.case'), width: 'minmax(160px, 1fr)', cell: (row) => row.caseName },
  ];
}

function ItemBeside({
  row,
  categories,
  onClose,
}: {
  readonly row: ItemRow;
  readonly categories: Dictionary;
  readonly onClose: () => void;
}) {
  const [, goTo] = useLocation();
  const {
    data: item,
    failure,
    again,
  } = useQuery({
    key: ['item', row.id],
    topics: ['items'],
    ask: (client) => client.evidence.item({ id: row.id }),
  });
  return (
    <SidePanel
      title={row.name}
      subject={row.id}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={() => goTo(paths.item(row.id))}>
          {t('evidence.open')}
        </Button>
      }
    >
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      <CustodyMark state={row.custody} />
      {item !== undefined && item.photos.length > 0 && (
        <PictureStrip
          size="small"
          pictures={item.photos.map((photo) => ({
            src: attachmentUrl(photo.hash),
            alt: photo.caption === '' ? row.name : photo.caption,
          }))}
        />
      )}
      <KeyValue
        items={[
          { label: t('evidence.code'), value: <span className="fixed">{row.code}</span> },
          { label: t('evidence.category'), value: categories.label(row.category) },
          { label: t('evidence.quantity'), value: formatQuantity(row.quantity, row.measureUnit) },
          { label: t('evidence.holder'), value: row.holder },
          { label: t('evidence.place'), value: row.place ?? t('evidence.not_placed') },
          { label: t('evidence.case'), value: `${row.caseName} ${row.caseNumber}` },
          { label: t('evidence.features'), value: item?.features ?? '' },
        ]}
      />
    </SidePanel>
  );
}
