import { t } from '../kit/index.ts';
import type { RailItem } from './profile.ts';

export interface RailProps {
  readonly items: readonly RailItem[];
  readonly counts: Readonly<Record<string, number>>;
  /** Path of the router now. */
  readonly current: string;
}

/** 栏目: words, not pictures; the number beside a line is what waits there. */
export function Rail({ items, counts, current }: RailProps) {
  return (
    <nav className="rail" id="navigation" aria-label={t('shell.navigation')}>
      <ul>
        {items.map((item) => {
          const here = current === item.path || current.startsWith(`${item.path}/`);
          const count = counts[item.path] ?? 0;
          return (
            <li key={item.path} data-gap={item.gap === true || undefined}>
              <a href={`#${item.path}`} aria-current={here ? 'page' : undefined}>
                <span>{t(item.title)}</span>
                {count > 0 && <span className="count">{count > 999 ? '999+' : count}</span>}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
