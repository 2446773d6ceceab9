import { Button, Failure, t } from '../../../kit/index.ts';
import { type Driver, type Plugged, wordsOf } from './device-words.ts';
import { useTrial } from './use-trial.ts';

export interface ListenPanelProps {
  readonly device: Plugged;
  readonly name: string;
  readonly drivers: readonly Driver[];
  readonly onUse: (driver: Driver, baud: number) => void;
}

/** 试听: what hangs on a serial port, by listening to it as every driver would. */
export function ListenPanel({ device, name, drivers, onUse }: ListenPanelProps) {
  const { run, busy, answer, failure } = useTrial((client) => client.devices.listen({ url: device.url }));
  return (
    <div className="listening">
      <Button onPress={() => run()} disabled={busy} label={t('devices.listen_named', { name })}>
        {t('devices.listen')}
      </Button>
      <div role="status" className="small">
        {busy ? t('devices.listening') : answer === undefined && t('devices.listen_hint')}
        {answer?.length === 0 && t('devices.heard_nothing')}
      </div>
      {failure !== undefined && <Failure failure={failure} />}
      {answer !== undefined && answer.length > 0 && (
        <ol className="heard">
          {answer.slice(0, 4).map((heard) => {
            const driver = drivers.find((known) => known.name === heard.driver);
            if (driver === undefined) return null;
            const title = wordsOf(driver.title);
            return (
              <li key={`${heard.driver} ${heard.baudRate}`}>
                <span>
                  {heard.asked
                    ? t('devices.heard_asked', { driver: title, baud: heard.baudRate })
                    : t('devices.heard_as', {
                        driver: title,
                        baud: heard.baudRate,
                        frames: heard.frames,
                        stray: heard.strayBytes,
                      })}{' '}
                  <span className="quiet">{t('devices.score', { score: heard.score })}</span>
                </span>
                <Button kind="plain" onPress={() => onUse(driver, heard.baudRate)}>
                  {t('devices.heard_use')}
                </Button>
              </li>
            );
          })}
        </ol>
      )}
    </div>
  );
}
