import { Button, EmptyState, Failure, type FailureInfo, StateMark, t } from '../../../kit/index.ts';
import { type Driver, type Plugged, wordsOf } from './device-words.ts';
import type { TakenFor } from './taken-for.ts';

export interface PluggedListProps {
  /** Undefined until the computer answered. */
  readonly found: readonly TakenFor[] | undefined;
  readonly failure: FailureInfo | undefined;
  readonly onLookAgain: () => void;
  /** Makes a position of it; undefined = may not. `driver` where it is certain. */
  readonly onUse: ((plugged: Plugged, driver: Driver | undefined) => void) | undefined;
}

/** 插着的设备: what this computer sees, what each thing is taken for, and why. */
export function PluggedList({ found, failure, onLookAgain, onUse }: PluggedListProps) {
  return (
    <section className="page-scroll" aria-label={t('devices.plugged')}>
      <div className="section-head">
        <p className="quiet">{t('devices.plugged_hint')}</p>
        <Button onPress={onLookAgain}>{t('devices.look_again')}</Button>
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={onLookAgain} />}
      {found?.length === 0 && <EmptyState>{t('devices.plugged_empty')}</EmptyState>}
      {found !== undefined && found.length > 0 && (
        <ul className="plugged">
          {found.map(({ device, why, drivers, usedBy }) => {
            const only = drivers.length === 1 ? drivers[0] : undefined;
            return (
              <li key={`${device.kind} ${device.url} ${device.socket}`}>
                <div>
                  <strong>{nameOf(device)}</strong>
                  <p className="small quiet">{facts(device)}</p>
                </div>
                <div>
                  <p>
                    {why === 'usb-id' && t('devices.taken_for', { driver: drivers.map(titleOf).join('、') })}
                    {why === 'line' && t('devices.could_be', { count: drivers.length })}
                    {why === 'nothing' && t('devices.taken_for_nothing')}
                  </p>
                  <p className="small quiet">
                    {t(`devices.why_taken.${why}`, { ids: `${device.vendor}:${device.model}` })}
                  </p>
                </div>
                {usedBy !== undefined ? (
                  <StateMark tone="neutral">{t('devices.used_by', { name: usedBy.title })}</StateMark>
                ) : (
                  onUse !== undefined && (
                    <Button
                      onPress={() => onUse(device, only)}
                      label={t('devices.use_named', { name: nameOf(device) })}
                    >
                      {t('devices.use')}
                    </Button>
                  )
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function titleOf(driver: Driver): string {
  return wordsOf(driver.title);
}

function nameOf(device: Plugged): string {
  const name = [device.manufacturer, device.product].filter((words) => words !== '').join(' ');
  if (name !== '') return name;
  return device.kind === 'serial'
    ? device.url.replace(/^serial:(\/\/)?/, '').replace(/^.*by-id\//, '')
    : device.url;
}

function facts(device: Plugged): string {
  return [
    t(`devices.line.${lineOf(device.kind)}`),
    device.vendor === '' ? '' : `${device.vendor}:${device.model}`,
    device.serialNumber === '' ? '' : t('devices.serial_number_is', { serial: device.serialNumber }),
    device.socket === '' ? '' : t('devices.socket_is', { socket: device.socket }),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

function lineOf(kind: string): 'serial' | 'hid' | 'usb' {
  return kind === 'serial' || kind === 'hid' ? kind : 'usb';
}
