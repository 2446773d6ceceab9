import { useLocation } from 'wouter';
import { usePages } from '../../../client/index.ts';
import {
  type Column,
  Failure,
  formatDateTimeShort,
  PageHeader,
  StateMark,
  t,
  Table,
  useLanguage,
} from '../../../kit/index.ts';
import { GateLinks } from '../gate/gate-links.tsx';
import { type Alarm, alarmTitle, alarmTones } from '../gate/gate-words.ts';
import { paths } from '../paths.ts';
import { useStored } from '../parts-operations/stored.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';

const views = ['open', 'all'] as const;

/** 报警: what is not settled first. */
export default function AlarmsScreen() {
  useLanguage();
  const [, goTo] = useLocation();
  const [view, setView] = useStored<(typeof views)[number]>('alarms-view', 'open', views);
  const pages = usePages<Alarm>({
    key: ['alarms', view],
    topics: ['alarms'],
    ask: (client, after, signal) =>
      client.evidence.alarms(
        { ...(view === 'open' ? { open: true } : {}), ...(after === undefined ? {} : { after }) },
        { signal },
      ),
  });
  return (
    <>
      <PageHeader title={t('alarms.title')} actions={<GateLinks />} />
      <ViewSwitch
        label={t('alarms.views')}
        views={views.map((id) => ({ id, title: t(`alarms.view.${id}`) }))}
        chosen={view}
        onChoose={setView}
      />
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      <Table
        label={t('alarms.title')}
        columns={columns()}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.number}
        onOpen={(row) => goTo(paths.alarm(row.id))}
        loadMore={pages.loadMore}
        empty={pages.answered ? t(`alarms.empty.${view}`) : ''}
      />
    </>
  );
}

function columns(): Column<Alarm>[] {
  return [
    {
      id: 'number',
      title: t('alarms.number'),
      width: '180px',
      cell: (row) => <span className="fixed">{row.number}</span>,
    },
    {
      id: 'state',
      title: t('common.state'),
      width: '130px',
      cell: (row) => <StateMark tone={alarmTones[row.state]}>{t(`alarms.state.${row.state}`)}</StateMark>,
    },
    { id: 'at', title: t('alarms.at'), width: '160px', cell: (row) => formatDateTimeShort(row.at) },
    {
      id: 'reason',
      title: t('alarms.reason'),
      width: 'minmax(180px, 1fr)',
      cell: (row) => alarmTitle(row),
    },
    {
      id: 'items',
      title: t('gate.items'),
      width: 'minmax(200px, 2fr)',
      cell: (row) => row.items.map((item) => item.name ?? item.epc).join('、'),
    },
    {
      id: 'person',
      title: t('gate.person'),
      width: '120px',
      cell: (row) => row.person?.name ?? <span className="quiet">{t('gate.person_unknown')}</span>,
    },
    { id: 'door', title: t('gate.door'), width: '170px', cell: (row) => row.door },
  ];
}
