import { type ReactNode, useEffect, useRef } from 'react';
import type { ConnectionState } from '../client/connection.ts';
import { type Command, CommandPalette, NoticeArea, t } from '../kit/index.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import type { RailItem } from './profile.ts';
import { Rail } from './rail.tsx';
import { StationBar, type StationBarProps } from './station-bar.tsx';

export interface ShellProps {
  readonly bar: StationBarProps;
  readonly connection: ConnectionState;
  /** Banners of alarms; empty when there is peace. */
  readonly alarms: ReactNode;
  /** Without log-in there is no rail. */
  readonly rail:
    | {
        readonly items: readonly RailItem[];
        readonly counts: Readonly<Record<string, number>>;
      }
    | undefined;
  readonly current: string;
  readonly palette: {
    readonly open: boolean;
    readonly onOpenChange: (open: boolean) => void;
    readonly commands: readonly Command[];
    readonly search?: (words: string, signal: AbortSignal) => Promise<readonly Command[]>;
  };
  /** The screen, the log-in form or the lock. */
  readonly children: ReactNode;
}

/** The frame of every desktop profile: station bar, banners, rail, content, notices, command palette. */
export function Shell({ bar, connection, alarms, rail, current, palette, children }: ShellProps) {
  const { open, onOpenChange } = palette;
  const content = useRef<HTMLElement>(null);
  const section = current.split('/')[1];
  const shown = useRef({ section, path: current });

  useEffect(() => {
    if (rail === undefined) return undefined;
    function onKeyDown(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      onOpenChange(true);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [rail, onOpenChange]);

  // On entering another section the focus goes to its heading, so that a screen reader says where one is; on another page of
  // the same section only when what had the focus is gone.
  useEffect(() => {
    const before = shown.current;
    if (before.path === current) return undefined;
    shown.current = { section, path: current };
    const frame = requestAnimationFrame(() => {
      if (before.section === section && isInSight(document.activeElement)) return;
      const heading = content.current?.querySelector<HTMLElement>('h1');
      // The screen before may still stand there unseen while the next one is fetched.
      const seen = heading !== null && heading !== undefined && isInSight(heading);
      (seen ? heading : content.current)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [section, current]);

  return (
    <div className="shell" data-rail={rail !== undefined}>
      <a className="skip-link" href="#content" onClick={(event) => skipTo(event, 'content')}>
        {t('shell.skip_to_content')}
      </a>
      <div className="shell-top">
        <StationBar {...bar} />
        <ConnectionBanner state={connection} />
        {alarms}
      </div>
      {rail === undefined ? (
        children
      ) : (
        <>
          <Rail items={rail.items} counts={rail.counts} current={current} />
          <main className="content" id="content" tabIndex={-1} ref={content} aria-label={t('shell.content')}>
            {children}
          </main>
        </>
      )}
      <NoticeArea />
      <CommandPalette
        open={open && rail !== undefined}
        onClose={() => onOpenChange(false)}
        commands={palette.commands}
        {...(palette.search === undefined ? {} : { search: palette.search })}
      />
    </div>
  );
}

/** The hash belongs to the router, so skipping moves the focus itself. */
function skipTo(event: { preventDefault(): void }, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}

/** False as well for what stands in a screen that waits to be replaced. */
function isInSight(element: Element | null): boolean {
  return element !== null && element !== document.body && element.checkVisibility();
}
