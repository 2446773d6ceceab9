import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.tsx';
import { t } from './i18n.ts';
import { CloseIcon } from './icons.tsx';

export interface SplitProps {
  readonly children: ReactNode;
  /** A `SidePanel`, or nothing. */
  readonly beside: ReactNode | undefined;
}

/** A list with its row opened beside, never over. */
export function Split({ children, beside }: SplitProps) {
  const open = beside !== undefined && beside !== null && beside !== false;
  return (
    <div className="split" data-open={open}>
      <div className="split-main">{children}</div>
      {open && beside}
    </div>
  );
}

export interface SidePanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Acts, always in sight at the lower end. */
  readonly actions?: ReactNode;
  /** Changes when another thing is shown: the focus moves to the panel. */
  readonly subject?: string;
}

/** Escape closes it; the focus goes back to where it came from. */
export function SidePanel({ title, onClose, children, actions, subject }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement;
    return () => {
      // A cell of a drawing takes the focus as well, and is no HTML.
      if ((before instanceof HTMLElement || before instanceof SVGElement) && before.isConnected)
        before.focus({ preventScroll: true });
      // The act done in the panel may have taken its own button away; then the page itself is where one goes on.
      else document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    };
  }, []);

  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, [subject]);

  const latestClose = useRef(onClose);
  useEffect(() => {
    latestClose.current = onClose;
  });
  useEffect(() => {
    const element = panel.current;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.stopPropagation();
      latestClose.current();
    }
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <aside className="side-panel" aria-labelledby={heading} tabIndex={-1} ref={panel}>
      <header>
        <h2 id={heading}>{title}</h2>
        <IconButton icon={<CloseIcon />} label={t('common.close')} onPress={onClose} />
      </header>
      {/* Takes the focus, so that the keyboard can scroll it even when nothing in it does. */}
      <section className="side-panel-body" tabIndex={0} aria-labelledby={heading}>
        {children}
      </section>
      {actions !== undefined && <footer className="button-row">{actions}</footer>}
    </aside>
  );
}
