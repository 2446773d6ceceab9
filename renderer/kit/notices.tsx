import { useEffect, useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { type FailureInfo, FailureText } from './failure.tsx';
import { t } from './i18n.ts';
import { CheckIcon, CloseIcon, WarningIcon } from './icons.tsx';

interface Notice {
  readonly id: number;
  readonly text: string | undefined;
  readonly failure: FailureInfo | undefined;
  /** What takes the act back, where it can be taken back. */
  readonly undo: { readonly label: string; readonly act: () => void } | undefined;
}

/** A done-message goes by itself after this time; a failure stays until it is dismissed. */
const shownForMs = 6000;

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says in one line what has been done: `已登记 A-0231`. */
export function notify(text: string, undo?: { readonly label: string; readonly act: () => void }): void {
  publish({ id: ++lastId, text, failure: undefined, undo });
}

/** Says what went wrong; for failures that belong to no form on the screen. */
export function notifyFailure(failure: FailureInfo): void {
  publish({ id: ++lastId, text: undefined, failure, undo: undefined });
}

function publish(notice: Notice): void {
  // More than three at once nobody reads; the oldest go.
  change([...notices, notice].slice(-3));
}

function change(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** What was said to one person is not said to the next. */
export function clearNotices(): void {
  change([]);
}

function dismiss(id: number): void {
  change(notices.filter((notice) => notice.id !== id));
}

/** Stands once in the shell. */
export function NoticeArea() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
  return (
    <section className="notice-area" aria-label={t('common.notices')} aria-live="polite">
      {shown.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { id, failure, undo } = notice;
  useEffect(() => {
    if (failure !== undefined) return undefined;
    const timer = setTimeout(() => dismiss(id), shownForMs);
    return () => clearTimeout(timer);
  }, [id, failure]);
  return (
    <div className="notice">
      {failure === undefined ? <CheckIcon /> : <WarningIcon />}
      <div>
        {failure === undefined ? notice.text : <FailureText failure={failure} />}
        {undo !== undefined && (
          <button
            type="button"
            className="link"
            onClick={() => {
              undo.act();
              dismiss(id);
            }}
          >
            {undo.label}
          </button>
        )}
      </div>
      <IconButton icon={<CloseIcon />} label={t('common.dismiss')} onPress={() => dismiss(id)} />
    </div>
  );
}
