import type { Attachments } from '../../kernel/attachments/attachments.ts';
import type { Actor } from '../../kernel/module.ts';
import { openEngine } from '../../kernel/store/engine.ts';
import { executed } from '../../kernel/store/in-process.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  QueryInput,
  QueryName,
  QueryOutput,
} from '../../kernel/store/typed-names.ts';
import stationModules, { type StationDomains } from '../domains.ts';
import type { Random } from './random.ts';

export const hour = 3_600_000;
export const minute = 60_000;

/** Where the past of the demo world is played: real commands on a real store, with a clock that the stage moves. */
export interface Stage {
  readonly random: Random;
  readonly attachments: Attachments;
  /** UTC milliseconds at which the past ends. */
  readonly end: number;
  now(): number;
  iso(time: number): string;
  newId(): string;
  system(): Actor;
  run<Name extends CommandName<StationDomains>>(
    actor: Actor,
    name: Name,
    input: CommandInput<StationDomains, Name>,
  ): CommandOutput<StationDomains, Name>;
  query<Name extends QueryName<StationDomains>>(
    name: Name,
    input: QueryInput<StationDomains, Name>,
  ): QueryOutput<StationDomains, Name>;
  /** Plans an act; acts run in the order of their times, and an act may plan further ones. */
  at(time: number, act: () => void | Promise<void>): void;
  play(): Promise<void>;
  close(): void;
}

export interface StageOptions {
  readonly folder: string;
  readonly station: string;
  readonly attachments: Attachments;
  readonly random: Random;
  readonly start: number;
  readonly end: number;
}

/** What one act takes at the desk, so that no two commands of a person fall on the same moment. */
const ACT_MS = 7_000;

export function openStage(options: StageOptions): Stage {
  let clock = options.start;
  const engine = openEngine({
    folder: options.folder,
    modules: stationModules,
    station: options.station,
    now: () => clock,
  });
  // Nothing here is anybody's record yet: one flush at the end replaces two thousand on the way.
  engine.connection.run('PRAGMA synchronous = OFF');
  const acts: { readonly time: number; readonly act: () => void | Promise<void> }[] = [];
  const moveTo = (time: number): void => {
    clock = Math.min(Math.max(clock, Math.round(time)), options.end);
  };
  const iso = (time: number): string => new Date(Math.round(time)).toISOString();
  return {
    random: options.random,
    attachments: options.attachments,
    end: options.end,
    now: () => clock,
    iso,
    newId: () => engine.newId(),
    system: () => ({ person: null, name: '系统', post: null, method: 'system', station: options.station }),
    run<Name extends CommandName<StationDomains>>(
      actor: Actor,
      name: Name,
      input: CommandInput<StationDomains, Name>,
    ) {
      moveTo(clock + ACT_MS);
      const [outcome] = engine.runBatch([{ name, input, actor, commandId: engine.newId() }]);
      if (outcome === undefined) throw new RangeError('no outcome');
      if (!outcome.ok) throw outcome.error;
      return executed<CommandOutput<StationDomains, Name>>(outcome).output;
    },
    query: <Name extends QueryName<StationDomains>>(name: Name, input: QueryInput<StationDomains, Name>) =>
      engine.query(name, input) as QueryOutput<StationDomains, Name>,
    at(time, act) {
      const after = acts.findIndex((planned) => planned.time > time);
      acts.splice(after < 0 ? acts.length : after, 0, { time, act });
    },
    async play() {
      for (let next = acts.shift(); next !== undefined; next = acts.shift()) {
        moveTo(next.time);
        await next.act();
      }
      moveTo(options.end);
    },
    close() {
      engine.connection.run('PRAGMA synchronous = FULL');
      engine.connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
      engine.close();
    },
  };
}

/** Long past days keep office hours of Shanghai time; the last two are counted back from now, as the clocks need it. */
export function momentOf(stage: Pick<Stage, 'end' | 'random'>, hoursAgo: number): number {
  const moment = stage.end - hoursAgo * hour;
  if (hoursAgo <= 48) return moment;
  const midnight = Math.floor((moment + 8 * hour) / (24 * hour)) * 24 * hour - 8 * hour;
  return midnight + 9 * hour + stage.random.integer(0, 240) * minute;
}
