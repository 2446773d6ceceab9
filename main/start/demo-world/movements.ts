import { rolePermissions } from '../../kernel/identity/roles.ts';
import type { DemoActor } from './county.ts';
import type { PlannedOrder } from './demo-data.ts';
import { pass, walkIn } from './doorway.ts';
import { hour, minute, momentOf } from './stage.ts';
import { actorOf, custodianOf, partyOf, type StoredItem, type World } from './world.ts';

interface Movement {
  readonly plan: PlannedOrder;
  readonly id: string;
  readonly number: string;
  readonly applicant: DemoActor;
  readonly borrower: DemoActor;
  readonly approver: DemoActor;
  readonly items: readonly StoredItem[];
  readonly dueAt: number | null;
}

/** Purposes after which items do not come back, and that only the head of the organ approves (domain notes 3.4). */
const final: ReadonlySet<PlannedOrder['purpose']> = new Set([
  'transfer-with-case',
  'return-to-owner',
  'destruction',
]);

/** Kinds of item that make sense for a purpose; any for the rest. */
const kinds: Readonly<Partial<Record<PlannedOrder['purpose'], readonly string[]>>> = {
  laboratory: ['phone', 'laptop', 'usb', 'blood', 'hair', 'fingerprint', 'powder', 'knife', 'crowbar'],
  'return-to-owner': [
    'phone',
    'watch',
    'ring',
    'necklace',
    'goods',
    'backpack',
    'laptop',
    'electric-bicycle',
  ],
  destruction: ['pipe', 'gambling', 'fireworks', 'fake-papers', 'machine', 'liquor', 'cigarettes'],
};

/** Plans one movement order (调用单) from its draft to the state in which the present finds it. */
export function planOrder(world: World, plan: PlannedOrder): void {
  const { stage } = world;
  stage.at(momentOf(stage, plan.hoursAgo), () => {
    const order = draw(world, plan);
    if (plan.end === 'draft') return;
    stage.run(order.applicant.actor, 'evidence.submitOrder', { id: order.id });
    if (plan.end === 'submitted') return;
    const decideAt = stage.now() + (plan.hoursAgo < 12 ? 20 : 60) * minute;
    stage.at(decideAt, () => decide(world, order));
  });
}

function draw(world: World, plan: PlannedOrder): Movement {
  const { stage } = world;
  const items = choose(world, plan);
  const officers = items[0]?.officers ?? [];
  const applicant = officers[0] ?? actorOf(world, 'case-officer');
  const borrower = stage.random.next() < 0.5 ? applicant : (officers[1] ?? applicant);
  const dueAt = final.has(plan.purpose)
    ? null
    : Math.ceil(stage.now() / hour + (plan.dueInHours ?? Math.max(24, plan.holds + 20))) * hour;
  const { id, number } = stage.run(applicant.actor, 'evidence.createOrder', {
    purpose: plan.purpose,
    reason: plan.reason,
    destination: plan.destination,
    borrower: borrower.person,
    items: items.map((item) => item.id),
    dueAt: dueAt === null ? null : stage.iso(dueAt),
  });
  const byHead = final.has(plan.purpose) || plan.purpose === 'publicity';
  const approver = actorOf(world, byHead ? 'unit-head' : 'department-head');
  return { plan, id, number, applicant, borrower, approver, items, dueAt };
}

/** Idle items of one case, so that its officers may ask for them. @throws RangeError when no case has enough */
function choose(world: World, plan: PlannedOrder): StoredItem[] {
  const wanted = kinds[plan.purpose];
  const idle = world.stored.filter(
    (item) => !item.busy && (wanted === undefined || wanted.includes(item.kind)),
  );
  const byCase = Map.groupBy(idle, (item) => item.officers);
  const enough = [...byCase.values()].filter((items) => items.length >= plan.items);
  // The case officer of the log-in tile should find own orders.
  const mine = enough.filter(([item]) => item?.officers[0]?.key === 'case-officer');
  const chosen = world.stage.random
    .pick(mine.length > 0 && world.stage.random.next() < 0.5 ? mine : enough)
    .slice(0, plan.items);
  for (const item of chosen) item.busy = true;
  return chosen;
}

function decide(world: World, order: Movement): void {
  const { stage } = world;
  const { plan, id, approver } = order;
  const opinion = plan.opinion ?? '';
  switch (plan.end) {
    case 'withdrawn':
      stage.run(order.applicant.actor, 'evidence.withdrawOrder', { id, reason: plan.reason });
      return release(order);
    case 'rejected':
    case 'returned':
      stage.run(approver.actor, 'evidence.decideAgainst', { id, decision: plan.end, opinion });
      return release(order);
    default: {
      const viewer = {
        person: approver.person,
        role: approver.role,
        permissions: rolePermissions[approver.role],
      };
      const { listHash } = stage.query('evidence.order', { id, viewer });
      stage.run(approver.actor, 'evidence.approveOrder', { id, listHash: listHash ?? '', opinion: '同意。' });
    }
  }
  if (plan.end === 'approved') return;
  if (plan.end === 'expired') {
    stage.at(stage.now() + 25 * hour, () => {
      stage.run(stage.system(), 'evidence.sweepOrders', {});
      release(order);
    });
    return;
  }
  stage.at(stage.now() + (plan.end === 'released' ? 150 : 40) * minute, () => handOut(world, order));
}

/** The items of the order are free for other acts again. */
function release(order: Movement): void {
  for (const item of order.items) item.busy = false;
}

async function handOut(world: World, order: Movement): Promise<void> {
  const { stage } = world;
  const { plan, id, items, borrower } = order;
  const custodian = custodianOf(world);
  stage.run(custodian.actor, 'evidence.releaseOrder', { id, minutes: plan.end === 'released' ? 240 : 60 });
  if (plan.end === 'released') return;
  stage.run(custodian.actor, 'evidence.handOverOrder', {
    id,
    borrower: partyOf(borrower),
    scanned: items.map((item) => item.id),
  });
  await pass(world, {
    who: borrower,
    items,
    direction: 'out',
    outcome: 'authorised',
    orderNumber: order.number,
  });
  if (plan.extension !== undefined) planExtension(world, order, plan.extension);
  if (plan.end === 'out') return;
  stage.at(stage.now() + plan.holds * hour, () =>
    plan.end === 'finished'
      ? void stage.run(custodian.actor, 'evidence.closeOrder', { id, note: '手续齐全，凭证已归档。' })
      : bringBack(world, order),
  );
}

function planExtension(
  world: World,
  order: Movement,
  extension: NonNullable<PlannedOrder['extension']>,
): void {
  const { stage } = world;
  stage.at(stage.end - extension.hoursAgo * hour, () => {
    stage.run(order.borrower.actor, 'evidence.askExtension', {
      id: order.id,
      until: stage.iso((order.dueAt ?? stage.now()) + extension.moreHours * hour),
      reason: '检验工作尚未完成。',
    });
    if (!extension.decided) return;
    stage.run(order.approver.actor, 'evidence.decideExtension', {
      id: order.id,
      grant: true,
      opinion: '同意延期。',
    });
  });
}

async function bringBack(world: World, order: Movement): Promise<void> {
  const { stage } = world;
  const custodian = custodianOf(world);
  for (const item of order.items) {
    const place = stage.query('evidence.suggestCell', { item: item.id });
    if (place === null) throw new RangeError('the demo rooms have no free cell');
    const differs = order.plan.end === 'exception';
    stage.run(custodian.actor, 'evidence.returnItem', {
      id: order.id,
      item: item.id,
      counted: item.quantity,
      grossWeightGrams: item.grams,
      sealIntact: !differs,
      condition: differs ? '封签已开启，内物数量一致' : '完好',
      cell: place.cell,
      deliveredBy: partyOf(order.borrower),
    });
  }
  await walkIn(world, custodian, order.items, 'intake', order.number);
  release(order);
}
