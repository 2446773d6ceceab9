export interface ViewSwitchProps<Id extends string> {
  readonly label: string;
  readonly views: readonly { readonly id: Id; readonly title: string; readonly count?: number }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** 视图: the same list seen in different ways; one is always chosen. */
export function ViewSwitch<Id extends string>({ label, views, chosen, onChoose }: ViewSwitchProps<Id>) {
  return (
    <div className="view-switch" role="group" aria-label={label}>
      {views.map(({ id, title, count }) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {title}
          {count !== undefined && count > 0 && <span className="count">{count}</span>}
        </button>
      ))}
    </div>
  );
}

export interface SectionLinksProps {
  readonly label: string;
  readonly links: readonly { readonly to: string; readonly title: string; readonly count?: number }[];
  readonly current: string;
}

/** Pages that belong together, below one line of the rail. */
export function SectionLinks({ label, links, current }: SectionLinksProps) {
  return (
    <nav className="view-switch" aria-label={label}>
      {links.map(({ to, title, count }) => (
        <a key={to} href={`#${to}`} aria-current={to === current ? 'page' : undefined}>
          {title}
          {count !== undefined && count > 0 && <span className="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
