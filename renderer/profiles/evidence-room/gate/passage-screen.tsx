import { useParams } from 'wouter';
import { type StationClient, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Failure,
  formatDateTime,
  formatTime,
  KeyValue,
  PageHeader,
  StateMark,
  t,
  useLanguage,
} from '../../../kit/index.ts';
import { percent } from '../parts-operations/words.ts';
import { AccountSection } from './account-section.tsx';
import { outcomeTones } from './gate-words.ts';
import { PassageFrames, PassageItems } from './passage-parts.tsx';
import { PassageReplaySection } from './passage-replay.tsx';

/** One passage: who, what, which way, how sure, and the pictures. */
export default function PassageScreen() {
  useLanguage();
  const { id = '' } = useParams();
  const { data, failure, again } = useQuery({
    key: ['passage', id],
    topics: ['passages'],
    ask: (client: StationClient) => client.evidence.passage({ id }),
  });
  const passage = data?.id === id ? data : undefined;
  const title =
    passage === undefined ? t('gate.passage') : t('gate.passage_at', { time: formatDateTime(passage.from) });
  return (
    <div className="page-scroll">
      <PageHeader
        path={<Breadcrumb steps={[{ title: t('gate.title'), to: '/gate' }, { title }]} />}
        title={title}
        {...(passage === undefined
          ? {}
          : {
              state: (
                <StateMark tone={outcomeTones[passage.outcome]}>
                  {t(`gate.outcome.${passage.outcome}`)}
                </StateMark>
              ),
              place: passage.door,
            })}
      />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {passage !== undefined && (
        <>
          <p>{t(`gate.outcome_explain.${passage.outcome}`)}</p>
          {passage.drill && <p className="plain-note">{t('gate.drill_record')}</p>}
          <PassageReplaySection passage={passage} />
          <PassageFrames passage={passage} />
          <section className="page-section" aria-labelledby="passage-facts">
            <h2 id="passage-facts">{t('gate.facts')}</h2>
            <KeyValue
              columns={2}
              items={[
                {
                  label: t('gate.person'),
                  value:
                    passage.person === null ? (
                      t('gate.person_unknown')
                    ) : (
                      <>
                        {passage.person.name}{' '}
                        <span className="quiet">
                          {t('gate.sure', { share: percent(passage.personConfidence) })}
                        </span>
                      </>
                    ),
                },
                { label: t('gate.people'), value: t('gate.people_count', { count: passage.people }) },
                {
                  label: t('gate.span'),
                  value: `${formatTime(passage.from, true)} – ${formatTime(passage.to, true)}`,
                },
                {
                  label: t('gate.coefficients'),
                  value: passage.coefficients ?? t('common.none'),
                },
                {
                  label: t('gate.alarm'),
                  value:
                    passage.alarm === null ? (
                      t('common.none')
                    ) : (
                      <a href={`#/gate/alarms/${passage.alarm}`}>{t('gate.open_alarm')}</a>
                    ),
                },
              ]}
            />
          </section>
          <PassageItems items={passage.items} />
          <AccountSection
            passage={passage}
            title={t(passage.alarm === null ? 'gate.why_decided' : 'gate.why_alarmed')}
          />
        </>
      )}
    </div>
  );
}
