import type { ReadingContent } from '../../decoded.ts';
import type { InstrumentCourse } from '../../measurement/instrument-course.ts';
import type { Settling } from '../../oximeters/settling.ts';
import type { Clock } from '../../transport/transport.ts';
import type { Result } from './live-report.ts';

export interface HandOverTools {
  readonly course: InstrumentCourse;
  readonly settling: Settling;
  readonly clock: Clock;
}

/**
 * Hands the results of one report over. Of several the newest that belongs to the session is its result, the others are
 * kept apart. A streaming oximeter gives live values until they hold.
 */
export function handOver(results: readonly Result[], tools: HandOverTools): void {
  const { course } = tools;
  const measured: Result[] = [];
  for (const result of results) {
    if (isStream(result)) follow(result, tools);
    else measured.push(result);
  }
  const own =
    course.phase === 'idle' ? undefined : newest(measured.filter((result) => isOwn(result, course)));
  for (const result of measured) if (result !== own) course.remembered(result);
  if (own !== undefined) course.result(own);
}

/** Saturation that is not a spot check goes on as long as the finger is in. */
function isStream(result: Result): result is ReadingContent {
  return !('error' in result) && result.values.spo2 !== undefined && !result.flags.includes('spotCheck');
}

/** Flags of an oximeter under which values do not count. */
const TROUBLE: ReadonlySet<string> = new Set([
  'sensorDisconnected',
  'sensorMalfunction',
  'sensorDisplaced',
  'sensorOff',
  'signalSearching',
  'signalInadequate',
  'questionable',
  'demoData',
  'testData',
]);

function follow(reading: ReadingContent, { course, settling, clock }: HandOverTools): void {
  if (course.phase === 'idle') {
    course.live(reading);
    return;
  }
  course.measuring();
  if (reading.flags.some((flag) => TROUBLE.has(flag)) || course.isOld(reading)) {
    settling.restart();
    course.live(reading);
    return;
  }
  if (settling.take(reading, clock.monotonic())) {
    settling.restart();
    course.result(reading);
    return;
  }
  course.live(reading);
}

/** Demonstrations and self-tests of the device are nobody's measurement. */
function isOwn(result: Result, course: InstrumentCourse): boolean {
  const flags = 'flags' in result ? result.flags : [];
  return (
    !(flags?.includes('demoData') ?? false) &&
    !(flags?.includes('testData') ?? false) &&
    !course.isOld(result)
  );
}

function newest(results: readonly Result[]): Result | undefined {
  let latest: Result | undefined;
  for (const result of results) {
    if (latest === undefined || (result.at ?? '') >= (latest.at ?? '')) latest = result;
  }
  return latest;
}
