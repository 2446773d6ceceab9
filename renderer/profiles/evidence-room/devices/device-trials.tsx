import { useState } from 'react';
import {
  attachmentUrl,
  failureOf,
  type StationClient,
  useClient,
  useCommand,
} from '../../../client/index.ts';
import {
  Button,
  Failure,
  type FailureInfo,
  formatTime,
  notify,
  PictureStrip,
  StateMark,
  t,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import type { Device } from './device-words.ts';

/** 试一试: what can be tried at this kind of device. */
export function DeviceTrials({ device }: { readonly device: Device }) {
  const manages = useMay()('devices.manage');
  switch (device.role) {
    case 'label-printer':
      return manages ? <PrintTrial id={device.id} /> : null;
    case 'door-signals':
      return manages ? <SignalTrials id={device.id} /> : null;
    case 'desk-reader':
      return manages ? <ReadTrial id={device.id} /> : null;
    case 'portal-camera':
      return <SnapshotTrial id={device.id} title={device.title} />;
    default:
      return null;
  }
}

/** One thing tried at a device: while it runs, what came of it, or why not. */
function useTrial<Answer>(ask: (client: StationClient) => Promise<Answer>) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [failure, setFailure] = useState<FailureInfo | undefined>(undefined);
  async function run(): Promise<void> {
    setBusy(true);
    setAnswer(undefined);
    setFailure(undefined);
    try {
      setAnswer(await ask(client));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  }
  return { run: () => void run(), busy, answer, failure };
}

function PrintTrial({ id }: { readonly id: string }) {
  const { run, busy, answer, failure } = useTrial((client) =>
    client.devices.testPrint({ commandId: crypto.randomUUID(), id }),
  );
  const failed =
    answer !== undefined && answer.state !== 'done' ? { code: answer.code ?? 'device.fault' } : failure;
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="button-row">
        <Button onPress={run} disabled={busy}>
          {t('devices.test_print')}
        </Button>
        <span role="status">
          {busy && t('devices.printing')}
          {answer?.state === 'done' && <StateMark tone="confirmed">{t('devices.printed')}</StateMark>}
        </span>
      </div>
      {failed !== undefined && <Failure failure={failed} />}
    </section>
  );
}

function ReadTrial({ id }: { readonly id: string }) {
  const { run, busy, answer, failure } = useTrial((client) => client.devices.readTags({ id }));
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="button-row">
        <Button onPress={run} disabled={busy}>
          {t('devices.test_read')}
        </Button>
        <span role="status">
          {busy && t('devices.reading')}
          {answer !== undefined && t('devices.tags_read', { count: answer.length })}
        </span>
      </div>
      {failure !== undefined && <Failure failure={failure} />}
      {answer !== undefined && answer.length > 0 && (
        <ul className="fixed small breakable">
          {answer.map(({ epc, tid }) => (
            <li key={epc}>{tid === null ? epc : `${epc} · TID ${tid}`}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

const signals = ['siren', 'strobe', 'door'] as const;

function SignalTrials({ id }: { readonly id: string }) {
  const command = useCommand({
    send: (client, what: (typeof signals)[number], commandId) =>
      client.devices.testSignals({ commandId, id, what }),
    onDone: (_done, what) => notify(t(`devices.tested.${what}`)),
    failures: 'inline',
  });
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="button-row">
        {signals.map((what) => (
          <Button key={what} onPress={() => command.run(what)} disabled={command.busy}>
            {t(`devices.test.${what}`)}
          </Button>
        ))}
      </div>
      <p className="small quiet">{t('devices.test_signals_hint')}</p>
      {command.failure !== undefined && <Failure failure={command.failure} />}
    </section>
  );
}

function SnapshotTrial({ id, title }: { readonly id: string; readonly title: string }) {
  const { run, busy, answer, failure } = useTrial((client) => client.devices.snapshot({ id }));
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="button-row">
        <Button onPress={run} disabled={busy}>
          {t('devices.snapshot')}
        </Button>
        <span role="status">{busy && t('devices.taking')}</span>
      </div>
      {failure !== undefined && <Failure failure={failure} />}
      {answer !== undefined && (
        <PictureStrip
          label={t('devices.snapshot')}
          pictures={[
            {
              src: attachmentUrl(answer.hash),
              alt: t('gate.frame_alt', { camera: title, time: formatTime(answer.at, true) }),
              caption: formatTime(answer.at, true),
            },
          ]}
        />
      )}
    </section>
  );
}
