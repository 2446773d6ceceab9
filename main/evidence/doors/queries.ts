import type * as z from 'zod/mini';
import type { drillSirens, passageTrace, siteFit, walkKinds } from '../../contract/evidence-account.ts';
import type { QueryContext } from '../../kernel/module.ts';
import type { PassedItem } from '../passages/commands.ts';

type Trace = z.infer<typeof passageTrace>;

interface VersionRow {
  id: string;
  number: number;
  at: string;
  by_name: string;
  shipped: string;
  walks: number;
  settled: number;
  fit: string;
}

const mostLabels = 200;

export const doorQueries = {
  /** Drills that nobody and no clock has ended. */
  openDrills(context: QueryContext, _input: Record<string, never>) {
    return context.database.all<{
      door: string;
      until_at: string;
      siren: (typeof drillSirens)[number];
      started_by: string;
    }>('select door, until_at, siren, started_by from evidence_drill where ended_at is null');
  },

  /** 失灵时段: when a door could not see, the newest first. */
  blindIntervals(context: QueryContext, input: { door: string }) {
    return context.database
      .all<{ from_at: string; until_at: string | null; reason: string }>(
        'select from_at, until_at, reason from evidence_blind where door = ? order by ordinal desc limit 20',
        input.door,
      )
      .map((row) => ({ from: row.from_at, until: row.until_at, reason: row.reason }));
  },

  /** What commissioning of a door has brought so far. */
  commissioning(context: QueryContext, input: { door: string }) {
    const running = context.database.get<{ id: string; begun_at: string; begun_by: string; tags: string }>(
      'select id, begun_at, begun_by, tags from evidence_commissioning where door = ? and ended_at is null',
      input.door,
    );
    const active = context.database.get<{ version: string | null }>(
      'select version from evidence_gate_active where door = ?',
      input.door,
    );
    return {
      running:
        running === undefined
          ? null
          : {
              id: running.id,
              at: running.begun_at,
              by: running.begun_by,
              tags: JSON.parse(running.tags) as string[],
              walks: context.database.all<{ number: number; at: string; walk: (typeof walkKinds)[number] }>(
                'select number, at, walk from evidence_walk where commissioning = ? order by number',
                running.id,
              ),
            },
      active: active?.version ?? null,
      versions: context.database
        .all<VersionRow>(
          'select * from evidence_gate_version where door = ? order by number desc',
          input.door,
        )
        .map((row) => ({
          id: row.id,
          number: row.number,
          at: row.at,
          by: row.by_name,
          shipped: row.shipped,
          walks: row.walks,
          settled: row.settled,
          fit: JSON.parse(row.fit) as z.infer<typeof siteFit>,
        })),
    };
  },

  /** The versions in force, by door; a door without one decides with the shipped coefficients. */
  activeVersions(context: QueryContext, _input: Record<string, never>) {
    return context.database
      .all<{ door: string; number: number; fit: string }>(
        `select a.door, v.number, v.fit from evidence_gate_active a join evidence_gate_version v on v.id = a.version`,
      )
      .map((row) => ({
        door: row.door,
        number: row.number,
        correction: (JSON.parse(row.fit) as z.infer<typeof siteFit>).correction,
      }));
  },

  /**
   * What a re-fit learns from: the walks of the running commissioning, and passages that were uncertain until a person
   * said what happened. The newest come first.
   */
  gateLabels(context: QueryContext, input: { door: string }) {
    const walks = context.database
      .all<{ walk: (typeof walkKinds)[number]; tags: string; trace: string }>(
        `select w.walk, w.tags, w.trace from evidence_walk w join evidence_commissioning c on c.id = w.commissioning
         where w.door = ? and (c.cause is null or c.cause = 'fitted') order by w.ordinal desc limit ?`,
        input.door,
        mostLabels,
      )
      .map((row) => ({
        source: 'walk' as const,
        walk: row.walk,
        tags: JSON.parse(row.tags) as string[],
        trace: JSON.parse(row.trace) as Trace,
      }));
    const settled = context.database
      .all<{ finding: string; items: string; passed: string; trace: string }>(
        `select t.finding, t.items, p.items as passed, p.trace from evidence_task t join evidence_passage p on p.id = t.passage
         where t.kind = 'uncertain-passage' and t.finding is not null and p.trace is not null and p.door = ?
         order by t.at desc limit ?`,
        input.door,
        mostLabels,
      )
      .map((row) => {
        const items = new Set((JSON.parse(row.items) as { item: string }[]).map((line) => line.item));
        const passed = JSON.parse(row.passed) as PassedItem[];
        return {
          source: 'settled' as const,
          walk:
            row.finding === 'went-out'
              ? ('out' as const)
              : row.finding === 'came-in'
                ? ('in' as const)
                : ('stand' as const),
          tags: passed.flatMap((one) => (one.item !== null && items.has(one.item) ? [one.epc] : [])),
          trace: JSON.parse(row.trace) as Trace,
        };
      });
    return [...walks, ...settled];
  },

  /** Where the trace of a passage is kept. */
  passageTrace(context: QueryContext, input: { id: string }) {
    const row = context.database.get<{ trace: string | null; from_at: string; door: string }>(
      'select trace, from_at, door from evidence_passage where id = ?',
      input.id,
    );
    return row === undefined
      ? null
      : {
          door: row.door,
          from: row.from_at,
          trace: row.trace === null ? null : (JSON.parse(row.trace) as Trace),
        };
  },
};
