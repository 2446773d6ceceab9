import { createPortal } from 'react-dom';
import {
  Button,
  EmptyState,
  Failure,
  formatCount,
  formatDateTime,
  formatDay,
  PageHeader,
  t,
  useLanguage,
  useNow,
} from '../../../kit/index.ts';
import { ExportIcon, PrintIcon } from '../../../kit/icons.tsx';
import { useSessionInfo } from '../../../shell/session-context.ts';
import { csvText, saveAsFile } from '../parts-items/csv.ts';
import { useStored } from '../parts-operations/stored.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { linesOf, type Sheet, shareOf, sumsOf } from './sheet.ts';
import { axes, type Axis, totalColumn, useSheet } from './use-sheet.ts';

/** 统计: how many things of which kind, in which state, of which unit, from which month; every item counted once. */
export default function StatisticsScreen() {
  useLanguage();
  const [axis, setAxis] = useStored<Axis>('statistics-axis', 'property', axes);
  const { sheet, failure, again } = useSheet(axis);
  const now = useNow(60_000);
  const title = t('statistics.title_of', { axis: t(`statistics.axis.${axis}`) });
  const full = sheet !== undefined && sheet.rows.length > 0;
  return (
    <div className="page-scroll">
      <PageHeader
        title={t('statistics.title')}
        actions={
          full && (
            <>
              <Button onPress={() => window.print()}>
                <PrintIcon /> {t('common.print')}
              </Button>
              <Button
                onPress={() => {
                  const { head, lines } = linesOf(sheet, t('statistics.sum'));
                  saveAsFile(`${title} ${formatDay(now)}.csv`, csvText(head, lines));
                }}
              >
                <ExportIcon /> {t('statistics.export')}
              </Button>
            </>
          )
        }
      />
      <ViewSwitch
        label={t('statistics.by')}
        chosen={axis}
        views={axes.map((one) => ({ id: one, title: t(`statistics.axis.${one}`) }))}
        onChoose={setAxis}
      />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {sheet?.rows.length === 0 && <EmptyState>{t('statistics.empty')}</EmptyState>}
      {full && (
        <>
          <SheetTable sheet={sheet} title={title} />
          <p className="quiet small">{t(`statistics.note.${axis}`, { time: formatDateTime(now) })}</p>
          <StatisticsSheet sheet={sheet} title={title} now={now} />
        </>
      )}
    </div>
  );
}

function SheetTable({ sheet, title }: { readonly sheet: Sheet; readonly title: string }) {
  const sums = sumsOf(sheet);
  const total = sums[totalColumn(sheet)] ?? 0;
  const largest = Math.max(1, ...sheet.rows.map((row) => row.values[totalColumn(sheet)] ?? 0));
  return (
    <div className="plain-table-scroll">
      <table className="plain-table statistics">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{sheet.axis}</th>
            {sheet.columns.map((column) => (
              <th key={column} scope="col" className="number">
                {column}
              </th>
            ))}
            <th scope="col" className="number">
              {t('statistics.share')}
            </th>
            <td aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.title}</th>
              {sheet.columns.map((column, index) => (
                <td key={column} className="number" data-zero={row.values[index] === 0 || undefined}>
                  {formatCount(row.values[index] ?? 0)}
                </td>
              ))}
              <td className="number quiet">{shareOf(row.values[totalColumn(sheet)] ?? 0, total)}</td>
              <td className="statistics-bar" aria-hidden="true">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
                  <rect width={((row.values[totalColumn(sheet)] ?? 0) / largest) * 100} height="10" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('statistics.sum')}</th>
            {sheet.columns.map((column, index) => (
              <td key={column} className="number">
                {formatCount(sums[index] ?? 0)}
              </td>
            ))}
            <td className="number">{shareOf(total, total)}</td>
            <td aria-hidden="true" />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The table on paper, with who printed it. */
function StatisticsSheet({
  sheet,
  title,
  now,
}: {
  readonly sheet: Sheet;
  readonly title: string;
  readonly now: number;
}) {
  const { startup, session } = useSessionInfo();
  const { head, lines } = linesOf(sheet, t('statistics.sum'));
  return createPortal(
    <div className="print-sheet" aria-hidden="true">
      <h1>{title}</h1>
      <div className="sheet-line">
        <span>{startup.station.name}</span>
        <span>{startup.station.unitName}</span>
      </div>
      <table>
        <thead>
          <tr>
            {head.map((word) => (
              <th key={word}>{word}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={String(line[0])}>
              {line.map((value, index) => (
                <td key={head[index] ?? index}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('orders.sheet_printed', { name: session.person.name, time: formatDateTime(now) })}</p>
    </div>,
    document.body,
  );
}
