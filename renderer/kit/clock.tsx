import { useEffect, useState } from 'react';
import { formatDate, formatDuration, formatTime, formatWeekday } from './format.ts';
import { t } from './i18n.ts';
import { StateMark } from './state-mark.tsx';

/** Milliseconds now, again at every full `stepMs`. `offsetMs` = node's clock minus this computer's. */
export function useNow(stepMs = 1000, offsetMs = 0): number {
  const [now, setNow] = useState(() => Date.now() + offsetMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function tick(): void {
      const at = Date.now() + offsetMs;
      setNow(at);
      timer = setTimeout(tick, stepMs - (at % stepMs));
    }
    tick();
    return () => clearTimeout(timer);
  }, [stepMs, offsetMs]);
  return now;
}

/** Date, weekday and time in China, by the node's clock. */
export function Clock({ offsetMs = 0 }: { readonly offsetMs?: number }) {
  const now = useNow(1000, offsetMs);
  return (
    <time className="clock" dateTime={new Date(now).toISOString()}>
      <span className="clock-date">
        {formatDate(now)} {formatWeekday(now)}
      </span>
      <span className="clock-time">{formatTime(now, true)}</span>
    </time>
  );
}

export interface DeadlineProps {
  /** ISO 8601 instant. */
  readonly dueAt: string;
  /** Amber from this long before, ms; default 24 h. */
  readonly nearMs?: number;
}

/** 期限: how long there is left, or by how much it is over; amber when near. */
export function Deadline({ dueAt, nearMs = 86_400_000 }: DeadlineProps) {
  const left = Date.parse(dueAt) - useNow(60_000);
  if (left < 0)
    return <StateMark tone="clock">{t('common.over_by', { time: formatDuration(left) })}</StateMark>;
  const words = t('common.hours_left', { time: formatDuration(left) });
  return <StateMark tone={left < nearMs ? 'clock' : 'neutral'}>{words}</StateMark>;
}
