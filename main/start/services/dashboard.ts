import type { Permission } from '../../contract/common.ts';
import type { Role } from '../../contract/identity.ts';
import type { viewerOf } from '../../evidence/service-orders.ts';
import type { Store } from '../../kernel/store/store.ts';
import type { StationDomains } from '../domains.ts';

/** The room's own records; nothing of anybody's health. */
export type RoomDomains = Omit<StationDomains, 'imports'>;
type DashboardStore = Pick<Store<RoomDomains>, 'query'>;
type Viewer = ReturnType<typeof viewerOf>;

/** Things of the room whose entries stand in the recent story; who logged in and out is not news of the room. */
const news = ['item', 'order', 'case', 'alarm', 'task', 'place'] as const;

/** The posts of a day: who answers for the room, who works at the counter, who brings and who approves. Any of a line is enough. */
const rolesOfADay: readonly (readonly [Role, ...Role[]])[] = [
  ['custodian-in-charge'],
  ['custodian'],
  ['case-officer'],
  ['department-head', 'unit-head'],
];

async function rolesNobodyHolds(store: DashboardStore): Promise<Role[]> {
  const missing = await Promise.all(
    rolesOfADay.map(async (anyOf) => {
      const pages = await Promise.all(
        anyOf.map((role) => store.query('identity.persons', { role, limit: 1 })),
      );
      return pages.every(({ rows }) => rows.length === 0) ? [anyOf[0]] : [];
    }),
  );
  return missing.flat();
}

/**
 * 工作台: what must be done before lunch, for one person. What the post may not read stays empty, so that the technical
 * administrator sees no content; who works on cases and not in the room has the clocks and orders of the own cases.
 */
export async function dashboard(store: DashboardStore, viewer: Viewer) {
  const may = (permission: Permission): boolean => viewer.permissions.includes(permission);
  const none = { rows: [] };
  const items = may('item.read');
  const orders = may('order.read');
  const gate = may('gate.read');
  const mine = viewer.role === 'case-officer';
  const officer = mine ? viewer.person : undefined;
  const preparing = may('identity.manage') || may('storage.manage');
  const [
    counts,
    clocks,
    atCounter,
    toHandOut,
    toApprove,
    handedOver,
    tasks,
    alarms,
    places,
    recent,
    missingRoles,
  ] = await Promise.all([
    items ? store.query('evidence.custodyCounts', {}) : { byCustody: {}, overdue: 0 },
    items ? store.query('evidence.runningClocks', { limit: 40, officer }) : [],
    items
      ? store.query('evidence.items', { custody: ['at-counter', 'wait-handover', 'refused'], limit: 12 })
      : none,
    orders
      ? store.query('evidence.orders', { state: ['approved', 'released'], limit: 12, viewer, mine })
      : none,
    orders && may('order.approve')
      ? store.query('evidence.orders', { toApprove: true, limit: 12, viewer })
      : none,
    orders ? store.query('evidence.orders', { state: ['handed-over'], limit: 100, viewer, mine }) : none,
    gate ? store.query('evidence.tasks', {}) : [],
    gate ? store.query('evidence.alarms', { open: true, limit: 12 }) : none,
    items || preparing ? store.query('evidence.places', {}) : [],
    gate ? store.query('evidence.recent', { limit: 14, withBody: false, about: news }) : [],
    preparing ? rolesNobodyHolds(store) : [],
  ]);
  const byCustody: Partial<Record<string, number>> = counts.byCustody;
  const of = (...states: string[]): number => states.reduce((sum, state) => sum + (byCustody[state] ?? 0), 0);
  return {
    counts: {
      inStore: of('in-store', 'reserved'),
      out: of('on-loan', 'at-laboratory', 'in-transit'),
      waitHandover: of('wait-handover', 'refused'),
      atCounter: of('at-counter'),
      overdue: counts.overdue,
      unlocated: of('unlocated'),
      openAlarms: alarms.rows.length,
      toApprove: toApprove.rows.length,
    },
    clocks,
    atCounter: atCounter.rows,
    toHandOut: toHandOut.rows,
    toApprove: toApprove.rows,
    overdueOrders: handedOver.rows.filter((order) => order.overdue),
    tasks,
    alarms: alarms.rows,
    rooms: (items ? places : [])
      .filter((place) => place.kind === 'room')
      .map(({ id, name, cells, used, items: inside }) => ({ id, name, cells, used, items: inside })),
    preparation: preparing
      ? {
          missingRoles,
          cells: places.reduce((sum, place) => sum + (place.kind === 'cabinet' ? place.cells : 0), 0),
        }
      : null,
    recent: recent.map(({ body: _body, ...line }) => line),
  };
}
