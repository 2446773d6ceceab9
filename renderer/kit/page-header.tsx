import type { ReactNode } from 'react';
import { t } from './i18n.ts';

export interface PageHeaderProps {
  /** Name of the thing, or of the list. */
  readonly title: string;
  /** Its number, beside the name, in small. */
  readonly code?: string;
  /** A `StateMark`. */
  readonly state?: ReactNode;
  readonly holder?: ReactNode;
  /** Facts of this kind of thing that stand right after its state: who must act next, unit, door. */
  readonly facts?: readonly { readonly label: string; readonly value: ReactNode }[];
  readonly place?: ReactNode;
  /** A `Deadline`. */
  readonly clock?: ReactNode;
  /** Acts allowed now; the one to do is `primary`. */
  readonly actions?: ReactNode;
  /** A `Breadcrumb`. */
  readonly path?: ReactNode;
}

/** Every page begins with this: name, state, holder, place, clock. */
export function PageHeader(props: PageHeaderProps) {
  const facts = [
    { label: t('common.state'), value: props.state },
    ...(props.facts ?? []),
    { label: t('common.holder'), value: props.holder },
    { label: t('common.place'), value: props.place },
    { label: t('common.clock'), value: props.clock },
  ].filter(({ value }) => value !== undefined && value !== null);
  return (
    <header className="page-header">
      {props.path}
      <div className="page-header-line">
        <h1 tabIndex={-1}>
          {props.title}
          {props.code !== undefined && <span className="page-code">{props.code}</span>}
        </h1>
        {props.actions !== undefined && <div className="button-row">{props.actions}</div>}
      </div>
      {facts.length > 0 && (
        <dl className="page-facts">
          {facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </header>
  );
}
