import type { Startup } from '../../../../main/contract/system.ts';
import type { StationClient } from '../../../client/index.ts';

type Devices = Awaited<ReturnType<StationClient['devices']['list']>>;
type Slow = Awaited<ReturnType<StationClient['system']['slowQueries']>>;

/** What the maker of the program asks for first, as text without personal data. Pure. */
export function upkeepReport(
  { version, profile, station, demo, notAtCountySince }: Startup,
  devices: Devices | undefined,
  slow: Slow,
  at: string,
): string {
  return [
    `time: ${at}`,
    `software: ${version} (${profile}${demo ? ', demo' : ''})`,
    `station: ${station.id}`,
    `not at county since: ${notAtCountySince ?? 'everything is there'}`,
    `devices process: ${devices === undefined ? 'unknown' : `${devices.process}, restarts ${devices.restarts}`}`,
    ...(devices?.devices ?? []).map(
      ({ id, driver, state, reason, since }) =>
        `  ${id}: ${driver}, ${state}${reason === null ? '' : ` (${reason})`} since ${since}`,
    ),
    'longest questions:',
    ...slow.map(
      ({ name, count, worstMs, totalMs }) =>
        `  ${name}: ${count} times, worst ${worstMs.toFixed(1)} ms, altogether ${totalMs.toFixed(0)} ms`,
    ),
    '',
  ].join('\n');
}
