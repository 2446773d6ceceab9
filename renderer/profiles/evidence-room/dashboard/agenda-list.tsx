import { useState } from 'react';
import { Button, Deadline, EmptyState, StateMark, type StateTone, t, textOr } from '../../../kit/index.ts';
import { alarmReason } from '../gate/gate-words.ts';
import { type AgendaKind, type AgendaLine, firstLines } from './agenda.ts';

const tones: Readonly<Record<AgendaKind, StateTone>> = {
  alarm: 'alarm',
  'overdue-order': 'clock',
  approve: 'active',
  'clock-over': 'clock',
  task: 'partly',
  'hand-out': 'active',
  counter: 'waiting',
  'clock-near': 'clock',
};

/** More than seven things asking for attention is too many (SCREENS.md, "How to judge a picture"). */
const shortLength = 7;

/** 现在要办的: one line a thing; the whole line opens it. */
export function AgendaList({
  lines,
  empty,
}: {
  readonly lines: readonly AgendaLine[];
  readonly empty: string;
}) {
  const [whole, setWhole] = useState(false);
  if (lines.length === 0) return <EmptyState>{empty}</EmptyState>;
  const shown = whole ? lines : firstLines(lines, shortLength);
  const more = lines.length - shown.length;
  return (
    <>
      <ol className="agenda">
        {shown.map((line) => (
          <li key={line.key}>
            <a href={`#${line.to}`}>
              <StateMark tone={tones[line.kind]}>{markWords(line)}</StateMark>
              <span className="agenda-title">{line.title}</span>
              <span className="agenda-about">{aboutWords(line)}</span>
              <span className="agenda-due">{line.dueAt !== null && <Deadline dueAt={line.dueAt} />}</span>
            </a>
          </li>
        ))}
      </ol>
      {(more > 0 || whole) && (
        <div className="button-row">
          <Button kind="plain" onPress={() => setWhole(!whole)}>
            {whole ? t('dashboard.fewer') : t('dashboard.more', { count: more })}
          </Button>
        </div>
      )}
    </>
  );
}

/** The state of a thing at the counter is its own; everything else is called by why it stands here. */
function markWords(line: AgendaLine): string {
  if (line.kind === 'counter' && line.about.of === 'item')
    return textOr(`evidence.custody.${line.about.custody}`, line.about.custody);
  if (line.kind === 'hand-out' && line.about.of === 'order' && line.about.state === 'released')
    return t('orders.state.released');
  return t(`dashboard.kind.${line.kind}`);
}

function aboutWords({ about, kind }: AgendaLine): string {
  switch (about.of) {
    case 'alarm':
      return alarmReason(about.reason);
    case 'task':
      return textOr(`gate.task.${about.kind}`, about.kind);
    case 'order':
      return t('dashboard.order_about', {
        purpose: textOr(`orders.purpose.${about.purpose}`, about.purpose),
        who: about.who,
        items: about.items,
      });
    case 'item':
      return about.rule === null || kind === 'counter'
        ? about.caseName
        : textOr(`evidence.clock.${about.rule}`, about.rule);
  }
}
