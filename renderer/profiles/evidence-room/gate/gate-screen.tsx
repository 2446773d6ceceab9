import { useState } from 'react';
import { useLocation } from 'wouter';
import { attachmentUrl, useLive, usePages, useQuery } from '../../../client/index.ts';
import {
  type Column,
  EmptyState,
  Failure,
  formatDateTime,
  formatDateTimeShort,
  PageHeader,
  Select,
  StateMark,
  StateShape,
  t,
  Table,
  useLanguage,
} from '../../../kit/index.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { BlindList } from './blind-list.tsx';
import { GateLinks } from './gate-links.tsx';
import { outcomeTones, passedWords, type Passage } from './gate-words.ts';
import { LiveDoor } from './live-door.tsx';

const outcomes = ['authorised', 'unauthorised', 'uncertain', 'hesitation', 'intake', 'nothing'] as const;
const filmFrames = 10;

/** 门禁: the door as it is now, a film strip of who passed, and the journal. */
export default function GateScreen() {
  useLanguage();
  const [, goTo] = useLocation();
  const [outcome, setOutcome] = useState<Passage['outcome'] | null>(null);
  const pages = usePages<Passage>({
    key: ['passages', outcome],
    topics: ['passages'],
    ask: (client, after, signal) =>
      client.evidence.passages(
        { ...(outcome === null ? {} : { outcome }), ...(after === undefined ? {} : { after }) },
        { signal },
      ),
  });
  return (
    <div className="page-scroll">
      <PageHeader title={t('gate.title')} actions={<GateLinks />} />
      <Doors />
      <FilmStrip passages={pages.rows} />
      <section className="page-section journal" aria-labelledby="journal-title">
        <div className="section-head">
          <h2 id="journal-title">{t('gate.journal')}</h2>
          <Select
            label={t('gate.outcome')}
            value={outcome ?? 'all'}
            onChange={(chosen) => setOutcome(chosen === 'all' ? null : chosen)}
            options={[
              { value: 'all', label: t('common.all') },
              ...outcomes.map((value) => ({ value, label: t(`gate.outcome.${value}`) })),
            ]}
          />
        </div>
        {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
        <Table
          label={t('gate.journal')}
          columns={columns()}
          rows={pages.rows}
          idOf={(row) => row.id}
          nameOf={(row) => formatDateTimeShort(row.from)}
          onOpen={(row) => goTo(`/gate/passages/${row.id}`)}
          loadMore={pages.loadMore}
          empty={pages.answered ? t('gate.journal_empty') : ''}
        />
      </section>
    </div>
  );
}

function Doors() {
  const live = useLive();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const asked = useQuery({ key: ['doors'], topics: ['devices'], ask: (client) => client.evidence.doors({}) });
  const doors = (asked.data ?? []).map((door) => live.doors[door.door] ?? door);
  const door = doors.find((known) => known.door === chosen) ?? doors[0];
  if (asked.failure !== undefined) return <Failure failure={asked.failure} onRetry={asked.again} />;
  if (door === undefined)
    return asked.data === undefined ? null : <EmptyState>{t('gate.no_door')}</EmptyState>;
  return (
    <>
      {doors.length > 1 && (
        <ViewSwitch
          label={t('gate.doors')}
          views={doors.map((known) => ({ id: known.door, title: known.name }))}
          chosen={door.door}
          onChoose={setChosen}
        />
      )}
      <LiveDoor door={door} />
      <BlindList door={door.door} />
    </>
  );
}

/** The middle picture of each of the latest passages. */
function FilmStrip({ passages }: { readonly passages: readonly Passage[] }) {
  const filmed = passages.filter((row) => row.frames.length > 0).slice(0, filmFrames);
  if (filmed.length === 0) return null;
  return (
    <ul className="film-strip" aria-label={t('gate.film')}>
      {filmed.map((row) => {
        const frame = row.frames[Math.floor(row.frames.length / 2)];
        if (frame === undefined) return null;
        const words = t(`gate.outcome.${row.outcome}`);
        return (
          <li key={row.id}>
            <a href={`#/gate/passages/${row.id}`} data-tone={outcomeTones[row.outcome]}>
              <img
                src={attachmentUrl(frame.hash)}
                alt={`${formatDateTime(row.from)} ${words}`}
                loading="lazy"
              />
              <span className="film-words">
                <StateShape tone={outcomeTones[row.outcome]} />
                <span>{words}</span>
                <time dateTime={row.from}>{formatDateTimeShort(row.from).slice(5)}</time>
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function columns(): Column<Passage>[] {
  return [
    { id: 'at', title: t('gate.at'), width: '160px', cell: (row) => formatDateTimeShort(row.from) },
    {
      id: 'outcome',
      title: t('gate.outcome'),
      width: '130px',
      cell: (row) => (
        <StateMark tone={outcomeTones[row.outcome]}>
          {row.drill
            ? t('gate.drill_of', { what: t(`gate.outcome.${row.outcome}`) })
            : t(`gate.outcome.${row.outcome}`)}
        </StateMark>
      ),
    },
    {
      id: 'person',
      title: t('gate.person'),
      width: '130px',
      cell: (row) => row.person?.name ?? <span className="quiet">{t('gate.person_unknown')}</span>,
    },
    {
      id: 'items',
      title: t('gate.items'),
      width: 'minmax(220px, 2fr)',
      cell: (row) => passedWords(row),
    },
    { id: 'door', title: t('gate.door'), width: 'minmax(120px, 1fr)', cell: (row) => row.door },
    {
      id: 'pictures',
      title: t('gate.pictures'),
      width: '100px',
      cell: (row) =>
        row.frames.length > 0 ? (
          t('gate.picture_count', { count: row.frames.length })
        ) : (
          <span className="quiet">{t('gate.no_picture')}</span>
        ),
    },
  ];
}
