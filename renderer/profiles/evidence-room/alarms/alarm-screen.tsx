import { useState } from 'react';
import { useParams } from 'wouter';
import type * as z from 'zod/mini';
import type { alarmView } from '../../../../main/contract/evidence-gate.ts';
import { type StationClient, useCommand, useLive, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  Failure,
  formatDateTime,
  notify,
  PageHeader,
  Split,
  StateMark,
  Stepper,
  Story,
  t,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { AccountSection } from '../gate/account-section.tsx';
import { alarmTitle, alarmTones } from '../gate/gate-words.ts';
import { AuthoriseDoor } from '../gate/live-door.tsx';
import { PassageFrames, PassageItems } from '../gate/passage-parts.tsx';
import { PassageReplaySection } from '../gate/passage-replay.tsx';
import { ActButtons, NotNow } from '../parts-operations/acts.tsx';
import { storyEntries } from '../parts-items/story-words.ts';
import { type AlarmAct, AlarmPanel } from './alarm-panel.tsx';

export type AlarmView = z.infer<typeof alarmView>;

const states = ['alarm', 'acknowledged', 'investigating', 'resolved', 'reviewed'] as const;
const acts: readonly AlarmAct[] = ['investigateAlarm', 'resolveAlarm', 'reviewAlarm'];

/** One alarm from its first second to the review by a second person. */
export default function AlarmScreen() {
  useLanguage();
  const { id = '' } = useParams();
  const { data, failure, again } = useQuery({
    key: ['alarm', id],
    topics: ['alarms', 'passages'],
    ask: (client: StationClient) => client.evidence.alarm({ id }),
  });
  const alarm = data?.id === id ? data : undefined;
  if (alarm !== undefined) return <AlarmPage alarm={alarm} />;
  return (
    <>
      <PageHeader title={t('alarms.title')} />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
    </>
  );
}

function AlarmPage({ alarm }: { readonly alarm: AlarmView }) {
  const [act, setAct] = useState<AlarmAct | undefined>(undefined);
  const acknowledge = useCommand({
    send: (client, id: string, commandId) => client.evidence.acknowledgeAlarm({ commandId, id }),
    onDone: () => notify(t('alarms.acknowledged', { number: alarm.number })),
  });
  const lines = [
    {
      act: 'acknowledgeAlarm',
      label: t('alarms.act.acknowledgeAlarm'),
      onPress: () => acknowledge.run(alarm.id),
    },
    ...acts.map((name) => ({ act: name, label: t(`alarms.act.${name}`), onPress: () => setAct(name) })),
  ];
  return (
    <Split
      beside={
        act === undefined ? undefined : (
          <AlarmPanel key={act} alarm={alarm} act={act} onClose={() => setAct(undefined)} />
        )
      }
    >
      <div className="page-scroll">
        <PageHeader
          path={
            <Breadcrumb
              steps={[
                { title: t('gate.title'), to: '/gate' },
                { title: t('alarms.title'), to: '/gate/alarms' },
                { title: alarm.number },
              ]}
            />
          }
          title={alarmTitle(alarm)}
          code={alarm.number}
          state={<StateMark tone={alarmTones[alarm.state]}>{t(`alarms.state.${alarm.state}`)}</StateMark>}
          facts={[
            { label: t('gate.person'), value: alarm.person?.name ?? t('gate.person_unknown') },
            { label: t('gate.door'), value: alarm.door },
            { label: t('gate.at'), value: formatDateTime(alarm.at) },
          ]}
          actions={<ActButtons acts={alarm.actions} lines={lines} />}
        />
        <Stepper
          label={t('alarms.progress')}
          steps={states.map((state) => t(`alarms.state.${state}`))}
          current={alarm.state === 'reviewed' ? states.length : states.indexOf(alarm.state)}
        />
        <NotNow acts={alarm.actions} lines={lines} />
        <DoorSignals alarm={alarm} />
        {alarm.resolution !== null && (
          <section className="page-section" aria-labelledby="alarm-resolution">
            <h2 id="alarm-resolution">{t('alarms.resolution')}</h2>
            <p>
              <strong>{t(`alarms.resolution.${alarm.resolution}`)}</strong>
            </p>
            {alarm.note !== '' && <p>{alarm.note}</p>}
          </section>
        )}
        <PassageItems
          items={
            alarm.passage?.items ??
            alarm.items.map((item) => ({ ...item, direction: 'out' as const, probability: 1, order: null }))
          }
        />
        {alarm.passage === null ? (
          <p className="quiet">{t('alarms.passage_open')}</p>
        ) : (
          <>
            <AccountSection
              passage={alarm.passage}
              only={alarm.items.map(({ epc }) => epc)}
              title={t('gate.why_alarmed')}
            />
            <PassageReplaySection passage={alarm.passage} />
            <PassageFrames passage={alarm.passage} />
          </>
        )}
        {alarm.passage !== null && (
          <p>
            <a href={`#/gate/passages/${alarm.passage.id}`}>{t('alarms.open_passage')}</a>
          </p>
        )}
        <section className="page-section" aria-labelledby="alarm-story">
          <h2 id="alarm-story">{t('alarms.story')}</h2>
          <Story
            entries={storyEntries(alarm.story)}
            label={t('alarms.story')}
            empty={t('alarms.story_empty')}
          />
        </section>
      </div>
    </Split>
  );
}

/** Siren and door of the alarm's room, while they still sound or hold. */
function DoorSignals({ alarm }: { readonly alarm: AlarmView }) {
  const may = useMay();
  const [authorising, setAuthorising] = useState(false);
  const { doors } = useLive();
  // Alarms carry the door's name; a live door has both.
  const door = Object.values(doors).find((known) => known.door === alarm.door || known.name === alarm.door);
  const silence = useCommand({
    send: (client, id: string, commandId) => client.evidence.silence({ commandId, door: id }),
    onDone: () => notify(t('gate.silenced')),
  });
  if (door === undefined || !(door.siren || door.strobe || door.doorClosed)) return null;
  return (
    <div className="plain-note door-signals">
      {(door.siren || door.strobe) && (
        <>
          <StateMark tone="alarm">{t('gate.sounding')}</StateMark>
          <Button onPress={() => silence.run(door.door)} disabled={silence.busy}>
            {t('gate.silence')}
          </Button>
        </>
      )}
      {door.doorClosed && (
        <>
          <StateMark tone="alarm">{t('gate.door_held')}</StateMark>
          <Button
            onPress={() => setAuthorising(true)}
            disabled={!may('door.authorise')}
            reason={t('gate.authorise_not_permitted')}
          >
            {t('gate.authorise')}
          </Button>
        </>
      )}
      <AuthoriseDoor door={door} open={authorising} onClose={() => setAuthorising(false)} />
    </div>
  );
}
