import type { DemoActor } from './county.ts';
import { drawDoorFrame } from './pictures/door-frame.ts';
import { actorOf, custodianOf, partyOf, type StoredItem, type World } from './world.ts';
import { hour, minute, momentOf } from './stage.ts';
import type { PlannedAlarm } from './demo-data.ts';
import type { Random } from './random.ts';

type Outcome = 'authorised' | 'unauthorised' | 'uncertain' | 'hesitation' | 'nothing' | 'intake';

interface Passing {
  readonly who: DemoActor | undefined;
  readonly items: readonly StoredItem[];
  readonly direction: 'out' | 'in' | 'none' | 'uncertain';
  readonly outcome: Outcome;
  readonly orderNumber: string | null;
  readonly alarm?: { readonly id: string; readonly reason: string; readonly doorClosed: boolean };
}

/** The portal as a device signs for what it saw; no person does. */
function portal(world: World) {
  return {
    person: null,
    name: world.door.name,
    post: null,
    method: 'device',
    station: world.door.id,
  } as const;
}

/** How sure the portal is of each kind of decision. */
function probability(random: Random, direction: Passing['direction']): number {
  const [lowest, highest] = (
    { out: [0.93, 0.995], in: [0.92, 0.99], none: [0.9, 0.98], uncertain: [0.55, 0.72] } as const
  )[direction];
  return round(random.between(lowest, highest));
}

/** Records one passage (通行) with frames of the door's camera, as the portal would have. @returns its id */
export async function pass(world: World, passing: Passing): Promise<string> {
  const { stage } = world;
  const id = stage.newId();
  const from = stage.now();
  stage.run(portal(world), 'evidence.recordPassage', {
    id,
    door: world.door.id,
    doorName: world.door.name,
    from: stage.iso(from),
    to: stage.iso(from + stage.random.integer(2_400, 5_200)),
    person: passing.who === undefined ? null : partyOf(passing.who),
    personConfidence: passing.who === undefined ? 0 : round(stage.random.between(0.86, 0.99)),
    people: passing.who === undefined ? 0 : 1,
    items: passing.items.map((item) => ({
      item: item.id,
      code: item.code,
      name: item.name,
      epc: item.epc,
      direction: passing.direction,
      probability: probability(stage.random, passing.direction),
      order: passing.orderNumber,
    })),
    outcome: passing.outcome,
    evidence: {
      personEvidence: passing.who === undefined ? 'unknown' : 'badge',
      hesitations: passing.outcome === 'hesitation' ? 1 : 0,
      contradictions: 0,
      blindIntervals: 0,
      reasons: '',
    },
    alarm: passing.alarm ?? null,
    contradictions: [],
  });
  await attachFrames(world, id, from, passing);
  return id;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

async function attachFrames(world: World, passage: string, from: number, passing: Passing): Promise<void> {
  const { stage } = world;
  const moments = passing.alarm === undefined ? [700] : [-400, 700, 1900];
  const frames = await Promise.all(
    moments.map(async (offset, position) => {
      const jpeg = await drawDoorFrame({
        at: from + offset,
        door: world.door.name,
        progress: (position + 1) / (moments.length + 1),
        outwards: passing.direction !== 'in',
        person: passing.who !== undefined,
        carries: passing.items.length > 0,
        alarm: passing.alarm !== undefined && position > 0,
      });
      const { hash } = await stage.attachments.put(jpeg);
      return { at: stage.iso(from + offset), hash, camera: '通道门摄像机' };
    }),
  );
  stage.run(portal(world), 'evidence.attachFrames', {
    passage,
    alarm: passing.alarm?.id ?? null,
    frames,
    noPicture: null,
  });
}

/** A custodian carries things into the room. */
export async function walkIn(
  world: World,
  who: DemoActor,
  items: readonly StoredItem[],
  outcome: 'intake',
  orderNumber: string | null = null,
): Promise<void> {
  await pass(world, { who, items, direction: 'in', outcome, orderNumber });
}

/** What the journal also holds: people alone, somebody who turned back, a passage nobody could read, a blind reader. */
export function planQuietPassages(world: World): void {
  const { stage } = world;
  for (const hoursAgo of [92, 75, 68, 51, 44, 27, 20.5, 3.4]) {
    stage.at(momentOf(stage, hoursAgo), async () => {
      await pass(world, {
        who: custodianOf(world),
        items: [],
        direction: 'none',
        outcome: 'nothing',
        orderNumber: null,
      });
    });
  }
  const unsure = (hoursAgo: number, outcome: 'uncertain' | 'hesitation', settle: boolean): void =>
    stage.at(momentOf(stage, hoursAgo), async () => {
      const item = takeIdle(world);
      await pass(world, {
        who: custodianOf(world),
        items: [item],
        direction: outcome === 'uncertain' ? 'uncertain' : 'none',
        outcome,
        orderNumber: null,
      });
      const [task] = settle ? stage.query('evidence.tasks', {}) : [];
      if (task === undefined) return;
      const inCharge = actorOf(world, 'custodian-in-charge');
      stage.run(inCharge.actor, 'evidence.settleTask', {
        id: task.id,
        finding: 'did-not-pass',
        note: '查看录像，物品在门内推车上，未出门。',
      });
      item.busy = false;
    });
  unsure(88, 'uncertain', true);
  unsure(61, 'hesitation', false);
  unsure(16, 'uncertain', false);
  stage.at(stage.end - 40 * hour, () => {
    stage.run(portal(world), 'evidence.gateBlind', {
      door: world.door.id,
      doorName: world.door.name,
      from: stage.iso(stage.now() - 3 * minute),
      until: stage.iso(stage.now()),
      reason: 'reader_away',
    });
  });
}

/** An item that lies in the store and belongs to no other act. @throws RangeError when there is none */
export function takeIdle(world: World, fits: (item: StoredItem) => boolean = () => true): StoredItem {
  const idle = world.stored.filter((item) => !item.busy && fits(item));
  const item = world.stage.random.pick(idle);
  item.busy = true;
  return item;
}

/** 报警: an exit without an order, what the custodians did about it, and the review by another pair of eyes. */
export function planAlarm(world: World, plan: PlannedAlarm): void {
  const { stage } = world;
  stage.at(momentOf(stage, plan.hoursAgo), async () => {
    const item = takeIdle(world, ({ kind }) => ['phone', 'watch', 'backpack', 'usb'].includes(kind));
    const carrier = item.officers[1] ?? custodianOf(world);
    const alarm = stage.newId();
    await pass(world, {
      who: carrier,
      items: [item],
      direction: 'out',
      outcome: 'unauthorised',
      orderNumber: null,
      alarm: { id: alarm, reason: 'unauthorised_exit', doorClosed: true },
    });
    const custodian = actorOf(world, 'custodian');
    const inCharge = actorOf(world, 'custodian-in-charge');
    const door = world.door.id;
    stage.run(custodian.actor, 'evidence.acknowledgeAlarm', { id: alarm });
    stage.run(custodian.actor, 'evidence.silenceSiren', { door });
    stage.run(custodian.actor, 'evidence.investigateAlarm', { id: alarm, note: plan.handling });
    stage.run(inCharge.actor, 'evidence.authoriseDoor', { door, reason: '现场已控制，恢复通行。' });
    stage.at(stage.now() + 70 * minute, () => {
      if (plan.found) findAgain(world, item);
      stage.run(inCharge.actor, 'evidence.resolveAlarm', {
        id: alarm,
        resolution: plan.resolution,
        note: plan.note,
      });
    });
    if (plan.review) {
      stage.at(stage.now() + 20 * hour, () => {
        stage.run(actorOf(world, 'supervisor').actor, 'evidence.reviewAlarm', {
          id: alarm,
          note: plan.reviewNote,
        });
      });
    }
  });
}

/** T16: found by a custodian who did not hold it last. */
function findAgain(world: World, item: StoredItem): void {
  const { stage } = world;
  const place = stage.query('evidence.suggestCell', { item: item.id });
  if (place === null) throw new RangeError('the demo rooms have no free cell');
  stage.run(actorOf(world, 'custodian-in-charge').actor, 'evidence.reportFound', {
    id: item.id,
    cell: place.cell,
    how: '追回后核对封签、重量与照片，一致。',
    photo: null,
  });
}
