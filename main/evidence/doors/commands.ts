import type * as z from 'zod/mini';
import type { drillSirens, passageTrace, siteFit, walkKinds } from '../../contract/evidence-account.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { CommandContext } from '../../kernel/module.ts';

/** Twenty walks are what commissioning asks for (portal.md section 5); more only cost time. */
export const walksAsked = 20;

function openCommissioning(context: CommandContext, door: string): string {
  const row = context.database.get<{ id: string }>(
    'select id from evidence_commissioning where door = ? and ended_at is null',
    door,
  );
  if (row === undefined) throw new Refusal('evidence.commissioning_none', {});
  return row.id;
}

export const doorCommands = {
  startDrill(
    context: CommandContext,
    input: { door: string; doorName: string; minutes: number; siren: (typeof drillSirens)[number] },
  ) {
    const open = context.database.get(
      'select 1 from evidence_drill where door = ? and ended_at is null',
      input.door,
    );
    if (open !== undefined) throw new Refusal('evidence.drill_running', {});
    const until = new Date(context.now + input.minutes * 60_000).toISOString();
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.drill-started',
      body: { door: input.door, doorName: input.doorName, until, siren: input.siren },
    });
    return { until };
  },

  /** Ending what has ended already is no fault: time and a person may meet. */
  endDrill(context: CommandContext, input: { door: string; cause: 'time' | 'person' }) {
    const open = context.database.get(
      'select 1 from evidence_drill where door = ? and ended_at is null',
      input.door,
    );
    if (open !== undefined)
      context.append({
        aggregate: `door:${input.door}`,
        type: 'evidence.drill-ended',
        body: { door: input.door, cause: input.cause },
      });
    return {};
  },

  beginCommissioning(context: CommandContext, input: { door: string; tags: readonly string[] }) {
    const open = context.database.get(
      'select 1 from evidence_commissioning where door = ? and ended_at is null',
      input.door,
    );
    if (open !== undefined) throw new Refusal('evidence.commissioning_running', {});
    if (input.tags.length === 0) throw new Refusal('evidence.commissioning_no_tags', {});
    const id = context.newId();
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.gate-commissioning-begun',
      body: { id, door: input.door, tags: [...input.tags] },
    });
    return { id };
  },

  cancelCommissioning(context: CommandContext, input: { door: string }) {
    const id = openCommissioning(context, input.door);
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.gate-commissioning-ended',
      body: { id, door: input.door, cause: 'cancelled' },
    });
    return {};
  },

  recordWalk(
    context: CommandContext,
    input: {
      door: string;
      walk: (typeof walkKinds)[number];
      tags: readonly string[];
      trace: z.infer<typeof passageTrace>;
    },
  ) {
    const commissioning = openCommissioning(context, input.door);
    const { count } = context.database.get<{ count: number }>(
      'select count(*) as count from evidence_walk where commissioning = ?',
      commissioning,
    ) ?? { count: 0 };
    const id = context.newId();
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.gate-walk-recorded',
      body: {
        id,
        commissioning,
        door: input.door,
        number: count + 1,
        walk: input.walk,
        tags: [...input.tags],
        trace: { ...input.trace },
      },
    });
    return { id, number: count + 1 };
  },

  recordFit(
    context: CommandContext,
    input: {
      door: string;
      shipped: string;
      walks: number;
      settled: number;
      fit: z.infer<typeof siteFit>;
    },
  ) {
    const { count } = context.database.get<{ count: number }>(
      'select count(*) as count from evidence_gate_version where door = ?',
      input.door,
    ) ?? { count: 0 };
    const id = context.newId();
    const { correction, before, after, ...loss } = input.fit;
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.gate-fitted',
      body: {
        id,
        door: input.door,
        number: count + 1,
        shipped: input.shipped,
        walks: input.walks,
        settled: input.settled,
        fit: {
          ...loss,
          correction: { scale: correction.scale, offset: [...correction.offset] },
          before: { out: { ...before.out }, in: { ...before.in }, none: { ...before.none } },
          after: { out: { ...after.out }, in: { ...after.in }, none: { ...after.none } },
        },
      },
    });
    const open = context.database.get<{ id: string }>(
      'select id from evidence_commissioning where door = ? and ended_at is null',
      input.door,
    );
    if (open !== undefined)
      context.append({
        aggregate: `door:${input.door}`,
        type: 'evidence.gate-commissioning-ended',
        body: { id: open.id, door: input.door, cause: 'fitted' },
      });
    return { id };
  },

  activateVersion(context: CommandContext, input: { door: string; version: string | null }) {
    if (input.version !== null) {
      const known = context.database.get(
        'select 1 from evidence_gate_version where door = ? and id = ?',
        input.door,
        input.version,
      );
      if (known === undefined) throw new Refusal('evidence.version_unknown', {});
    }
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.gate-version-activated',
      body: { door: input.door, version: input.version },
    });
    return {};
  },
};
