import type * as z from 'zod/mini';
import type { because, itemAccount, passageAccount } from '../../../../main/contract/evidence-account.ts';
import type { whatIf } from '../../../../main/contract/evidence-gate.ts';
import { formatTime, t, textOr } from '../../../kit/index.ts';
import { percent } from '../parts-operations/words.ts';
import { blindWords } from './gate-words.ts';

export type Because = z.infer<typeof because>;
export type ItemAccount = z.infer<typeof itemAccount>;
export type PassageAccount = z.infer<typeof passageAccount>;
export type WhatIf = z.infer<typeof whatIf>;

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}

/** One reason as a sentence. */
export function becauseSentence(because: Because): string {
  switch (because.code) {
    case 'decided':
      return t('gate.because.decided', {
        direction: t(`gate.direction.${because.direction}`),
        share: percent(because.probability),
      });
    case 'reason':
      return textOr(`gate.reason.${because.reason}`, because.reason);
    case 'companions':
      return t('gate.because.companions', { same: because.same, of: because.of });
    case 'person':
      return t('gate.because.person', {
        person: because.person,
        by: textOr(`gate.person_by.${because.by}`, because.by),
      });
    case 'person_open':
      return t('gate.because.person_open', { candidates: because.candidates.join(t('gate.list_comma')) });
    case 'order':
      return t('gate.order_covers', { number: because.number, covered: because.covered, of: because.of });
    case 'no_order':
      return t('gate.because.no_order', { of: because.of });
    case 'alarmed':
      return t(because.early ? 'gate.because.alarmed_early' : 'gate.because.alarmed', {
        time: formatTime(new Date(because.at).toISOString(), true),
        after: seconds(Math.max(0, because.afterCrossingMs)),
      });
    case 'blind':
      return t('gate.because.blind', { reason: blindWords(because.reason) });
  }
}

/** What the antennas said, first to last. */
export function readsSentence({ reads }: ItemAccount): string {
  const first = reads.antennas.find(({ antenna }) => antenna === reads.firstAntenna);
  const last = reads.antennas.find(({ antenna }) => antenna === reads.lastAntenna);
  if (first === undefined || last === undefined || reads.firstAt === null || reads.lastAt === null)
    return t('gate.reads_none', { count: reads.count });
  return t('gate.reads_order', {
    count: reads.count,
    seconds: seconds(reads.lastAt - reads.firstAt),
    first: t('gate.antenna_named', { antenna: first.antenna, side: t(`gate.${first.side}`) }),
    last: t('gate.antenna_named', { antenna: last.antenna, side: t(`gate.${last.side}`) }),
  });
}

export function booksSentence({ books }: ItemAccount): string {
  if (books === null) return t('gate.books_none');
  return t('gate.books', {
    side: t(`gate.book_side.${books.side}`),
    order: books.order === null ? t('gate.no_order') : t('gate.with_order', { number: books.order }),
  });
}

/** Light barriers and door contact as they were. */
export function witnessSentence({ beams, contactOpenedAt }: PassageAccount): string {
  const [first] = beams;
  const contact =
    contactOpenedAt === null
      ? t('gate.contact_none')
      : t('gate.contact_opened', { time: formatTime(new Date(contactOpenedAt).toISOString(), true) });
  if (first === undefined) return `${t('gate.beams_none')}${contact}`;
  const order = beams
    .filter(({ broken }) => broken)
    .slice(0, 8)
    .map(({ id, at }) => t('gate.beam_broken', { id, after: seconds(at - first.at) }))
    .join(' → ');
  return `${t('gate.beams', { order })}${contact}`;
}

/** What would have been different, in one sentence. */
export function whatIfSentence(one: WhatIf): string {
  return t(one.alarmAt === null ? 'gate.what_if.quiet' : 'gate.what_if.alarm', {
    change: t(`gate.what_if.${one.change}`),
    direction: one.direction === 'unread' ? t('gate.reads_nothing') : t(`gate.direction.${one.direction}`),
    share: percent(one.probability),
    time: one.alarmAt === null ? '' : formatTime(new Date(one.alarmAt).toISOString(), true),
  });
}
