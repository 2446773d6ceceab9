import { useState } from 'react';
import { useLocation } from 'wouter';
import { type StationClient, usePages, useQuery } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Deadline,
  Failure,
  formatDateTimeShort,
  KeyValue,
  PageHeader,
  QueryRow,
  SidePanel,
  Split,
  StateMark,
  t,
  Table,
  TextField,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import { useStored } from '../parts-operations/stored.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { OrderItems } from './order-items.tsx';
import { type OrderRow, orderTones } from './order-words.ts';

const views = ['all', 'mine', 'to-approve', 'to-hand-out', 'out', 'overdue'] as const;
type View = (typeof views)[number];
type OrderQuery = Parameters<StationClient['evidence']['orders']>[0];

const queryOf: Readonly<Record<View, OrderQuery>> = {
  all: {},
  mine: { mine: true },
  'to-approve': { toApprove: true },
  'to-hand-out': { state: ['approved', 'released'] },
  out: { state: ['handed-over'] },
  // Being overdue is a matter of the clock and not of a state; the rows say it themselves.
  overdue: { state: ['handed-over'], limit: 200 },
};

/** What a post looks at first: an approver what waits for him, the room what it must hand out. */
function firstView(may: ReturnType<typeof useMay>): View {
  if (may('order.approve')) return 'to-approve';
  if (may('order.execute')) return 'to-hand-out';
  return 'mine';
}

/** 单据: who asks for which items, for what, and how far it is. */
export default function OrdersScreen() {
  useLanguage();
  const may = useMay();
  const { session } = useSessionInfo();
  const [, goTo] = useLocation();
  const [view, setView] = useStored<View>(`orders-view:${session.post.id}`, firstView(may), views);
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<OrderRow | undefined>(undefined);
  const pages = usePages<OrderRow>({
    key: ['orders', view, words],
    topics: ['orders'],
    ask: (client, after, signal) =>
      client.evidence.orders(
        {
          ...queryOf[view],
          ...(words === '' ? {} : { words }),
          ...(after === undefined ? {} : { after }),
        },
        { signal },
      ),
  });
  const rows = view === 'overdue' ? pages.rows.filter((row) => row.overdue) : pages.rows;
  const shownViews = views.filter(
    (id) => (id !== 'to-approve' || may('order.approve')) && (id !== 'mine' || may('order.apply')),
  );
  return (
    <Split
      beside={open === undefined ? undefined : <OrderBeside row={open} onClose={() => setOpen(undefined)} />}
    >
      <PageHeader
        title={t('orders.title')}
        actions={
          may('order.apply') && (
            <Button kind="primary" onPress={() => goTo('/orders/new')}>
              {t('orders.new')}
            </Button>
          )
        }
      />
      <ViewSwitch
        label={t('orders.views')}
        views={shownViews.map((id) => ({ id, title: t(`orders.view.${id}`) }))}
        chosen={view}
        onChoose={(next) => {
          setView(next);
          setOpen(undefined);
        }}
      />
      <QueryRow
        onQuery={() => setWords(typed.trim())}
        onReset={() => {
          setTyped('');
          setWords('');
        }}
      >
        <TextField label={t('orders.words')} value={typed} onChange={setTyped} type="search" />
      </QueryRow>
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      <Table
        label={t('orders.title')}
        columns={columns()}
        rows={rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.number}
        onOpen={setOpen}
        openId={open?.id}
        loadMore={pages.loadMore}
        empty={pages.answered ? t(`orders.empty.${view}`) : ''}
      />
    </Split>
  );
}

function columns(): Column<OrderRow>[] {
  return [
    {
      id: 'number',
      title: t('orders.number'),
      width: '190px',
      cell: (row) => <span className="fixed">{row.number}</span>,
    },
    {
      id: 'state',
      title: t('common.state'),
      width: '130px',
      cell: (row) => <StateMark tone={orderTones[row.state]}>{t(`orders.state.${row.state}`)}</StateMark>,
    },
    {
      id: 'purpose',
      title: t('orders.purpose'),
      width: '110px',
      cell: (row) => t(`orders.purpose.${row.purpose}`),
    },
    { id: 'items', title: t('orders.items'), width: '70px', align: 'end', cell: (row) => row.items },
    { id: 'applicant', title: t('orders.applicant'), width: '100px', cell: (row) => row.applicant.name },
    { id: 'unit', title: t('orders.unit'), width: 'minmax(140px, 1fr)', cell: (row) => row.unitName },
    {
      id: 'due',
      title: t('orders.due'),
      width: '170px',
      cell: (row) =>
        row.dueAt === null ? (
          <span className="quiet">{t('orders.for_good')}</span>
        ) : row.state === 'handed-over' ? (
          <Deadline dueAt={row.dueAt} />
        ) : (
          formatDateTimeShort(row.dueAt)
        ),
    },
    {
      id: 'created',
      title: t('orders.created'),
      width: '150px',
      cell: (row) => formatDateTimeShort(row.createdAt),
    },
  ];
}

function OrderBeside({ row, onClose }: { readonly row: OrderRow; readonly onClose: () => void }) {
  const [, goTo] = useLocation();
  const {
    data: order,
    failure,
    again,
  } = useQuery({
    key: ['order', row.id],
    topics: ['orders', 'items'],
    ask: (client) => client.evidence.order({ id: row.id }),
  });
  return (
    <SidePanel
      title={t('orders.order_title', { number: row.number })}
      onClose={onClose}
      subject={row.id}
      actions={
        <Button kind="primary" onPress={() => goTo(`/orders/${row.id}`)}>
          {t('orders.open')}
        </Button>
      }
    >
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {order !== undefined && order.id === row.id && (
        <>
          <KeyValue
            items={[
              {
                label: t('common.state'),
                value: (
                  <StateMark tone={orderTones[order.state]}>{t(`orders.state.${order.state}`)}</StateMark>
                ),
              },
              { label: t('orders.purpose'), value: t(`orders.purpose.${order.purpose}`) },
              { label: t('orders.borrower'), value: order.borrower.name },
              { label: t('orders.destination'), value: order.destination },
              {
                label: t('orders.due'),
                value: order.dueAt === null ? t('orders.for_good') : <Deadline dueAt={order.dueAt} />,
              },
              { label: t('orders.reason'), value: order.reason },
            ]}
          />
          <OrderItems order={order} compact />
        </>
      )}
    </SidePanel>
  );
}
