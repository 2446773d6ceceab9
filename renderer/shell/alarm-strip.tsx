import type { AlarmRow } from '../client/index.ts';
import { AlarmBanner, Button, formatTime, t, textOr } from '../kit/index.ts';

export interface AlarmStripProps {
  /** Not settled, newest first. */
  readonly alarms: readonly AlarmRow[];
  readonly doorName: (door: string) => string;
  readonly pathOf: (alarm: AlarmRow) => string;
  readonly onSilence: ((door: string) => void) | undefined;
}

function titleOf({ reason, drill }: AlarmRow): string {
  const what = textOr(`gate.alarm_reason.${reason}`, reason);
  return drill ? t('gate.drill_of', { what }) : what;
}

/** On every screen of the room while an alarm is not acknowledged. */
export function AlarmStrip({ alarms, doorName, pathOf, onSilence }: AlarmStripProps) {
  return alarms
    .filter((alarm) => alarm.state === 'alarm')
    .slice(0, 3)
    .map((alarm) => (
      <AlarmBanner
        key={alarm.id}
        title={`${doorName(alarm.door)}：${titleOf(alarm)}`}
        actions={
          <>
            {onSilence !== undefined && (
              <Button onPress={() => onSilence(alarm.door)}>{t('shell.alarm_silence')}</Button>
            )}
            <a className="button" data-kind="primary" href={`#${pathOf(alarm)}`}>
              {t('shell.alarm_view')}
            </a>
          </>
        }
      >
        {[
          formatTime(alarm.at, true),
          alarm.items.map((item) => item.name ?? item.epc).join('、'),
          alarm.person?.name ?? '',
        ]
          .filter((words) => words !== '')
          .join(' · ')}
      </AlarmBanner>
    ));
}
