import { deviceTime } from '../../measurement/reading.ts';

export type TanitaTime = { readonly at: string | null } | 'wrong';

/**
 * Date and time of a line. The scales write `15/03/2026`, `2026/03/15` or `26/03/15` and can be set to month first; a day
 * that could be either is read day first, as the makers' manuals show it. A date without time, or a time without date, is a
 * line that has lost one of them; models without a clock send neither.
 */
export function dateAndTime(date: string | undefined, time: string | undefined): TanitaTime {
  const isDated = date !== undefined && date !== '';
  const isTimed = time !== undefined && time !== '';
  if (!isDated && !isTimed) return { at: null };
  if (!isDated || !isTimed) return 'wrong';
  const day = dateOf(date);
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(time);
  if (day === undefined || clock === null) return 'wrong';
  const [hour, minute] = [Number(clock[1]), Number(clock[2])];
  const at =
    clock[3] === undefined
      ? deviceTime(day.year, day.month, day.day, hour, minute)
      : deviceTime(day.year, day.month, day.day, hour, minute, Number(clock[3]));
  return at === undefined ? 'wrong' : { at };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dateOf(text: string): Day | undefined {
  const yearFirst = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(text);
  if (yearFirst !== null) return dayOf(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearLast = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (yearLast !== null) return dayFirst(yearLast[3], yearLast[1], yearLast[2]);
  const short = /^(\d{2})[/-](\d{2})[/-](\d{2})$/.exec(text);
  if (short === null) return undefined;
  const japanese = dayOf(`20${short[1]}`, short[2], short[3]);
  return japanese !== undefined && japanese.month <= 12
    ? japanese
    : dayFirst(`20${short[3]}`, short[1], short[2]);
}

function dayFirst(
  year: string | undefined,
  first: string | undefined,
  second: string | undefined,
): Day | undefined {
  return Number(second) > 12 ? dayOf(year, first, second) : dayOf(year, second, first);
}

function dayOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): Day | undefined {
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return date.month >= 1 && date.day >= 1 && date.day <= 31 ? date : undefined;
}
