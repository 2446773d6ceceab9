import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import { Button, EmptyState, Failure, formatCount, formatDateTime, t } from '../../../kit/index.ts';
import { type Device, type Driver, wordsOf } from './device-words.ts';

export interface RecordingsListProps {
  readonly devices: readonly Device[];
  readonly drivers: readonly Driver[];
  readonly manages: boolean;
  readonly onTraining: (id: string) => void;
}

/** 录制文件: raw bytes with their times, newest first, and their address for a position. */
export function RecordingsList({ devices, drivers, manages, onTraining }: RecordingsListProps) {
  const { data, failure, again } = useQuery({
    key: ['device-recordings'],
    topics: ['devices'],
    ask: (client: StationClient) => client.devices.recordings({}),
  });
  const command = useCommand({
    send: (client, { file, driver }: { file: string; driver: Driver }, commandId) =>
      client.devices.trainingBegin({
        commandId,
        driver: driver.name,
        title: t('devices.training_title', { driver: wordsOf(driver.title) }),
        script: [],
        recording: file,
      }),
    onDone: ({ id }) => onTraining(id),
  });
  return (
    <section className="page-scroll" aria-label={t('devices.recordings')}>
      <p className="quiet">{t('devices.recordings_hint')}</p>
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {data?.length === 0 && <EmptyState>{t('devices.recordings_empty')}</EmptyState>}
      {data !== undefined && data.length > 0 && (
        <ul className="plugged">
          {data.map(({ file, device: id, at, bytes, replay }) => {
            const from = devices.find((device) => device.id === id);
            const driver = drivers.find(({ name }) => name === from?.driver);
            return (
              <li key={file}>
                <div>
                  <strong>{from?.title ?? id}</strong>
                  <p className="small quiet">
                    {formatDateTime(at)} · {formatCount(bytes)} B
                  </p>
                </div>
                <code className="small">{replay}</code>
                {manages && driver !== undefined ? (
                  <Button
                    onPress={() => command.run({ file, driver })}
                    disabled={command.busy}
                    label={t('devices.replay_named', { file })}
                  >
                    {t('devices.replay')}
                  </Button>
                ) : (
                  <span className="small quiet">{driver === undefined && t('devices.replay_unknown')}</span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
