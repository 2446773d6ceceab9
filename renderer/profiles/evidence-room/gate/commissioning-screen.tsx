import { useEffect, useState } from 'react';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Button,
  Checkbox,
  EmptyState,
  Failure,
  notify,
  PageHeader,
  StateMark,
  t,
  useLanguage,
} from '../../../kit/index.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { type HeardTag, listedTags } from './heard-order.ts';
import { CommissioningVersions } from './commissioning-versions.tsx';

type View = Awaited<ReturnType<StationClient['evidence']['commissioning']>>[number];
export type CommissioningView = View;

/** How often the list of tags held up to the antennas is asked for, ms. */
const askEveryMs = 2000;
const mostTags = 12;

/** 调试通道: twenty labelled walks, the door's own confusion table, a re-fit, and its versions. */
export default function CommissioningScreen() {
  useLanguage();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const { data, failure, again } = useQuery({
    key: ['commissioning'],
    topics: ['passages'],
    ask: (client) => client.evidence.commissioning({}),
  });
  const view = data?.find(({ door }) => door === chosen) ?? data?.[0];
  const versionsFirst = view !== undefined && view.running === null && view.versions.length > 0;
  return (
    <div className="page-scroll">
      <PageHeader title={t('gate.commissioning')} />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {data !== undefined && view === undefined && <EmptyState>{t('gate.no_door')}</EmptyState>}
      {data !== undefined && data.length > 1 && view !== undefined && (
        <ViewSwitch
          label={t('gate.doors')}
          views={data.map(({ door }) => ({ id: door, title: door }))}
          chosen={view.door}
          onChoose={setChosen}
        />
      )}
      {view !== undefined && (
        <>
          {/* What was worked out is looked at before somebody walks again. */}
          {versionsFirst && <CommissioningVersions view={view} />}
          <section className="page-section" aria-labelledby="commissioning-walks">
            <h2 id="commissioning-walks">{t('gate.walks')}</h2>
            {view.running === null ? (
              <BeginPart view={view} onLook={again} />
            ) : (
              <WalkPart view={view} running={view.running} />
            )}
          </section>
          {!versionsFirst && <CommissioningVersions view={view} />}
        </>
      )}
    </div>
  );
}

function BeginPart({ view, onLook }: { readonly view: View; readonly onLook: () => void }) {
  const [chosen, setChosen] = useState<readonly HeardTag[]>([]);
  const [order, setOrder] = useState<readonly string[]>([]);
  const listed = listedTags(order, chosen, view.heard);
  const listedNow = listed.map(({ epc }) => epc);
  if (listedNow.join() !== order.join()) setOrder(listedNow);
  // Asked again by itself: what is held up to an antenna comes and goes.
  useEffect(() => {
    const timer = setInterval(onLook, askEveryMs);
    return () => clearInterval(timer);
  }, [onLook]);
  const command = useCommand({
    send: (client, tags: readonly string[], commandId) =>
      client.evidence.beginCommissioning({ commandId, door: view.door, tags: [...tags] }),
    onDone: () => notify(t('gate.commissioning_begun')),
    failures: 'inline',
  });
  return (
    <>
      <p>{t('gate.commissioning_explain')}</p>
      <h3>{t('gate.choose_tags')}</h3>
      {listed.length === 0 ? (
        <p className="quiet">{t('gate.heard_none')}</p>
      ) : (
        <ul className="heard-tags">
          {listed.map((tag) => {
            const ticked = chosen.some(({ epc }) => epc === tag.epc);
            const { epc, code, rssi } = tag;
            return (
              <li key={epc}>
                <Checkbox
                  value={ticked}
                  onChange={(on) =>
                    setChosen(
                      on && rssi !== null
                        ? [...chosen, { epc, code, rssi }]
                        : chosen.filter((one) => one.epc !== epc),
                    )
                  }
                  disabled={!ticked && chosen.length >= mostTags}
                >
                  <span className="fixed">{code ?? epc}</span>{' '}
                  <span className="small quiet">
                    {rssi === null ? t('gate.not_heard_now') : t('gate.dbm', { rssi: Math.round(rssi) })}
                  </span>
                </Checkbox>
              </li>
            );
          })}
        </ul>
      )}
      {command.failure !== undefined && <Failure failure={command.failure} />}
      <div className="button-row">
        <Button onPress={onLook}>{t('gate.look_again')}</Button>
        <Button
          kind="primary"
          disabled={chosen.length === 0 || command.busy}
          reason={t('gate.choose_tags_missing')}
          onPress={() => command.run(chosen.map(({ epc }) => epc))}
        >
          {t('gate.commissioning_begin')}
        </Button>
      </div>
    </>
  );
}

function WalkPart({
  view,
  running,
}: {
  readonly view: View;
  readonly running: NonNullable<View['running']>;
}) {
  const done = running.walks.length;
  const start = useCommand({
    send: (client, walk: NonNullable<View['walking']>, commandId) =>
      client.evidence.startWalk({ commandId, door: view.door, walk }),
    failures: 'inline',
  });
  const end = useCommand({
    send: (client, keep: boolean, commandId) => client.evidence.endWalk({ commandId, door: view.door, keep }),
  });
  const cancel = useCommand({
    send: (client, _nothing: null, commandId) =>
      client.evidence.cancelCommissioning({ commandId, door: view.door }),
    onDone: () => notify(t('gate.commissioning_cancelled')),
  });
  const fit = useCommand({
    send: (client, _nothing: null, commandId) => client.evidence.fitGate({ commandId, door: view.door }),
    onDone: () => notify(t('gate.fitted')),
    failures: 'inline',
  });
  const { next } = running;
  const { walking } = view;
  return (
    <>
      <p>
        {t('gate.walks_done', { done, of: running.asked })}{' '}
        <span className="small quiet">
          {t('gate.walks_with', { count: running.tags.length, name: running.by })}
        </span>
      </p>
      <progress className="walk-progress" value={done} max={running.asked} aria-label={t('gate.walks')} />
      {done > 0 && (
        <ol className="walks-made small" aria-label={t('gate.walks_list')}>
          {running.walks.map(({ number, walk }) => (
            <li key={number}>
              <span className="fixed quiet">{number}</span> {t(`gate.walk_short.${walk}`)}
            </li>
          ))}
        </ol>
      )}
      <div role="status" className="plain-note walk-asked">
        {walking !== null ? (
          <>
            <StateMark tone="active">{t('gate.walk_recording')}</StateMark>
            <strong>{t(`gate.walk.${walking}`)}</strong>
            <span className="small quiet">{t('gate.walk_ends_itself')}</span>
          </>
        ) : next === null ? (
          <StateMark tone="confirmed">{t('gate.walks_complete')}</StateMark>
        ) : (
          <strong>{t('gate.walk_next', { walk: t(`gate.walk.${next}`) })}</strong>
        )}
      </div>
      {start.failure !== undefined && walking === null && <Failure failure={start.failure} />}
      {fit.failure !== undefined && <Failure failure={fit.failure} />}
      <div className="button-row">
        {walking !== null ? (
          <>
            <Button kind="primary" onPress={() => end.run(true)} disabled={end.busy}>
              {t('gate.walk_done')}
            </Button>
            <Button onPress={() => end.run(false)} disabled={end.busy}>
              {t('gate.walk_discard')}
            </Button>
          </>
        ) : (
          next !== null && (
            <Button kind="primary" onPress={() => start.run(next)} disabled={start.busy}>
              {t('gate.walk_start')}
            </Button>
          )
        )}
        <Button
          {...(next === null ? { kind: 'primary' as const } : {})}
          onPress={() => fit.run(null)}
          disabled={fit.busy || walking !== null}
          reason={t('gate.walk_recording')}
        >
          {t('gate.fit')}
        </Button>
        <Button onPress={() => cancel.run(null)} disabled={cancel.busy}>
          {t('gate.commissioning_cancel')}
        </Button>
      </div>
    </>
  );
}
