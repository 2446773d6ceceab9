import { useQuery } from '../../../client/index.ts';
import { formatDateTime, t } from '../../../kit/index.ts';
import { blindWords } from './gate-words.ts';

/** 失灵时段: when the door could not see; what passed then is not on record. */
export function BlindList({ door }: { readonly door: string }) {
  const { data } = useQuery({
    key: ['blind-intervals', door],
    topics: ['passages'],
    ask: (client) => client.evidence.blindIntervals({ door }),
  });
  if (data === undefined || data.length === 0) return null;
  return (
    <details className="page-section">
      <summary>{t('gate.blind_intervals', { count: data.length })}</summary>
      <ul className="line-list">
        {data.map((interval) => (
          <li key={interval.from}>
            <span>
              {t('gate.blind_span', {
                from: formatDateTime(interval.from),
                until: interval.until === null ? t('gate.blind_still') : formatDateTime(interval.until),
              })}
            </span>
            <span className="small quiet">{blindWords(interval.reason)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
