import { useLocation } from 'wouter';
import { useQuery } from '../../../client/index.ts';
import {
  Button,
  Deadline,
  EmptyState,
  Failure,
  Figure,
  formatCount,
  formatDay,
  formatTime,
  Meter,
  PageHeader,
  t,
  textOr,
  useLanguage,
  useNow,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import { storySentence } from '../parts-items/story-words.ts';
import { paths } from '../paths.ts';
import { type AgendaLine, agendaOf, type DashboardData, pathOfAggregate } from './agenda.ts';
import { AgendaList } from './agenda-list.tsx';
import { NextSteps } from './next-steps.tsx';
import { PickList } from './pick-list.tsx';

const topics = ['items', 'orders', 'alarms', 'tasks', 'places', 'passages'] as const;

/** 工作台: what this person must do before lunch, how full the rooms are, what happened last. */
export default function DashboardScreen() {
  useLanguage();
  const may = useMay();
  const { session } = useSessionInfo();
  const { data, failure, again } = useQuery({
    key: ['dashboard', session.post.id],
    topics,
    ask: (client) => client.system.dashboard({}),
  });
  if (data === undefined) {
    return (
      <>
        <PageHeader title={t('dashboard.title')} />
        {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      </>
    );
  }
  const agenda = agendaOf(data, may);
  return (
    <div className="page-scroll">
      <PageHeader title={t('dashboard.title')} actions={<NextAct />} />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      <NextSteps preparation={data.preparation} />
      <div className="dashboard">
        <div className="dashboard-column">
          <section aria-labelledby="agenda" className="dashboard-block">
            <h2 id="agenda">
              {t('dashboard.agenda')}
              {agenda.length > 0 && <span className="count">{formatCount(agenda.length)}</span>}
            </h2>
            <AgendaList lines={agenda} empty={emptyWords(may)} />
          </section>
          {may('order.execute') ? (
            <PickList toHandOut={data.toHandOut} />
          ) : (
            may('item.read') && <RunningClocks data={data} agenda={agenda} />
          )}
        </div>
        {may('item.read') && (
          <div className="dashboard-column">
            <RoomsAtAGlance data={data} />
            {may('gate.read') && <Recent lines={data.recent} />}
          </div>
        )}
      </div>
    </div>
  );
}

/** The act with which a post begins its day. */
function NextAct() {
  const may = useMay();
  const [, goTo] = useLocation();
  if (may('item.intake')) {
    return (
      <>
        <Button onPress={() => goTo(paths.newItem)}>{t('evidence.new')}</Button>
        <Button kind="primary" onPress={() => goTo(paths.intake)}>
          {t('dashboard.to_intake')}
        </Button>
      </>
    );
  }
  if (may('item.register')) {
    return (
      <>
        {may('order.apply') && <Button onPress={() => goTo('/orders/new')}>{t('orders.new')}</Button>}
        <Button kind="primary" onPress={() => goTo(paths.newItem)}>
          {t('evidence.new')}
        </Button>
      </>
    );
  }
  return null;
}

function emptyWords(may: ReturnType<typeof useMay>): string {
  if (may('item.intake')) return t('dashboard.empty.custody');
  if (may('order.approve')) return t('dashboard.empty.approver');
  if (may('item.register')) return t('dashboard.empty.officer');
  return t('dashboard.empty.other');
}

function RoomsAtAGlance({ data }: { readonly data: DashboardData }) {
  const { counts, rooms } = data;
  return (
    <section aria-labelledby="rooms" className="dashboard-block">
      <h2 id="rooms">{t('dashboard.store')}</h2>
      <div className="figures">
        <Figure
          label={t('dashboard.in_store')}
          value={formatCount(counts.inStore)}
          to={paths.itemsView('store')}
        />
        <Figure label={t('dashboard.out')} value={formatCount(counts.out)} to={paths.itemsView('out')} />
        <Figure
          label={t('dashboard.waiting')}
          value={formatCount(counts.atCounter + counts.waitHandover)}
          to={paths.itemsView('waiting')}
        />
        <Figure
          label={t('dashboard.unlocated')}
          value={formatCount(counts.unlocated)}
          to={paths.itemsView('unlocated')}
        />
      </div>
      {rooms.length === 0 ? (
        <EmptyState>{t('dashboard.rooms_empty')}</EmptyState>
      ) : (
        <ul className="room-meters">
          {rooms.map((room) => (
            <li key={room.id}>
              <a href={`#${paths.place(room.id)}`}>
                <Meter label={room.name} used={room.used} total={room.cells} unit={t('dashboard.cells')} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** 期限: for posts that hand nothing out, the clocks that run but are not urgent yet. */
function RunningClocks({
  data,
  agenda,
}: {
  readonly data: DashboardData;
  readonly agenda: readonly AgendaLine[];
}) {
  const known = new Set(agenda.map((line) => line.key));
  const clocks = data.clocks.filter(
    ({ item, state }) => state === 'running' && !known.has(`item:${item.id}`),
  );
  return (
    <section className="page-section" aria-labelledby="clocks">
      <h2 id="clocks">{t('dashboard.clocks')}</h2>
      {clocks.length === 0 ? (
        <EmptyState>{t('dashboard.clocks_empty')}</EmptyState>
      ) : (
        <ul className="line-list">
          {clocks.map(({ item, rule, dueAt }) => (
            <li key={`${item.id} ${rule}`}>
              <span>
                <a href={`#${paths.item(item.id)}`}>{item.name}</a>{' '}
                <span className="quiet small">{textOr(`evidence.clock.${rule}`, rule)}</span>
              </span>
              {/* What is near stands in the agenda; here nothing is. */}
              <Deadline dueAt={dueAt} state="running" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** 最近经过: the room's own diary, newest first; each line opens what it is about. */
function Recent({ lines }: { readonly lines: DashboardData['recent'] }) {
  const today = formatDay(useNow(60_000));
  return (
    <section className="page-section" aria-labelledby="recent">
      <h2 id="recent">{t('dashboard.recent')}</h2>
      {lines.length === 0 ? (
        <EmptyState>{t('dashboard.recent_empty')}</EmptyState>
      ) : (
        <ol className="recent">
          {lines.map((line) => {
            const to = pathOfAggregate(line.aggregate);
            const words = storySentence(line);
            return (
              <li key={line.seq}>
                <time dateTime={line.at}>
                  {formatDay(line.at) === today ? formatTime(line.at) : formatDay(line.at).slice(5)}
                </time>
                <span>
                  <Sentence words={words} title={line.title} to={to} />
                </span>
                <span className="quiet small">{line.actor}</span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

/** A line of the diary with the name of its thing as the link, which stands before the words where they do not say it. */
function Sentence({
  words,
  title,
  to,
}: {
  readonly words: string;
  readonly title: string;
  readonly to: string | undefined;
}) {
  if (to === undefined || title === '') return words;
  const at = Math.max(0, words.indexOf(title));
  const said = words.startsWith(title, at);
  return (
    <>
      {words.slice(0, at)}
      <a href={`#${to}`}>{title}</a>
      {said ? words.slice(at + title.length) : ` ${words}`}
    </>
  );
}
