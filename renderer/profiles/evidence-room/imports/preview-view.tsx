import { type Column, Figure, formatCount, StateMark, t, Table, textOr } from '../../../kit/index.ts';
import { unitWords } from '../parts-operations/unit-words.ts';
import type { Preview } from './use-workbench.ts';

type Row = Preview['rows'][number];

function reasonWords({ reason, where }: { readonly reason: string; readonly where: string }): string {
  return textOr(`imports.reason.${reason}`, reason, { where });
}

/** 试读: what the mapping makes of each record, and why records are refused. Nothing of it is kept. */
export function PreviewView({ preview }: { readonly preview: Preview }) {
  const { taken, refused, reasons, rows } = preview;
  return (
    <>
      <div className="figures">
        <Figure label={t('imports.taken')} value={taken} />
        <Figure label={t('imports.refused')} value={refused} />
      </div>
      {reasons.length > 0 && (
        <ul className="import-reasons" aria-label={t('imports.reasons')}>
          {reasons.slice(0, 6).map((reason) => (
            <li key={`${reason.reason} ${reason.where}`}>
              {reasonWords(reason)}{' '}
              <span className="quiet">{t('imports.times', { count: formatCount(reason.count) })}</span>
            </li>
          ))}
        </ul>
      )}
      {rows.length < taken + refused && (
        <p className="small quiet">{t('imports.preview_first', { count: rows.length })}</p>
      )}
      <Table
        label={t('imports.view.preview')}
        columns={columns()}
        rows={rows.map((row, place) => ({ ...row, place }))}
        idOf={(row) => String(row.place)}
        nameOf={(row) => row.source}
        total={taken + refused}
        empty={t('imports.preview_empty')}
      />
    </>
  );
}

function columns(): Column<Row & { readonly place: number }>[] {
  return [
    { id: 'source', title: t('imports.source'), width: '120px', cell: (row) => row.source },
    {
      id: 'outcome',
      title: t('imports.outcome'),
      width: 'minmax(280px, 1fr)',
      cell: ({ refused }) =>
        refused === null ? (
          <StateMark tone="neutral">{t('imports.outcome.taken')}</StateMark>
        ) : (
          <StateMark tone="fault">{reasonWords(refused)}</StateMark>
        ),
    },
    { id: 'person', title: t('imports.person'), width: '140px', cell: (row) => row.person },
    { id: 'at', title: t('imports.at'), width: '170px', cell: (row) => row.at.replace('T', ' ') },
    {
      id: 'values',
      title: t('imports.role.value'),
      width: 'minmax(250px, 2fr)',
      cell: ({ values }) =>
        values
          .map(({ name, value, unit }) =>
            `${textOr(`devices.value.${name}`, name)} ${value} ${unitWords(unit)}`.trim(),
          )
          .join(' · '),
    },
    {
      id: 'unmapped',
      title: t('imports.unmapped'),
      width: '120px',
      align: 'end',
      cell: ({ refused, unmapped }) => (refused === null ? formatCount(unmapped) : ''),
    },
  ];
}
