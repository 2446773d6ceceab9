import { t, textOr } from '../../../kit/index.ts';
import type { Choices } from './use-workbench.ts';

function forms(names: readonly string[]): string {
  if (names.length === 0) return t('imports.nothing');
  return names.map((name) => textOr(`imports.form.${name}`, name)).join(t('imports.list_mark'));
}

/** 封闭仪器: what no driver is written for, why, and what to do. */
export function ClosedList({ closed }: { readonly closed: Choices['closed'] }) {
  return (
    <section className="page-section" aria-labelledby="closed-instruments">
      <h2 id="closed-instruments">{t('imports.closed_title')}</h2>
      <p>{t('imports.closed_words')}</p>
      <div className="plain-table-scroll">
        <table className="plain-table closed-table">
          <thead>
            <tr>
              {(['instrument', 'why', 'what_to_do', 'reads', 'not_reads'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`imports.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {closed.map(({ id, wayIn, notRead }) => (
              <tr key={id}>
                <th scope="row">{textOr(`imports.closed.${id}`, id)}</th>
                <td>{textOr(`imports.closed_why.${id}`, '')}</td>
                <td>{textOr(`imports.closed_do.${id}`, '')}</td>
                <td>{forms(wayIn)}</td>
                <td>{forms(notRead)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
