/** The figures of a row of the table, each with its interval. */
import type { Estimate } from './bootstrap.ts';
import { bootstrap, quantileOf, shareOf } from './bootstrap.ts';
import type { PassageScore } from './score.ts';

type Statistic = (scores: readonly PassageScore[]) => number;

/** Every figure; shares in percent, latencies in seconds, shelf tags in invented crossings per 100 tag-hours. */
export const metrics = {
  right: shareOf<PassageScore>(
    (one) => one.right,
    (one) => one.crossing,
  ),
  wrong: shareOf<PassageScore>(
    (one) => one.wrong,
    (one) => one.crossing,
  ),
  invented: shareOf<PassageScore>(
    (one) => one.invented,
    (one) => one.staying,
  ),
  undecided: shareOf<PassageScore>(
    (one) => one.undecided + one.doubted,
    (one) => one.crossing + one.staying,
  ),
  missed: shareOf<PassageScore>(
    (one) => one.missed,
    (one) => one.crossing,
  ),
  unread: shareOf<PassageScore>(
    (one) => one.unread,
    (one) => one.crossing,
  ),
  single: shareOf<PassageScore>(
    (one) => one.singleRight,
    (one) => one.single,
  ),
  noticed: shareOf<PassageScore>(
    (one) => one.noticed,
    (one) => one.exits,
  ),
  noticeP95: quantileOf<PassageScore>((one) => one.noticeLatency, 0.95),
  falseNotice: shareOf<PassageScore>(
    (one) => one.quietNoticed,
    (one) => one.quiet,
  ),
  incident: shareOf<PassageScore>(
    (one) => one.confirmed,
    (one) => one.exits,
  ),
  incidentP50: quantileOf<PassageScore>((one) => one.confirmLatency, 0.5),
  incidentP95: quantileOf<PassageScore>((one) => one.confirmLatency, 0.95),
  falseIncident: shareOf<PassageScore>(
    (one) => one.quietConfirmed,
    (one) => one.quiet,
  ),
  personRight: shareOf<PassageScore>(
    (one) => one.personRight,
    (one) => one.personAsked,
  ),
  personWrong: shareOf<PassageScore>(
    (one) => one.personWrong,
    (one) => one.personAsked,
  ),
  shelf: shareOf<PassageScore>(
    (one) => one.shelfInvented,
    (one) => one.shelfTagHours,
  ),
} satisfies Record<string, Statistic>;

export type MetricName = keyof typeof metrics;

export function estimate(scores: readonly PassageScore[], name: MetricName): Estimate {
  return bootstrap(scores, metrics[name]);
}

/** One line of the table: the value, and half the interval where there is one. */
export function tableRow(name: string, scores: readonly PassageScore[]): Record<string, string> {
  const row: Record<string, string> = { row: name };
  for (const metric of Object.keys(metrics) as MetricName[]) row[metric] = cell(estimate(scores, metric));
  return row;
}

function cell({ value, low, high }: Estimate): string {
  if (Number.isNaN(value)) return '-';
  const text = (number: number) => (Number.isFinite(number) ? number.toFixed(2) : 'never');
  return `${text(value)} [${text(low)} ${text(high)}]`;
}
