import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';
import { formatDate, formatDateTime, formatDay, formatTime, shortHash } from './format.ts';
import { t } from './i18n.ts';
import { type PictureItem, PictureStrip } from './picture.tsx';

export interface StoryEntry {
  readonly id: string;
  /** ISO 8601 instant. */
  readonly at: string;
  /** The ledger entry in plain words, with who did it: `王建国 接收入库，放在 2 号柜 B-07 格`. */
  readonly words: ReactNode;
  /** Who, by which means, where; under the words. */
  readonly by?: string;
  readonly pictures?: readonly PictureItem[];
  /** Hash of the ledger entry; its first letters stand in small print. */
  readonly hash?: string;
  /** `alarm` for alarms only. */
  readonly tone?: 'alarm';
}

export interface StoryProps {
  /** Newest first. */
  readonly entries: readonly StoryEntry[];
  readonly empty: ReactNode;
  readonly label: string;
}

/** 经过: the ledger of one thing in plain words, a heading a day, pictures in line. */
export function Story({ entries, empty, label }: StoryProps) {
  if (entries.length === 0) return <EmptyState>{empty}</EmptyState>;
  return (
    <ol className="story" aria-label={label}>
      {entries.map((entry, index) => {
        const before = entries[index - 1];
        const newDay = before === undefined || formatDay(before.at) !== formatDay(entry.at);
        return (
          <li key={entry.id} data-tone={entry.tone}>
            {newDay && <div className="story-day">{formatDate(entry.at)}</div>}
            <div className="story-entry">
              <time dateTime={entry.at} title={formatDateTime(entry.at)}>
                {formatTime(entry.at)}
              </time>
              <div className="story-words">
                <div>{entry.words}</div>
                {entry.pictures !== undefined && entry.pictures.length > 0 && (
                  <PictureStrip pictures={entry.pictures} size="small" />
                )}
                <div className="small quiet story-print">
                  {entry.by !== undefined && <span>{entry.by}</span>}
                  {entry.hash !== undefined && (
                    <span className="fixed" title={entry.hash}>
                      {t('common.record_hash', { hash: shortHash(entry.hash) })}
                    </span>
                  )}
                </div>
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
