import type { LampView } from '../client/index.ts';
import {
  Clock,
  formatDateTimeShort,
  formatTime,
  Lamp,
  Menu,
  type MenuLine,
  StateShape,
  type StateTone,
  t,
  textOr,
} from '../kit/index.ts';

export interface StationBarProps {
  readonly station: { readonly name: string; readonly room: string };
  readonly demo: boolean;
  readonly person: { readonly name: string; readonly post: string } | undefined;
  /** Lines of the person's menu: change post, lock, log out. */
  readonly menu: readonly MenuLine[];
  readonly lamps: readonly LampView[];
  /** Oldest entry no county server has confirmed; null = everything is there. */
  readonly notAtCountySince: string | null;
  /** The node's clock minus this computer's, ms. */
  readonly clockOffsetMs: number;
  /** End of a drill (演练) that is on at a door. */
  readonly drillUntil?: string | undefined;
  readonly openAlarms: number;
  readonly alarmPath: string | undefined;
}

const tones: Readonly<Record<LampView['state'], StateTone>> = {
  connecting: 'waiting',
  ready: 'confirmed',
  degraded: 'partly',
  fault: 'fault',
  away: 'fault',
  stopped: 'ended',
  'process-down': 'waiting',
};

/** 状态栏: always in sight, one line. It says what is so and nothing else. */
export function StationBar(props: StationBarProps) {
  const { station, person, lamps, notAtCountySince, openAlarms, alarmPath } = props;
  return (
    <header className="station-bar" aria-label={t('shell.station_bar')}>
      <div className="station-name">
        <strong>{station.name}</strong>
        <span>{station.room}</span>
        {props.demo && <span className="demo-mark">{t('shell.demo')}</span>}
        {props.drillUntil !== undefined && (
          <span className="demo-mark">{t('gate.drill_bar', { time: formatTime(props.drillUntil) })}</span>
        )}
      </div>
      <ul className="lamps" aria-label={t('shell.devices')}>
        {lamps.map((lamp) => (
          <li key={lamp.id}>
            <Lamp
              title={lamp.virtual ? `${lamp.title}（${t('devices.virtual')}）` : lamp.title}
              tone={tones[lamp.state]}
              state={t(`devices.state.${lamp.state}`)}
              reason={lamp.reason === null ? undefined : textOr(`devices.reason.${lamp.reason}`, lamp.reason)}
            />
          </li>
        ))}
      </ul>
      <div className="station-county">
        {notAtCountySince !== null && (
          <span>{t('shell.not_at_county', { time: formatDateTimeShort(notAtCountySince) })}</span>
        )}
      </div>
      <Clock offsetMs={props.clockOffsetMs} />
      <AlarmLamp count={openAlarms} path={alarmPath} />
      {person !== undefined && (
        <Menu kind="plain" label={t('shell.account_menu', person)} lines={props.menu}>
          <span className="person-name">{person.name}</span>
          <span className="person-post">{person.post}</span>
        </Menu>
      )}
    </header>
  );
}

function AlarmLamp({ count, path }: { readonly count: number; readonly path: string | undefined }) {
  const words = count === 0 ? t('shell.alarm_none') : t('shell.alarm_open', { count });
  const content = (
    <>
      <StateShape tone={count === 0 ? 'waiting' : 'alarm'} />
      {words}
    </>
  );
  return count > 0 && path !== undefined ? (
    <a className="alarm-lamp" data-tone="alarm" href={`#${path}`}>
      {content}
    </a>
  ) : (
    <span className="alarm-lamp" data-tone={count === 0 ? 'waiting' : 'alarm'}>
      {content}
    </span>
  );
}
