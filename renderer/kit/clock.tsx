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
  /** What the node says of this clock, where it has an opinion: it knows how long before each rule wants to be seen. */
  readonly state?: 'running' | 'near' | 'over' | 'met';
}

/** A return counts as near this long before (domain notes 2.1, row C6); the node's own rule for the same clock. */
const nearReturnMs = 4 * 3_600_000;

/** 期限: how long there is left, or by how much it is over; amber when near. */
export function Deadline({ dueAt, state }: DeadlineProps) {
  const left = Date.parse(dueAt) - useNow(60_000);
  if (left < 0)
    return <StateMark tone="clock">{t('common.over_by', { time: formatDuration(left) })}</StateMark>;
  const words = t('common.hours_left', { time: formatDuration(left) });
  const near = state === undefined ? left < nearReturnMs : state !== 'running';
  return <StateMark tone={near ? 'clock' : 'neutral'}>{words}</StateMark>;
}
