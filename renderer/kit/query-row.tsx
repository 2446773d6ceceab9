import type { FormEvent, ReactNode } from 'react';
import { Button } from './button.tsx';
import { t } from './i18n.ts';

export interface QueryRowProps {
  /** Fields of the query: `TextField`, `Select`, `DateField`. */
  readonly children: ReactNode;
  readonly onQuery: () => void;
  readonly onReset: () => void;
  /** Saved views, print, export. */
  readonly actions?: ReactNode;
  readonly label?: string;
}

/** The row of filters over a list, with 查询 and 重置. Enter in a field asks. */
export function QueryRow({ children, onQuery, onReset, actions, label }: QueryRowProps) {
  return (
    <form
      className="query-row"
      role="search"
      aria-label={label ?? t('common.query')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onQuery();
      }}
    >
      {children}
      <div className="button-row">
        <Button type="submit">{t('common.query')}</Button>
        <Button kind="plain" onPress={onReset}>
          {t('common.reset')}
        </Button>
        {actions}
      </div>
    </form>
  );
}
