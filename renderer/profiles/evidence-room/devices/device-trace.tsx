import { useState } from 'react';
import { type StationClient, useQuery } from '../../../client/index.ts';
import { Failure, formatTime, Switch, t, textOr } from '../../../kit/index.ts';
import { deviceReason, type TraceLine } from './device-words.ts';
import { useEvery } from './use-every.ts';

/** Bytes come too fast for an event each; the list is asked again this often while it is on screen, ms. */
const refreshMs = 1000;
const shownLines = 80;

/** 最近的收发: bytes in and out and events of one device, newest first. */
export function DeviceTrace({ id }: { readonly id: string }) {
  const [running, setRunning] = useState(true);
  const { data, failure, again } = useQuery({
    key: ['device-trace', id],
    topics: [],
    ask: (client: StationClient) => client.devices.trace({ id }),
  });
  useEvery(refreshMs, again, running);
  return (
    <section className="page-section" aria-labelledby="trace-title">
      <div className="section-head">
        <h3 id="trace-title">{t('devices.trace')}</h3>
        <Switch value={running} onChange={setRunning}>
          {t('devices.trace_running')}
        </Switch>
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {data?.length === 0 && <p className="quiet">{t('devices.trace_empty')}</p>}
      {data !== undefined && data.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard
        <ol className="device-trace" tabIndex={0} aria-labelledby="trace-title">
          {data.slice(0, shownLines).map((line, index) => (
            <li key={`${line.at} ${index}`} data-direction={line.direction}>
              <time dateTime={line.at}>{formatTime(line.at, true)}</time>
              <span>{t(`devices.direction.${line.direction}`)}</span>
              <code>{traceWords(line)}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** Changes of state, of a measurement and of a clock in words; everything else is for those who read bytes. */
function traceWords({ direction, text }: TraceLine): string {
  if (direction !== 'event') return text;
  const [kind, what = '', reason = ''] = text.split(' ');
  const why = deviceReason(reason === '' ? null : reason) ?? '';
  switch (kind) {
    case 'state':
      return joined(textOr(`devices.state.${what}`, what), why);
    case 'measurement':
      return joined(t('devices.event.measurement', { phase: textOr(`devices.phase.${what}`, what) }), why);
    case 'clock':
      return t('devices.event.clock', { ms: what });
    default:
      return text;
  }
}

function joined(...words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' · ');
}
