import { useState } from 'react';
import { type StationClient, useCommand, useConnectionState, useQuery } from '../../../client/index.ts';
import {
  Button,
  Failure,
  formatCount,
  formatDateTime,
  KeyValue,
  PageHeader,
  StateMark,
  t,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import { saveAsFile } from '../parts-items/csv.ts';
import { SettingsSections } from './sections.tsx';
import { upkeepReport } from './upkeep-report.ts';

/** 维护: backup, how the program is, and the questions that took longest. */
export default function UpkeepScreen() {
  useLanguage();
  const manages = useMay()('settings.manage');
  const { startup } = useSessionInfo();
  const connection = useConnectionState();
  const slow = useQuery({
    key: ['slow-queries'],
    topics: [],
    ask: (client: StationClient) => client.system.slowQueries({}),
  });
  const devices = useQuery({
    key: ['devices'],
    topics: ['devices'],
    ask: (client: StationClient) => client.devices.list({}),
  });
  return (
    <>
      <PageHeader title={t('settings.upkeep')} />
      <SettingsSections current="/settings/upkeep" />
      <div className="page-scroll">
        <div className="settings-columns">
          {manages && <Backup />}
          <section className="page-section">
            <h2>{t('settings.condition')}</h2>
            <KeyValue
              items={[
                { label: t('settings.version'), value: startup.version },
                {
                  label: t('settings.station_id'),
                  value: <span className="fixed">{startup.station.id}</span>,
                },
                {
                  label: t('settings.line_to_node'),
                  value: t(connection.kind === 'connected' ? 'settings.line_good' : 'settings.line_lost'),
                },
                {
                  label: t('settings.device_process'),
                  value:
                    devices.data === undefined
                      ? t('common.unknown')
                      : `${t(`devices.process.${devices.data.process}`)}，${
                          devices.data.restarts === 0
                            ? t('devices.restarts_none')
                            : t('devices.restarts', { count: devices.data.restarts })
                        }`,
                },
                {
                  label: t('settings.county'),
                  value:
                    startup.notAtCountySince === null
                      ? t('shell.all_at_county')
                      : t('shell.not_at_county', { time: formatDateTime(startup.notAtCountySince) }),
                },
              ]}
            />
            <div className="button-row">
              <Button
                onPress={() =>
                  saveAsFile(
                    'upkeep.txt',
                    upkeepReport(startup, devices.data, slow.data ?? [], new Date().toISOString()),
                    'text/plain;charset=utf-8',
                  )
                }
              >
                {t('settings.save_report')}
              </Button>
            </div>
          </section>
        </div>
        <section className="page-section">
          <div className="section-head">
            <h2>{t('settings.slow')}</h2>
            <Button onPress={slow.again}>{t('settings.ask_again')}</Button>
          </div>
          <p className="small quiet">{t('settings.slow_hint')}</p>
          {slow.failure !== undefined && <Failure failure={slow.failure} onRetry={slow.again} />}
          {slow.data?.length === 0 && <p className="quiet">{t('settings.slow_none')}</p>}
          {slow.data !== undefined && slow.data.length > 0 && (
            <details>
              <summary>{t('settings.slow_details', { count: slow.data.length })}</summary>
              <div className="plain-table-scroll">
                <table className="plain-table">
                  <thead>
                    <tr>
                      <th scope="col">{t('settings.question')}</th>
                      <th scope="col" className="number">
                        {t('settings.times')}
                      </th>
                      <th scope="col" className="number">
                        {t('settings.worst')}
                      </th>
                      <th scope="col" className="number">
                        {t('settings.altogether')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {slow.data.map((row) => (
                      <tr key={row.name}>
                        <th scope="row" className="fixed">
                          {row.name}
                        </th>
                        <td className="number">{formatCount(row.count)}</td>
                        <td className="number">{row.worstMs.toFixed(1)} ms</td>
                        <td className="number">{row.totalMs.toFixed(0)} ms</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </details>
          )}
        </section>
      </div>
    </>
  );
}

/** 立即备份: a copy that can be opened by itself, checked before it is called done. */
function Backup() {
  const [made, setMade] = useState<
    { readonly file: string; readonly entries: number; readonly at: number } | undefined
  >(undefined);
  const command = useCommand({
    send: (client, _input: undefined, commandId) => client.system.backup({ commandId }),
    onDone: (done) => setMade({ ...done, at: Date.now() }),
    failures: 'inline',
  });
  return (
    <section className="page-section">
      <h2>{t('settings.backup')}</h2>
      <p>{t('settings.backup_explain')}</p>
      <div className="button-row">
        <Button kind="primary" onPress={() => command.run(undefined)} disabled={command.busy}>
          {t('settings.backup_now')}
        </Button>
        <span role="status">
          {command.busy && t('settings.backing_up')}
          {made !== undefined && !command.busy && (
            <StateMark tone="confirmed">
              {t('settings.backed_up', { count: formatCount(made.entries), time: formatDateTime(made.at) })}
            </StateMark>
          )}
        </span>
      </div>
      {made !== undefined && (
        <p className="small">
          {t('settings.backup_place')} <span className="fixed breakable">{made.file}</span>
        </p>
      )}
      {command.failure !== undefined && <Failure failure={command.failure} />}
    </section>
  );
}
