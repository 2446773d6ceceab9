import { toHex } from '../../../drivers/framing/hexadecimal.ts';
import { type DemoActor, newHandle } from './county.ts';
import type { CatalogueEntry, ItemFate, PictureKind, PlannedCase } from './demo-data.ts';
import { hour, minute, momentOf } from './stage.ts';
import { actorOf, custodianOf, partyOf, type StoredItem, type World } from './world.ts';
import { walkIn } from './doorway.ts';

/** Both officers of a team; the law asks for two (刑规 229). */
const teams: Readonly<Record<string, readonly string[]>> = {
  criminal: ['case-officer', 'case-officer-2'],
  order: ['order-officer-1', 'order-officer-2'],
  town: ['town-officer-1', 'town-officer-2'],
  river: ['river-officer-1', 'river-officer-2'],
  stone: ['stone-officer-1', 'stone-officer-2'],
};

interface SeizedItem {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly entry: CatalogueEntry;
  readonly name: string;
  readonly quantity: string;
  readonly grams: string | null;
  readonly sealNumber: string;
  readonly fate: ItemFate;
  readonly refusal: { readonly reason: Refusal; readonly note: string };
}
type Refusal = Exclude<Exclude<PlannedCase['items'][number], string>['reason'], undefined>;

/** Plans every case: seizure, registration, hand-over at the counter, and what became of each thing. */
export function planCases(world: World): void {
  for (const [index, plan] of world.data.cases.entries()) {
    const seizedAt = momentOf(world.stage, plan.hoursAgo);
    const old = plan.hoursAgo > 48;
    world.stage.at(seizedAt + 30 * minute, () => {
      const { id, officers } = openCase(world, plan, seizedAt);
      const registerAt = seizedAt + (old ? 90 : 45) * minute;
      world.stage.at(registerAt, () => {
        const items = plan.items.map((item, position) =>
          register(world, { plan, index, position, caseId: id, officers, seizedAt }, item),
        );
        const counterAt = seizedAt + (old ? world.stage.random.integer(180, 420) : 120) * minute;
        if (items.length > 0) world.stage.at(counterAt, () => takeIn(world, items, officers));
      });
    });
  }
}

function openCase(world: World, plan: PlannedCase, seizedAt: number) {
  const { stage } = world;
  const officers = (teams[plan.team] ?? []).map((key) => actorOf(world, key));
  if (plan.team === 'criminal' && stage.random.next() < 0.4) officers.push(actorOf(world, 'case-officer-3'));
  const [first] = officers;
  if (first === undefined) throw new RangeError(`no team ${plan.team}`);
  const unit = stage
    .query('identity.person', { id: first.person })
    .posts.find((post) => post.role === 'case-officer')?.unit;
  const { number } = stage.query('evidence.nextCaseNumber', { unit: unit ?? '', kind: plan.kind });
  const { id } = stage.run(first.actor, 'evidence.createCase', {
    number,
    name: plan.name,
    kind: plan.kind,
    officers: officers.map((officer) => officer.person),
    occurredAt: stage.iso(seizedAt - stage.random.integer(1, 20) * hour),
    occurredPlace: plan.place,
    summary: plan.summary,
  });
  return { id, officers };
}

interface Seizure {
  readonly plan: PlannedCase;
  readonly index: number;
  readonly position: number;
  readonly caseId: string;
  readonly officers: readonly DemoActor[];
  readonly seizedAt: number;
}

function register(world: World, seizure: Seizure, planned: PlannedCase['items'][number]): SeizedItem {
  const { stage } = world;
  const { plan, officers, seizedAt } = seizure;
  const {
    kind,
    fate,
    reason = 'other',
    note = '',
  } = typeof planned === 'string' ? { kind: planned, fate: 'stored' as const } : planned;
  const entry = world.data.catalogue[kind];
  const officer = officers[0];
  if (entry === undefined || officer === undefined) throw new RangeError(`nothing known of ${kind}`);
  const name = stage.random.pick(entry.names);
  const quantity = String(stage.random.integer(...entry.quantity));
  const grams = entry.grams === null ? null : String(stage.random.integer(...entry.grams));
  const sealNumber = `F${260_000 + seizure.index * 20 + seizure.position}`;
  const measure =
    plan.measure ?? (entry.flags.includes('personal-effects') ? 'personal-effects' : defaultMeasure(entry));
  const { id, code } = stage.run(officer.actor, 'evidence.registerItem', {
    block: world.block,
    caseId: seizure.caseId,
    name,
    category: entry.category,
    sceneCategory: entry.scene,
    quantity,
    measureUnit: entry.unit,
    features: stage.random.pick(entry.features),
    measure,
    listNumber: `扣字〔${stage.iso(seizedAt).slice(0, 4)}〕${100 + seizure.index}号`,
    seizedAt: stage.iso(seizedAt),
    seizedPlace: plan.place,
    owner: entry.flags.includes('ownerless') ? null : world.newName(),
    sealNumber,
    grossWeightGrams: grams,
    flags: entry.flags,
  });
  if (fate !== 'draft-no-photo') photograph(world, id, entry.pictureOf?.[name] ?? entry.picture, officer);
  if (fate === 'voided') {
    stage.run(officer.actor, 'evidence.voidItem', { id, reason: '与清单其他行重复登记' });
  } else if (!fate.startsWith('draft')) {
    stage.run(officer.actor, 'evidence.submitItem', { id });
  }
  return { id, code, kind, entry, name, quantity, grams, sealNumber, fate, refusal: { reason, note } };
}

/** Traces are collected, everything else is seized. */
function defaultMeasure(entry: CatalogueEntry): 'collection' | 'seizure' {
  return entry.category === '10' ? 'collection' : 'seizure';
}

function photograph(world: World, id: string, kind: PictureKind, officer: DemoActor): void {
  const { stage } = world;
  const drawn = world.pictures.get(kind) ?? [];
  const first = stage.random.integer(0, Math.max(0, drawn.length - 1));
  const captions = stage.random.next() < 0.3 ? ['正面', '封口'] : ['正面'];
  for (const [position, caption] of captions.entries()) {
    const hash = drawn[(first + position) % drawn.length];
    if (hash === undefined) continue;
    stage.run(officer.actor, 'evidence.addPhoto', {
      id,
      hash,
      source: 'document-camera',
      caption,
      takenAt: stage.iso(stage.now()),
    });
  }
}

/** One visit to the counter: what the officers bring is checked, tagged, and taken in or refused. */
async function takeIn(
  world: World,
  items: readonly SeizedItem[],
  officers: readonly DemoActor[],
): Promise<void> {
  const { stage } = world;
  const custodian = custodianOf(world);
  const officer = stage.random.pick(officers.slice(0, 2));
  const stored: StoredItem[] = [];
  for (const item of items) {
    if (item.fate === 'waiting' || item.fate === 'voided' || item.fate.startsWith('draft')) continue;
    stage.run(custodian.actor, 'evidence.arriveAtCounter', { id: item.id });
    if (item.fate === 'refused') {
      stage.run(custodian.actor, 'evidence.refuseItem', { id: item.id, ...item.refusal });
      continue;
    }
    if (item.fate === 'counter-untagged') continue;
    const epc = bindTag(world, item, custodian);
    if (item.fate === 'stored') stored.push(accept(world, item, { custodian, officer, officers, epc }));
  }
  if (stored.length > 0 && stage.end - stage.now() < 15 * 24 * hour) {
    await walkIn(world, custodian, stored, 'intake');
  }
}

function bindTag(world: World, item: SeizedItem, custodian: DemoActor): string {
  const { stage } = world;
  const epc = newHandle(stage.random);
  // E2801160h: class identifier, mask designer and model of a common chip; the rest is its serial number.
  const tid = `E2801160${toHex(stage.random.bytes(8))}`;
  stage.run(custodian.actor, 'evidence.bindTag', {
    id: item.id,
    epc,
    tid,
    method: 'desk-reader',
    readBack: true,
  });
  world.tids.set(epc, tid);
  return epc;
}

function accept(
  world: World,
  item: SeizedItem,
  at: { custodian: DemoActor; officer: DemoActor; officers: readonly DemoActor[]; epc: string },
): StoredItem {
  const { stage } = world;
  const place = stage.query('evidence.suggestCell', { item: item.id });
  if (place === null) throw new RangeError('the demo rooms have no free cell');
  stage.run(at.custodian.actor, 'evidence.acceptItem', {
    id: item.id,
    counted: item.quantity,
    grossWeightGrams: item.grams,
    sealNumber: item.sealNumber,
    sealIntact: true,
    condition: '完好',
    cell: place.cell,
    officer: partyOf(at.officer),
  });
  const stored: StoredItem = {
    id: item.id,
    code: item.code,
    name: item.name,
    kind: item.kind,
    epc: at.epc,
    quantity: item.quantity,
    grams: item.grams,
    officers: at.officers,
    storedAt: stage.now(),
    busy: false,
  };
  world.stored.push(stored);
  return stored;
}
