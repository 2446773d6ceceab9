import type { StationClient } from '../../../client/index.ts';
import { formatCount, StateMark, t, textOr } from '../../../kit/index.ts';
import { unitWords } from '../parts-operations/unit-words.ts';

export interface ReceiptRowsProps {
  readonly rows: Awaited<ReturnType<StationClient['imports']['receipt']>>['rows'];
  readonly total: number;
  readonly shows: 'taken' | 'now';
}

/** Records of a receipt, persons covered: what is on record, or what a new try would give. */
export function ReceiptRows({ rows, total, shows }: ReceiptRowsProps) {
  if (rows.length === 0) return null;
  return (
    <section className="page-section" aria-labelledby="receipt-rows">
      <h3 id="receipt-rows">{t(shows === 'taken' ? 'imports.rows_taken' : 'imports.rows_now')}</h3>
      <ul className="receipt-rows">
        {rows.map((row, place) => (
          <li key={`${row.source} ${place}`}>
            <span className="quiet small">{t('imports.row_number', { source: row.source })}</span>
            {row.refused === null ? (
              <span>
                {[
                  row.person,
                  row.at.replace('T', ' '),
                  ...row.values.map(({ name, value, unit }) =>
                    `${textOr(`devices.value.${name}`, name)} ${value ?? '＊'} ${unitWords(unit)}`.trim(),
                  ),
                ].join(' · ')}
              </span>
            ) : (
              <StateMark tone="fault">
                {textOr(`imports.reason.${row.refused.reason}`, row.refused.reason, {
                  where: row.refused.where,
                })}
              </StateMark>
            )}
          </li>
        ))}
      </ul>
      {total > rows.length && (
        <p className="small quiet">
          {t('imports.rows_more', { shown: rows.length, count: formatCount(total) })}
        </p>
      )}
    </section>
  );
}
