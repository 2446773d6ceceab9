import type { Permission } from '../../../../main/contract/common.ts';
import type { StationClient } from '../../../client/index.ts';
import { paths } from '../paths.ts';

export type DashboardData = Awaited<ReturnType<StationClient['system']['dashboard']>>;

export const agendaKinds = [
  'alarm',
  'overdue-order',
  'approve',
  'clock-over',
  'task',
  'hand-out',
  'counter',
  'clock-near',
] as const;
export type AgendaKind = (typeof agendaKinds)[number];

/** One thing that waits for this person. */
export interface AgendaLine {
  readonly key: string;
  readonly kind: AgendaKind;
  /** Name of the thing; for orders and alarms its number. */
  readonly title: string;
  /** Sort key within the kind, an instant: the earliest first. */
  readonly at: string;
  /** Shown as a deadline. */
  readonly dueAt: string | null;
  readonly to: string;
  /** What the line is about beside its name. */
  readonly about:
    | { readonly of: 'alarm'; readonly reason: string; readonly door: string }
    | {
        readonly of: 'order';
        readonly purpose: string;
        readonly who: string;
        readonly items: number;
        readonly state: string;
      }
    | {
        readonly of: 'item';
        readonly custody: string;
        readonly rule: string | null;
        readonly caseName: string;
      }
    | { readonly of: 'task'; readonly kind: string };
}

const counterStates: ReadonlySet<string> = new Set(['wait-handover', 'at-counter', 'refused']);

/**
 * 现在要办的: everything that waits, the most urgent kind first, each thing once. An item that stands at the counter and
 * is late is late first. What a post cannot do anything about is left out. Pure.
 */
export function agendaOf(
  data: DashboardData,
  may: (permission: Permission) => boolean,
): readonly AgendaLine[] {
  const itemPath = (item: { readonly id: string; readonly custody: string }): string =>
    may('item.intake') && counterStates.has(item.custody) ? paths.intakeOf(item.id) : paths.item(item.id);
  const order = (kind: AgendaKind, row: DashboardData['toHandOut'][number]): AgendaLine => ({
    key: `order:${row.id}`,
    kind,
    title: row.number,
    at: row.dueAt ?? row.createdAt,
    dueAt: kind === 'overdue-order' ? row.dueAt : null,
    to: paths.order(row.id),
    about: {
      of: 'order',
      purpose: row.purpose,
      who: row.applicant.name,
      items: row.items,
      state: row.state,
    },
  });
  // The return of a loan is a matter of its order, which stands here by itself once it is late.
  const clocks = data.clocks.filter(
    ({ rule, state }) => (state === 'over' || state === 'near') && !(rule === 'C6' && state === 'over'),
  );
  const lines: AgendaLine[] = [
    ...data.alarms.map(
      (alarm): AgendaLine => ({
        key: `alarm:${alarm.id}`,
        kind: 'alarm',
        title: alarm.number,
        at: alarm.at,
        dueAt: null,
        to: paths.alarm(alarm.id),
        about: { of: 'alarm', reason: alarm.reason, door: alarm.door },
      }),
    ),
    ...data.overdueOrders.map((row) => order('overdue-order', row)),
    ...data.toApprove.map((row) => order('approve', row)),
    ...clocks.map(
      ({ item, dueAt, rule, state }): AgendaLine => ({
        key: `item:${item.id}`,
        kind: state === 'over' ? 'clock-over' : 'clock-near',
        title: item.name,
        at: dueAt,
        dueAt,
        to: itemPath(item),
        about: { of: 'item', custody: item.custody, rule, caseName: item.caseName },
      }),
    ),
    ...(may('gate.settle') ? data.tasks : []).map(
      (task): AgendaLine => ({
        key: `task:${task.id}`,
        kind: 'task',
        title: task.items.map((item) => item.name).join('、') || task.title,
        at: task.at,
        dueAt: null,
        to: '/gate/tasks',
        about: { of: 'task', kind: task.kind },
      }),
    ),
    ...(may('order.execute') || may('order.apply') ? data.toHandOut : []).map((row) =>
      order('hand-out', row),
    ),
    ...(may('item.intake') ? data.atCounter : []).map(
      (item): AgendaLine => ({
        key: `item:${item.id}`,
        kind: 'counter',
        title: item.name,
        at: item.registeredAt,
        dueAt: null,
        to: itemPath(item),
        about: { of: 'item', custody: item.custody, rule: null, caseName: item.caseName },
      }),
    ),
  ];
  const rank = (line: AgendaLine): number => agendaKinds.indexOf(line.kind);
  const seen = new Set<string>();
  return lines
    .toSorted((left, right) => rank(left) - rank(right) || left.at.localeCompare(right.at))
    .filter((line) => !seen.has(line.key) && seen.add(line.key));
}

/** Lines of a short list: at least one of every kind that waits, then by urgency, in the order of the agenda. Pure. */
export function firstLines(agenda: readonly AgendaLine[], count: number): readonly AgendaLine[] {
  const kept = new Set<AgendaLine>();
  for (const kind of agendaKinds) {
    const line = agenda.find((one) => one.kind === kind);
    if (line !== undefined && kept.size < count) kept.add(line);
  }
  for (const line of agenda) if (kept.size < count) kept.add(line);
  return agenda.filter((line) => kept.has(line));
}

/** Page of what a ledger entry is about; undefined = it has none. Pure. */
export function pathOfAggregate(aggregate: string): string | undefined {
  const cut = aggregate.indexOf(':');
  const id = aggregate.slice(cut + 1);
  switch (aggregate.slice(0, cut)) {
    case 'item':
      return paths.item(id);
    case 'order':
      return paths.order(id);
    case 'case':
      return paths.case(id);
    case 'alarm':
      return paths.alarm(id);
    case 'place':
      return paths.place(id);
    case 'task':
      return '/gate/tasks';
    default:
      return undefined;
  }
}
