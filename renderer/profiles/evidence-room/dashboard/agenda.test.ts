import { describe, expect, it } from 'vitest';
import type { Permission } from '../../../../main/contract/common.ts';
import { type AgendaLine, agendaOf, type DashboardData, firstLines, pathOfAggregate } from './agenda.ts';

type Item = DashboardData['atCounter'][number];
type Order = DashboardData['toHandOut'][number];

function item(id: string, custody: Item['custody'] = 'wait-handover'): Item {
  return {
    id,
    code: `W${id}`,
    name: `财物${id}`,
    category: '05',
    sceneCategory: '10',
    quantity: '1',
    measureUnit: '部',
    caseId: 'case',
    caseNumber: 'A1',
    caseName: '盗窃案',
    custody,
    holder: '',
    place: null,
    cell: null,
    tagged: false,
    photo: null,
    overdue: false,
    dueAt: null,
    registeredAt: '2026-11-23T01:00:00.000Z',
  };
}
function order(id: string, state: Order['state']): Order {
  return {
    id,
    number: `调-${id}`,
    purpose: 'court',
    state,
    applicant: { id: 'p', name: '丙' },
    unitName: '',
    items: 2,
    createdAt: '2026-11-22T01:00:00.000Z',
    dueAt: '2026-11-22T09:00:00.000Z',
    overdue: state === 'handed-over',
  };
}
const nothing: DashboardData = {
  counts: {
    inStore: 0,
    out: 0,
    waitHandover: 0,
    atCounter: 0,
    overdue: 0,
    unlocated: 0,
    openAlarms: 0,
    toApprove: 0,
  },
  clocks: [],
  atCounter: [],
  toHandOut: [],
  toApprove: [],
  overdueOrders: [],
  tasks: [],
  alarms: [],
  rooms: [],
  preparation: null,
  recent: [],
};
const clock = (of: Item, rule: string, state: 'running' | 'near' | 'over', dueAt: string) => ({
  item: of,
  rule,
  state,
  dueAt,
  article: '',
  who: 'case-officer',
});
const may =
  (...permissions: Permission[]) =>
  (permission: Permission): boolean =>
    permissions.includes(permission);
const custodian = may('item.read', 'item.intake', 'order.execute', 'gate.settle');

describe('agendaOf', () => {
  it('says late things before things to hand out, and each thing once', () => {
    const late = item('1', 'at-counter');
    const lines = agendaOf(
      {
        ...nothing,
        clocks: [
          clock(late, 'C1', 'over', '2026-11-23T00:00:00.000Z'),
          clock(item('2'), 'C1', 'near', '2026-11-23T05:00:00.000Z'),
          clock(item('3'), 'C1', 'running', '2026-11-24T05:00:00.000Z'),
        ],
        atCounter: [late],
        toHandOut: [order('20', 'approved')],
        overdueOrders: [order('14', 'handed-over')],
      },
      custodian,
    );
    expect(lines.map(({ kind, key }) => [kind, key])).toEqual([
      ['overdue-order', 'order:14'],
      ['clock-over', 'item:1'],
      ['hand-out', 'order:20'],
      ['clock-near', 'item:2'],
    ]);
  });
  it('opens the counter for those who take in, and the item for everybody else', () => {
    const data = { ...nothing, clocks: [clock(item('1'), 'C1', 'over', '2026-11-23T00:00:00.000Z')] };
    expect(agendaOf(data, custodian)[0]?.to).toBe('/items/intake/1');
    expect(agendaOf(data, may('item.read'))[0]?.to).toBe('/items/1');
  });
  it('leaves the return of a loan to its order', () => {
    const lent = item('1', 'on-loan');
    const data = { ...nothing, clocks: [clock(lent, 'C6', 'over', '2026-11-22T00:00:00.000Z')] };
    expect(agendaOf(data, custodian)).toEqual([]);
  });
  it('shows a post only what it can do something about', () => {
    const data = { ...nothing, atCounter: [item('1')], toHandOut: [order('20', 'approved')] };
    expect(agendaOf(data, may('item.read', 'order.read'))).toEqual([]);
  });
});

describe('firstLines', () => {
  const line = (key: string, kind: AgendaLine['kind']): AgendaLine => ({
    key,
    kind,
    title: key,
    at: '',
    dueAt: null,
    to: '/',
    about: { of: 'task', kind: '' },
  });
  it('keeps one of every kind, so that ten late items do not hide the order to hand out', () => {
    const agenda = [
      line('a', 'clock-over'),
      line('b', 'clock-over'),
      line('c', 'clock-over'),
      line('d', 'hand-out'),
      line('e', 'counter'),
    ];
    expect(firstLines(agenda, 3).map(({ key }) => key)).toEqual(['a', 'd', 'e']);
    expect(firstLines(agenda, 4).map(({ key }) => key)).toEqual(['a', 'b', 'd', 'e']);
    expect(firstLines(agenda, 9)).toHaveLength(5);
  });
});

describe('pathOfAggregate', () => {
  it('knows the pages of things and none of what has no page', () => {
    expect(pathOfAggregate('order:7')).toBe('/orders/7');
    expect(pathOfAggregate('passage-log:7')).toBeUndefined();
  });
});
