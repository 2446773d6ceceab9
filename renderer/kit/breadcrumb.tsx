import { t } from './i18n.ts';

export interface BreadcrumbProps {
  /** From the outermost on; the last is where we are and has no address. Addresses are paths of the router. */
  readonly steps: readonly { readonly title: string; readonly to?: string }[];
}

export function Breadcrumb({ steps }: BreadcrumbProps) {
  return (
    <nav className="breadcrumb" aria-label={t('common.breadcrumb')}>
      <ol>
        {steps.map((step, index) => (
          <li key={`${step.title} ${index}`}>
            {step.to === undefined ? (
              <span aria-current="page">{step.title}</span>
            ) : (
              <a href={`#${step.to}`}>{step.title}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
