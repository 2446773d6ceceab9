import type * as z from 'zod/mini';
import type { passageAccount, passageTrace } from '../../contract/evidence-account.ts';
import type { alarmResolutions } from '../../contract/evidence-gate.ts';
import type { CustodyState } from '../../contract/evidence-items.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { CommandContext, JsonValue, ReadDatabase } from '../../kernel/module.ts';
import { type AlarmFacts, type AlarmState, becomesUnlocated, requireAlarmAct } from './decide.ts';

export interface PassedItem {
  readonly item: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly epc: string;
  readonly direction: 'out' | 'in' | 'none' | 'uncertain';
  readonly probability: number;
  readonly order: string | null;
}

export interface PassageInput {
  readonly id: string;
  readonly door: string;
  readonly doorName: string;
  readonly from: string;
  readonly to: string;
  readonly person: { readonly person: string; readonly name: string } | null;
  readonly personConfidence: number;
  readonly people: number;
  readonly items: readonly PassedItem[];
  readonly outcome: 'authorised' | 'unauthorised' | 'uncertain' | 'hesitation' | 'nothing' | 'intake';
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  /** Present when the portal sounded the alarm for this passage. */
  readonly alarm: { readonly id: string; readonly reason: string; readonly doorClosed: boolean } | null;
  readonly contradictions: readonly string[];
  /** Of a passage that a running door has seen; one that is told afterwards has none. */
  readonly trace?: z.infer<typeof passageTrace> | null;
  readonly account?: z.infer<typeof passageAccount>;
  readonly coefficients?: string;
  /** 演练: nothing is searched for because of it, and no item is taken to have moved. */
  readonly drill?: boolean;
}

function requireAlarm(database: ReadDatabase, id: string): AlarmFacts {
  const row = database.get<{
    id: string;
    number: string;
    state: AlarmState;
    person: string | null;
    resolved_by: string | null;
  }>('select id, number, state, person, resolved_by from evidence_alarm where id = ?', id);
  if (row === undefined) throw new Refusal('evidence.alarm_unknown', {});
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    person: row.person,
    resolvedBy: row.resolved_by,
  };
}

function alarmNumber(context: CommandContext): string {
  const year = new Date(context.now + 8 * 3_600_000).getUTCFullYear();
  const row = context.database.get<{ count: number }>(
    'select count(*) as count from evidence_alarm where number >= ? and number < ?',
    `警-${year}-`,
    `警-${year + 1}-`,
  );
  return `警-${year}-${String((row?.count ?? 0) + 1).padStart(4, '0')}`;
}

function named(items: readonly PassedItem[]): { item: string; code: string; name: string }[] {
  return items.flatMap((passed) =>
    passed.item === null || passed.code === null || passed.name === null
      ? []
      : [{ item: passed.item, code: passed.code, name: passed.name }],
  );
}

/** What a passage means for the items that went through. */
function recordItems(context: CommandContext, input: PassageInput): void {
  for (const passed of input.items) {
    if (passed.item === null || passed.direction === 'none') continue;
    context.append({
      aggregate: `item:${passed.item}`,
      type: 'evidence.item-passed',
      body: {
        id: passed.item,
        passage: input.id,
        door: input.door,
        doorName: input.doorName,
        direction: passed.direction,
        probability: passed.probability,
        personName: input.person?.name ?? null,
        orderNumber: passed.order,
      },
    });
  }
}

/** What left without an order. */
function concernedBy(items: readonly PassedItem[]): PassedItem[] {
  return items.filter((passed) => passed.direction === 'out' && passed.order === null);
}

function plain(passed: PassedItem) {
  return { item: passed.item, code: passed.code, name: passed.name, epc: passed.epc };
}

function markUnlocated(context: CommandContext, items: readonly PassedItem[], alarm: string): void {
  for (const passed of items) {
    if (passed.item === null) continue;
    const row = context.database.get<{ custody: CustodyState }>(
      'select custody from evidence_item where id = ?',
      passed.item,
    );
    if (row === undefined || !becomesUnlocated(row.custody)) continue;
    context.append({
      aggregate: `item:${passed.item}`,
      type: 'evidence.item-unlocated',
      body: { id: passed.item, cause: 'portal-exit-without-order', alarm },
    });
  }
}

export interface AlarmInput {
  readonly id: string;
  readonly door: string;
  readonly doorName: string;
  readonly passage: string | null;
  readonly reason: string;
  readonly items: readonly PassedItem[];
  readonly person: { readonly person: string; readonly name: string } | null;
  readonly doorClosed: boolean;
  readonly drill?: boolean;
}

function raise(context: CommandContext, input: AlarmInput): string {
  const concerned = concernedBy(input.items);
  const number = alarmNumber(context);
  context.append({
    aggregate: `alarm:${input.id}`,
    type: 'evidence.alarm-raised',
    body: {
      id: input.id,
      number,
      door: input.door,
      doorName: input.doorName,
      passage: input.passage,
      reason: input.reason,
      items: concerned.map(plain),
      person: input.person === null ? null : { person: input.person.person, name: input.person.name },
      personName: input.person?.name ?? null,
      doorClosed: input.doorClosed,
      drill: input.drill === true,
    },
  });
  if (input.drill !== true) markUnlocated(context, concerned, input.id);
  return number;
}

/** The alarm may have sounded while the passage was still open: then only what is new is added to it. */
function raiseOrExtend(
  context: CommandContext,
  input: PassageInput,
  alarm: NonNullable<PassageInput['alarm']>,
): void {
  const known = context.database.get<{ items: string; person: string | null }>(
    'select items, person from evidence_alarm where id = ?',
    alarm.id,
  );
  if (known === undefined) {
    raise(context, { ...input, ...alarm, passage: input.id });
    return;
  }
  const epcs = new Set((JSON.parse(known.items) as { epc: string }[]).map((item) => item.epc));
  const more = concernedBy(input.items).filter((passed) => !epcs.has(passed.epc));
  if (more.length === 0 && (known.person !== null || input.person === null)) return;
  context.append({
    aggregate: `alarm:${alarm.id}`,
    type: 'evidence.alarm-extended',
    body: {
      id: alarm.id,
      passage: input.id,
      items: more.map(plain),
      person: input.person === null ? null : { person: input.person.person, name: input.person.name },
      personName: input.person?.name ?? null,
    },
  });
  if (input.drill !== true) markUnlocated(context, more, alarm.id);
}

export const passageCommands = {
  /** At once when light barrier or door contact agree with a notice: the passage itself is recorded when it is over. */
  raiseAlarm(context: CommandContext, input: AlarmInput) {
    return { id: input.id, number: raise(context, input) };
  },

  recordPassage(context: CommandContext, input: PassageInput) {
    if (input.alarm !== null) raiseOrExtend(context, input, input.alarm);
    context.append({
      aggregate: `passage:${input.id}`,
      type: 'evidence.passage-recorded',
      body: {
        id: input.id,
        door: input.door,
        doorName: input.doorName,
        from: input.from,
        to: input.to,
        person: input.person === null ? null : { person: input.person.person, name: input.person.name },
        personName: input.person?.name ?? null,
        personConfidence: input.personConfidence,
        people: input.people,
        items: input.items.map((passed) => ({ ...passed })),
        outcome: input.outcome,
        alarm: input.alarm?.id ?? null,
        evidence: { ...input.evidence },
        trace: input.trace ?? null,
        // Made of JSON types only (main/contract/evidence-account.ts); its readonly tuples are what TypeScript minds.
        ...(input.account === undefined ? {} : { account: input.account as unknown as JsonValue }),
        ...(input.coefficients === undefined ? {} : { coefficients: input.coefficients }),
        drill: input.drill === true,
      },
    });
    if (input.drill === true) return { id: input.id };
    recordItems(context, input);
    const doubtful = input.items.filter((passed) => passed.direction === 'uncertain' && passed.item !== null);
    if (doubtful.length > 0) {
      const id = context.newId();
      context.append({
        aggregate: `task:${id}`,
        type: 'evidence.task-opened',
        body: {
          id,
          kind: 'uncertain-passage',
          title: input.doorName,
          passage: input.id,
          items: named(doubtful),
        },
      });
    }
    const contradicted = input.items.filter((passed) => input.contradictions.includes(passed.epc));
    if (contradicted.length > 0) {
      const id = context.newId();
      context.append({
        aggregate: `task:${id}`,
        type: 'evidence.task-opened',
        body: {
          id,
          kind: 'contradiction',
          title: input.doorName,
          passage: input.id,
          items: named(contradicted),
        },
      });
    }
    return { id: input.id };
  },

  attachFrames(
    context: CommandContext,
    input: {
      passage: string;
      alarm: string | null;
      frames: readonly { at: string; hash: string; camera: string }[];
      noPicture: string | null;
    },
  ) {
    context.append({
      aggregate: `passage:${input.passage}`,
      type: 'evidence.frames-attached',
      body: {
        passage: input.passage,
        alarm: input.alarm,
        frames: input.frames.map((frame) => ({ at: frame.at, hash: frame.hash, camera: frame.camera })),
        noPicture: input.noPicture,
      },
    });
    return {};
  },

  gateBlind(
    context: CommandContext,
    input: { door: string; doorName: string; from: string; until: string | null; reason: string },
  ) {
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.gate-blind',
      body: { door: input.door, from: input.from, until: input.until, reason: input.reason },
    });
    return {};
  },

  acknowledgeAlarm(context: CommandContext, input: { id: string }) {
    requireAlarmAct('acknowledgeAlarm', requireAlarm(context.database, input.id), context.actor.person);
    context.append({
      aggregate: `alarm:${input.id}`,
      type: 'evidence.alarm-acknowledged',
      body: { id: input.id },
    });
    return { id: input.id };
  },

  investigateAlarm(context: CommandContext, input: { id: string; note: string }) {
    requireAlarmAct('investigateAlarm', requireAlarm(context.database, input.id), context.actor.person);
    context.append({
      aggregate: `alarm:${input.id}`,
      type: 'evidence.alarm-investigating',
      body: { id: input.id, note: input.note },
    });
    return { id: input.id };
  },

  resolveAlarm(
    context: CommandContext,
    input: { id: string; resolution: (typeof alarmResolutions)[number]; note: string },
  ) {
    requireAlarmAct('resolveAlarm', requireAlarm(context.database, input.id), context.actor.person);
    if (input.note.trim() === '') throw new Refusal('evidence.opinion_missing', {});
    context.append({
      aggregate: `alarm:${input.id}`,
      type: 'evidence.alarm-resolved',
      body: { id: input.id, resolution: input.resolution, note: input.note },
    });
    return { id: input.id };
  },

  reviewAlarm(context: CommandContext, input: { id: string; note: string }) {
    requireAlarmAct('reviewAlarm', requireAlarm(context.database, input.id), context.actor.person);
    context.append({
      aggregate: `alarm:${input.id}`,
      type: 'evidence.alarm-reviewed',
      body: { id: input.id, note: input.note },
    });
    return { id: input.id };
  },

  /** A person's finding on an uncertain passage; "went out" without an order makes the item one to be searched for. */
  settleTask(
    context: CommandContext,
    input: { id: string; finding: 'went-out' | 'came-in' | 'did-not-pass'; note: string },
  ) {
    const task = context.database.get<{ items: string; settled_at: string | null }>(
      'select items, settled_at from evidence_task where id = ?',
      input.id,
    );
    if (task === undefined) throw new Refusal('evidence.task_unknown', {});
    if (task.settled_at !== null) throw new Refusal('evidence.task_settled', {});
    context.append({
      aggregate: `task:${input.id}`,
      type: 'evidence.task-settled',
      body: { id: input.id, finding: input.finding, note: input.note },
    });
    if (input.finding === 'went-out') {
      for (const line of JSON.parse(task.items) as { item: string }[]) {
        const row = context.database.get<{ custody: CustodyState; open_order: string | null }>(
          'select custody, open_order from evidence_item where id = ?',
          line.item,
        );
        if (row === undefined || row.open_order !== null || !becomesUnlocated(row.custody)) continue;
        context.append({
          aggregate: `item:${line.item}`,
          type: 'evidence.item-unlocated',
          body: { id: line.item, cause: 'uncertain-passage-settled', alarm: null },
        });
      }
    }
    return { id: input.id };
  },

  silenceSiren(context: CommandContext, input: { door: string }) {
    context.append({
      aggregate: `door:${input.door}`,
      type: 'evidence.siren-silenced',
      body: { door: input.door },
    });
    return {};
  },

  authoriseDoor(context: CommandContext, input: { door: string; reason: string }) {
    if (input.reason.trim() === '') throw new Refusal('evidence.opinion_missing', {});
    // Whoever opens a door that an alarm holds stands in that alarm's story, where the court will look.
    const holding = context.database.get<{ id: string }>(
      'select id from evidence_alarm where door = ? and door_closed = 1 order by ordinal desc limit 1',
      input.door,
    );
    context.append({
      aggregate: holding === undefined ? `door:${input.door}` : `alarm:${holding.id}`,
      type: 'evidence.door-authorised',
      body: { door: input.door, reason: input.reason },
    });
    return {};
  },
};
