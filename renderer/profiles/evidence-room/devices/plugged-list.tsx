import { Button, EmptyState, Failure, type FailureInfo, StateMark, t } from '../../../kit/index.ts';
import { type Driver, type Plugged, wordsOf } from './device-words.ts';
import { ListenPanel } from './listen-trial.tsx';
import { leaders, type TakenFor } from './taken-for.ts';

export interface PluggedListProps {
  /** Undefined until the computer answered. */
  readonly found: readonly TakenFor[] | undefined;
  readonly drivers: readonly Driver[];
  readonly failure: FailureInfo | undefined;
  readonly onLookAgain: () => void;
  /** Makes a position of it; undefined = may not. `driver` where it is certain. */
  readonly onUse: ((plugged: Plugged, driver: Driver | undefined, baud?: number) => void) | undefined;
}

/** 插着的设备: what this computer sees, what each thing is taken for, and why. */
export function PluggedList({ found, drivers, failure, onLookAgain, onUse }: PluggedListProps) {
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
          {found.map((thing) => (
            <PluggedThing
              key={`${thing.device.kind} ${thing.device.url} ${thing.device.socket}`}
              thing={thing}
              drivers={drivers}
              onUse={onUse}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function PluggedThing(props: {
  readonly thing: TakenFor;
  readonly drivers: readonly Driver[];
  readonly onUse: PluggedListProps['onUse'];
}) {
  const { thing, drivers, onUse } = props;
  const { device, sure, usedBy } = thing;
  const mayListen = device.kind === 'serial' && usedBy === undefined && onUse !== undefined;
  return (
    <li>
      <div>
        <strong>{nameOf(device)}</strong>
        <p className="small quiet">{facts(device)}</p>
      </div>
      <div>
        <TakenWords thing={thing} />
        {device.twins > 0 && (
          <p className="small">{t('devices.twins', { count: device.twins, socket: device.socket })}</p>
        )}
        {mayListen && (
          <ListenPanel
            device={device}
            name={nameOf(device)}
            drivers={drivers}
            onUse={(driver, baud) => onUse(device, driver, baud)}
          />
        )}
      </div>
      {usedBy !== undefined ? (
        <StateMark tone="neutral">{t('devices.used_by', { name: usedBy.title })}</StateMark>
      ) : (
        onUse !== undefined && (
          <Button
            onPress={() => onUse(device, sure?.driver)}
            label={t('devices.use_named', { name: nameOf(device) })}
          >
            {t('devices.use')}
          </Button>
        )
      )}
    </li>
  );
}

/** Names are written out only while they are few enough to choose from. */
const namedAtMost = 5;

function TakenWords({ thing }: { readonly thing: TakenFor }) {
  const { device, sure, candidates } = thing;
  const best = leaders(thing);
  const ids = `${device.vendor}:${device.model}`;
  const why = sure?.why ?? best[0]?.why ?? 'nothing';
  const first = best[0];
  return (
    <>
      <p>
        {sure !== undefined && t('devices.taken_for', { driver: wordsOf(sure.driver.title) })}
        {sure === undefined &&
          best.length > 0 &&
          (best.length <= namedAtMost
            ? t('devices.could_be_named', {
                drivers: best.map(({ driver }) => wordsOf(driver.title)).join('、'),
              })
            : t('devices.could_be', { count: candidates.length }))}
        {first === undefined && t('devices.taken_for_nothing')}
        {first !== undefined && first.score >= 50 && (
          <span className="quiet small"> · {t('devices.score', { score: first.score })}</span>
        )}
      </p>
      <p className="small quiet">{t(`devices.why_taken.${why}`, { ids })}</p>
    </>
  );
}

export function nameOf(device: Plugged): string {
  const name = [device.manufacturer, device.product].filter((words) => words !== '').join(' ');
  if (name !== '') return name;
  return device.kind === 'serial'
    ? device.url.replace(/^serial:(\/\/)?/, '').replace(/^.*by-(id|path)\//, '')
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
