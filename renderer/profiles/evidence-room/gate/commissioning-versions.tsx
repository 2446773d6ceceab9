import { useCommand } from '../../../client/index.ts';
import { Button, EmptyState, Failure, formatDateTime, notify, StateMark, t } from '../../../kit/index.ts';
import type { CommissioningView } from './commissioning-screen.tsx';

type Fit = CommissioningView['versions'][number]['fit'];

/** Every version with its date, who made it, and its table; one is in force, any other can be. */
export function CommissioningVersions({ view }: { readonly view: CommissioningView }) {
  const activate = useCommand({
    send: (client, version: string | null, commandId) =>
      client.evidence.activateVersion({ commandId, door: view.door, version }),
    onDone: () => notify(t('gate.version_activated')),
    failures: 'inline',
  });
  const line = (id: string | null) =>
    view.active === id ? (
      <StateMark tone="confirmed">{t('gate.version_active')}</StateMark>
    ) : (
      <Button onPress={() => activate.run(id)} disabled={activate.busy}>
        {t(id === null ? 'gate.version_shipped_use' : 'gate.version_use')}
      </Button>
    );
  return (
    <section className="page-section" aria-labelledby="gate-versions">
      <h2 id="gate-versions">{t('gate.versions')}</h2>
      <p className="small quiet">{t('gate.labels', { walks: view.walks, settled: view.settled })}</p>
      {activate.failure !== undefined && <Failure failure={activate.failure} />}
      <article className="version">
        <header>
          <h3>{t('gate.version_shipped', { date: view.shipped })}</h3>
          {line(null)}
        </header>
      </article>
      {view.versions.length === 0 && <EmptyState>{t('gate.versions_none')}</EmptyState>}
      {view.versions.map((version) => (
        <article key={version.id} className="version">
          <header>
            <h3>{t('gate.version', { number: version.number })}</h3>
            {line(version.id)}
          </header>
          <p className="small quiet">
            {t('gate.version_made', {
              time: formatDateTime(version.at),
              name: version.by,
              walks: version.walks,
              settled: version.settled,
            })}
          </p>
          <p>
            <StateMark tone={version.fit.better ? 'confirmed' : 'partly'}>
              {t(version.fit.better ? 'gate.fit_better' : 'gate.fit_not_better', {
                before: version.fit.lossBefore.toFixed(3),
                after: version.fit.lossAfter.toFixed(3),
              })}
            </StateMark>
          </p>
          <div className="confusion-tables">
            <ConfusionTable title={t('gate.table_before')} table={version.fit.before} />
            <ConfusionTable title={t('gate.table_after')} table={version.fit.after} />
          </div>
        </article>
      ))}
    </section>
  );
}

const rows = ['out', 'in', 'none'] as const;
const columns = ['out', 'in', 'none', 'uncertain', 'unread'] as const;

/** 混淆表: items by what was done and what was decided. */
function ConfusionTable({ title, table }: { readonly title: string; readonly table: Fit['before'] }) {
  return (
    <table className="plain-table confusion-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('gate.table_done')}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`gate.decided.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">{t(`gate.direction.${row}`)}</th>
            {columns.map((column) => (
              <td key={column} className="number" data-right={row === column}>
                {table[row][column]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
