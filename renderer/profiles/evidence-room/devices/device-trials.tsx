import type { DeviceAction } from '../../../../main/contract/device-work.ts';
import { attachmentUrl, useCommand } from '../../../client/index.ts';
import { Button, formatTime, notify, PictureStrip, StateMark, t } from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { actionsOf } from './device-actions.ts';
import { DeviceFailure } from './device-failure.tsx';
import type { Device, Driver } from './device-words.ts';
import { GirthTrial } from './girth-trial.tsx';
import { LockTrials } from './lock-trials.tsx';
import { StandTrial } from './stand-trial.tsx';
import { useTrial } from './use-trial.ts';

/** 试一试: what can be tried at this kind of device. */
export function DeviceTrials({
  device,
  driver,
}: {
  readonly device: Device;
  readonly driver: Driver | undefined;
}) {
  const manages = useMay()('devices.manage');
  if (driver === undefined) return null;
  if (driver.deviceClass === 'camera') return <SnapshotTrial id={device.id} title={device.title} />;
  if (!manages) return null;
  switch (driver.deviceClass) {
    case 'printer':
      return (
        <>
          <PrintTrial id={device.id} driver={driver.name} />
          <ActionTrials id={device.id} driver={driver} />
        </>
      );
    case 'signal':
      return <SignalTrials id={device.id} />;
    case 'rfid':
      return (
        <>
          <ReadTrial id={device.id} />
          <ActionTrials id={device.id} driver={driver} />
        </>
      );
    case 'lock':
      return <LockTrials device={device} driver={driver} />;
    case 'girth':
      return (
        <>
          <GirthTrial id={device.id} />
          <ActionTrials id={device.id} driver={driver} />
        </>
      );
    case 'height-weight':
      return (
        <>
          <ActionTrials id={device.id} driver={driver} />
          <StandTrial device={device} />
        </>
      );
    default:
      return <ActionTrials id={device.id} driver={driver} />;
  }
}

/** Named actions without parameters; what the device answered stands below as it came, without personal data. */
function ActionTrials({ id, driver }: { readonly id: string; readonly driver: Driver }) {
  const { run, busy, answer, failure } = useTrial((client, action: DeviceAction) =>
    client.devices.act({ commandId: crypto.randomUUID(), id, action }),
  );
  const actions = actionsOf(driver);
  if (actions.length === 0) return null;
  const beside = driver.deviceClass === 'rfid' || driver.deviceClass === 'printer';
  return (
    <section className="page-section" aria-label={t(beside ? 'devices.more_trials' : 'devices.trial')}>
      {!beside && <h3>{t('devices.trial')}</h3>}
      <div className="button-row">
        {actions.map((action) => (
          <Button key={action} onPress={() => run(action)} disabled={busy}>
            {t(`devices.act.${action}`)}
          </Button>
        ))}
        <span role="status">
          {busy && t('devices.acting')}
          {answer !== undefined && <StateMark tone="confirmed">{t('devices.acted')}</StateMark>}
        </span>
      </div>
      {failure !== undefined && <DeviceFailure failure={failure} />}
      {answer !== undefined && answer.answer.length > 2 && (
        <details className="rare-settings">
          <summary>{t('devices.answer')}</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard */}
          <pre className="device-answer" tabIndex={0} aria-label={t('devices.answer')}>
            {answer.answer}
          </pre>
        </details>
      )}
    </section>
  );
}

function PrintTrial({ id, driver }: { readonly id: string; readonly driver: string }) {
  const { run, busy, answer, failure } = useTrial((client) =>
    client.devices.testPrint({ commandId: crypto.randomUUID(), id }),
  );
  const failed =
    answer !== undefined && answer.state !== 'done' ? { code: answer.code ?? 'device.fault' } : failure;
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="button-row">
        <Button onPress={() => run()} disabled={busy}>
          {t(printWords(driver))}
        </Button>
        <span role="status">
          {busy && t('devices.printing')}
          {answer?.state === 'done' && driver !== 'printer-spooler' && (
            <StateMark tone="confirmed">{t('devices.printed')}</StateMark>
          )}
          {answer?.state === 'done' && driver === 'printer-spooler' && t('devices.handed_over')}
        </span>
      </div>
      {failed !== undefined && <DeviceFailure failure={failed} />}
    </section>
  );
}

function printWords(driver: string) {
  if (driver === 'printer-escpos') return 'devices.test_receipt' as const;
  return driver === 'printer-spooler' ? ('devices.test_page' as const) : ('devices.test_print' as const);
}

function ReadTrial({ id }: { readonly id: string }) {
  const { run, busy, answer, failure } = useTrial((client) => client.devices.readTags({ id }));
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="button-row">
        <Button onPress={() => run()} disabled={busy}>
          {t('devices.test_read')}
        </Button>
        <span role="status">
          {busy && t('devices.reading')}
          {answer !== undefined && t('devices.tags_read', { count: answer.length })}
        </span>
      </div>
      {failure !== undefined && <DeviceFailure failure={failure} />}
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
      {command.failure !== undefined && <DeviceFailure failure={command.failure} />}
    </section>
  );
}

function SnapshotTrial({ id, title }: { readonly id: string; readonly title: string }) {
  const { run, busy, answer, failure } = useTrial((client) => client.devices.snapshot({ id }));
  return (
    <section className="page-section" aria-label={t('devices.trial')}>
      <h3>{t('devices.trial')}</h3>
      <div className="button-row">
        <Button onPress={() => run()} disabled={busy}>
          {t('devices.snapshot')}
        </Button>
        <span role="status">{busy && t('devices.taking')}</span>
      </div>
      {failure !== undefined && <DeviceFailure failure={failure} />}
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
