import type { Role } from '../../contract/identity.ts';
import { identityModule } from '../../kernel/identity/module.ts';
import type { Actor } from '../../kernel/module.ts';
import { referenceModule } from '../../kernel/reference/module.ts';
import { type InProcessStore, openStoreInProcess } from '../../kernel/store/in-process.ts';
import { evidenceModule } from '../module.ts';

export type RoomDomains = {
  readonly identity: typeof identityModule;
  readonly reference: typeof referenceModule;
  readonly evidence: typeof evidenceModule;
};

export const unitCode = '330199000000';
const system: Actor = { person: null, name: 'system', post: null, method: 'system', station: 'test' };

export interface TestPerson {
  readonly person: string;
  readonly name: string;
  readonly actor: Actor;
}

/** A small evidence room in memory with a clock that the test moves. */
export function createTestRoom() {
  let now = Date.parse('2026-11-23T01:00:00.000Z');
  const store: InProcessStore<RoomDomains> = openStoreInProcess<RoomDomains>({
    folder: ':memory:',
    modules: [identityModule, referenceModule, evidenceModule],
    station: 'test',
    now: () => now,
  });
  const run = <Name extends Parameters<typeof store.execute>[0]>(
    actor: Actor,
    name: Name,
    input: Parameters<typeof store.execute<Name>>[1],
  ) => store.execute(name, input, { actor }).output;

  run(system, 'identity.addUnit', {
    code: '330000000000',
    name: '示范省公安厅',
    level: 'province',
    parent: null,
  });
  run(system, 'identity.addUnit', {
    code: '330100000000',
    name: '示范市公安局',
    level: 'city',
    parent: '330000000000',
  });
  run(system, 'identity.addUnit', {
    code: unitCode,
    name: '示范县公安局',
    level: 'county',
    parent: '330100000000',
  });

  let badge = 100_000;
  const person = (name: string, role: Role): TestPerson => {
    badge += 1;
    const { id } = run(system, 'identity.addPerson', {
      name,
      badgeNumber: String(badge),
      unit: unitCode,
      department: null,
    });
    const post = run(system, 'identity.grantPost', { person: id, role, unit: unitCode, validUntil: null });
    return {
      person: id,
      name,
      actor: { person: id, name, post: post.id, method: 'password', station: 'test' },
    };
  };

  const custodian = person('甲保管', 'custodian');
  const secondCustodian = person('乙保管', 'custodian-in-charge');
  const officer = person('丙办案', 'case-officer');
  const secondOfficer = person('丁办案', 'case-officer');
  const head = person('戊科长', 'department-head');
  const chief = person('己局长', 'unit-head');
  const supervisor = person('庚督察', 'supervisor');

  const site = run(system, 'evidence.addPlace', {
    kind: 'site',
    name: '物证中心',
    parent: null,
    trait: 'ordinary',
    rows: null,
    columns: null,
    x: null,
    y: null,
    width: null,
    height: null,
  }).id;
  const room = run(system, 'evidence.addPlace', {
    kind: 'room',
    name: '一号库',
    parent: site,
    trait: 'ordinary',
    rows: null,
    columns: null,
    x: 0,
    y: 0,
    width: 600,
    height: 400,
  }).id;
  const cabinet = run(system, 'evidence.addPlace', {
    kind: 'cabinet',
    name: '甲柜',
    parent: room,
    trait: 'ordinary',
    rows: 2,
    columns: 3,
    x: 0,
    y: 0,
    width: 90,
    height: 40,
  }).id;
  const cells = store.query('evidence.cabinet', { id: cabinet }).cells.map((cell) => cell.id);

  const caseId = run(officer.actor, 'evidence.createCase', {
    number: `A${unitCode}2026110001`,
    name: '入室盗窃案',
    kind: 'criminal',
    officers: [officer.person, secondOfficer.person],
    occurredAt: null,
    occurredPlace: '示范路1号',
    summary: '',
  }).id;

  let tags = 0;
  const registerItem = (name = '黑色手机') =>
    run(officer.actor, 'evidence.registerItem', {
      block: '001',
      caseId,
      name,
      category: '05',
      sceneCategory: '10',
      quantity: '1',
      measureUnit: '部',
      features: '屏幕有裂纹',
      measure: 'seizure',
      listNumber: '扣字第1号',
      seizedAt: new Date(now - 3_600_000).toISOString(),
      seizedPlace: '示范路1号',
      owner: '持有人样例',
      sealNumber: 'F0001',
      grossWeightGrams: '180',
      flags: [],
    }).id;
  const addPhoto = (id: string) =>
    run(officer.actor, 'evidence.addPhoto', {
      id,
      hash: 'a'.repeat(64),
      source: 'import',
      caption: '正面',
      takenAt: new Date(now).toISOString(),
    });
  const nextEpc = () => `A0${String(++tags).padStart(22, '0')}`;
  const acceptance = (id: string) => ({
    id,
    counted: '1',
    grossWeightGrams: '181',
    sealNumber: 'F0001',
    sealIntact: true,
    condition: '完好',
    cell: cells[0] ?? '',
    officer: { person: officer.person, name: officer.name },
  });
  /** An item that lies in the store with a tag. */
  const storedItem = (name?: string) => {
    const id = registerItem(name);
    addPhoto(id);
    run(officer.actor, 'evidence.submitItem', { id });
    run(custodian.actor, 'evidence.arriveAtCounter', { id });
    const epc = nextEpc();
    run(custodian.actor, 'evidence.bindTag', {
      id,
      epc,
      tid: `E280${epc.slice(-20)}`,
      method: 'desk-reader',
      readBack: true,
    });
    run(custodian.actor, 'evidence.acceptItem', acceptance(id));
    return { id, epc };
  };
  return {
    store,
    run,
    system,
    custodian,
    secondCustodian,
    officer,
    secondOfficer,
    head,
    chief,
    supervisor,
    person,
    cells,
    cabinet,
    room,
    caseId,
    registerItem,
    addPhoto,
    nextEpc,
    acceptance,
    storedItem,
    now: () => now,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}
