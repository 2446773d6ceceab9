import type * as z from 'zod/mini';
import type { passageAccount } from '../../contract/evidence-account.ts';
import type { alarmResolutions, alarmStates } from '../../contract/evidence-gate.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { QueryContext, SqlValue } from '../../kernel/module.ts';
import { alarmRefusal } from './decide.ts';
import type { PassedItem } from './commands.ts';

interface PassageRow {
  ordinal: number;
  id: string;
  door_name: string;
  from_at: string;
  to_at: string;
  person: string | null;
  person_name: string | null;
  person_confidence: number;
  people: number;
  items: string;
  outcome: 'authorised' | 'unauthorised' | 'uncertain' | 'hesitation' | 'nothing' | 'intake';
  frames: string;
  no_picture: string | null;
  alarm: string | null;
  trace: string | null;
  account: string | null;
  coefficients: string | null;
  drill: number;
}

function passageView(row: PassageRow) {
  return {
    id: row.id,
    door: row.door_name,
    from: row.from_at,
    to: row.to_at,
    person: row.person === null ? null : { id: row.person, name: row.person_name ?? '' },
    personConfidence: row.person_confidence,
    people: row.people,
    items: JSON.parse(row.items) as PassedItem[],
    outcome: row.outcome,
    frames: JSON.parse(row.frames) as { at: string; hash: string; camera: string }[],
    noPicture: row.no_picture,
    alarm: row.alarm,
    recorded: row.trace !== null,
    coefficients: row.coefficients,
    drill: row.drill === 1,
  };
}

interface AlarmRow {
  ordinal: number;
  id: string;
  number: string;
  at: string;
  door_name: string;
  passage: string | null;
  reason: string;
  state: (typeof alarmStates)[number];
  items: string;
  person: string | null;
  person_name: string | null;
  door_closed: number;
  resolution: (typeof alarmResolutions)[number] | null;
  resolved_by: string | null;
  note: string;
  drill: number;
}

function alarmRowView(row: AlarmRow) {
  return {
    id: row.id,
    number: row.number,
    at: row.at,
    door: row.door_name,
    reason: row.reason,
    state: row.state,
    items: JSON.parse(row.items) as {
      item: string | null;
      code: string | null;
      name: string | null;
      epc: string;
    }[],
    person: row.person === null ? null : { id: row.person, name: row.person_name ?? '' },
    doorClosed: row.door_closed === 1,
    drill: row.drill === 1,
  };
}

const alarmActs: readonly { act: string; permission: string }[] = [
  { act: 'acknowledgeAlarm', permission: 'alarm.handle' },
  { act: 'investigateAlarm', permission: 'alarm.handle' },
  { act: 'resolveAlarm', permission: 'alarm.handle' },
  { act: 'reviewAlarm', permission: 'alarm.review' },
];

export const passageQueries = {
  passages(
    context: QueryContext,
    input: {
      after?: string | undefined;
      limit?: number | undefined;
      item?: string | undefined;
      outcome?: string | undefined;
    },
  ) {
    const limit = input.limit ?? 50;
    const sql = ['ordinal < ?'];
    const values: SqlValue[] = [input.after === undefined ? Number.MAX_SAFE_INTEGER : Number(input.after)];
    if (input.item !== undefined) {
      sql.push('ordinal in (select passage from evidence_passage_item where item = ?)');
      values.push(input.item);
    }
    if (input.outcome !== undefined && input.outcome !== '') {
      sql.push('outcome = ?');
      values.push(input.outcome);
    }
    const rows = context.database.all<PassageRow>(
      `select * from evidence_passage where ${sql.join(' and ')} order by ordinal desc limit ?`,
      ...values,
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    return {
      rows: shown.map(passageView),
      next: rows.length > limit ? String(shown.at(-1)?.ordinal ?? '') : null,
    };
  },

  passage(context: QueryContext, input: { id: string }) {
    const row = context.database.get<PassageRow>('select * from evidence_passage where id = ?', input.id);
    if (row === undefined) throw new Refusal('evidence.passage_unknown', {});
    return passageView(row);
  },

  /** 判定依据 of a passage; null for one that was recorded by an older program. */
  passageAccount(context: QueryContext, input: { id: string }) {
    const row = context.database.get<{ account: string | null }>(
      'select account from evidence_passage where id = ?',
      input.id,
    );
    if (row === undefined) throw new Refusal('evidence.passage_unknown', {});
    return row.account === null ? null : (JSON.parse(row.account) as z.infer<typeof passageAccount>);
  },

  alarms(
    context: QueryContext,
    input: { after?: string | undefined; limit?: number | undefined; open?: boolean | undefined },
  ) {
    const limit = input.limit ?? 50;
    const before = input.after === undefined ? Number.MAX_SAFE_INTEGER : Number(input.after);
    const open = input.open === true ? "and state in ('alarm', 'acknowledged', 'investigating')" : '';
    const rows = context.database.all<AlarmRow>(
      `select * from evidence_alarm where ordinal < ? ${open} order by ordinal desc limit ?`,
      before,
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    return {
      rows: shown.map(alarmRowView),
      next: rows.length > limit ? String(shown.at(-1)?.ordinal ?? '') : null,
    };
  },

  alarm(context: QueryContext, input: { id: string; person: string; permissions: readonly string[] }) {
    const row = context.database.get<AlarmRow>('select * from evidence_alarm where id = ?', input.id);
    if (row === undefined) throw new Refusal('evidence.alarm_unknown', {});
    const passage =
      row.passage === null
        ? undefined
        : context.database.get<PassageRow>('select * from evidence_passage where id = ?', row.passage);
    const facts = {
      id: row.id,
      number: row.number,
      state: row.state,
      person: row.person,
      resolvedBy: row.resolved_by,
    };
    return {
      ...alarmRowView(row),
      passage: passage === undefined ? null : passageView(passage),
      resolution: row.resolution,
      note: row.note,
      actions: alarmActs.map(({ act, permission }) => {
        const reason = input.permissions.includes(permission)
          ? (alarmRefusal(act, facts, input.person) ?? null)
          : 'identity.not_permitted';
        return { act, possible: reason === null, reason };
      }),
    };
  },

  tasks(context: QueryContext, _input: Record<string, never>) {
    return context.database
      .all<{
        id: string;
        kind: 'uncertain-passage' | 'contradiction' | 'blind-interval' | 'camera-missing';
        at: string;
        title: string;
        passage: string | null;
        items: string;
      }>(
        'select id, kind, at, title, passage, items from evidence_task where settled_at is null order by at desc limit 200',
      )
      .map((row) => ({
        ...row,
        items: JSON.parse(row.items) as { item: string; code: string; name: string }[],
      }));
  },

  /** Doors that an alarm has closed and nobody has opened again. */
  closedDoors(context: QueryContext, _input: Record<string, never>) {
    return context.database
      .all<{ door: string }>('select distinct door from evidence_alarm where door_closed = 1')
      .map((row) => row.door);
  },
};
