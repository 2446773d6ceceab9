import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../kernel/module.ts';
import { openStore, type Store } from '../../kernel/store/store.ts';
import { createDemoWorld, type DemoWorld } from '../demo-world.ts';
import type { StationDomains } from '../domains.ts';
import { createRandom } from './random.ts';
import { newHandle } from './county.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'newcomer-'));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let world: DemoWorld;
let store: Store<StationDomains>;

beforeAll(async () => {
  world = await createDemoWorld({ folder, now: Date.now(), station: { id: 'station-1' } });
  store = await openStore<StationDomains>({
    folder,
    modules: new URL('../domains.ts', import.meta.url).href,
    station: 'station-1',
    log: quiet,
    ballastBytes: 0,
  });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function logInAs(role: string): Promise<{ actor: Actor; party: { person: string; name: string } }> {
  const person = world.persons.find((one) => one.tile && one.role === role);
  if (person === undefined) throw new RangeError(`nobody is ${role}`);
  const [post] = await store.query('identity.validPosts', { person: person.id });
  const party = { person: person.id, name: person.name };
  return { party, actor: { ...party, post: post?.id ?? '', method: 'password', station: 'station-1' } };
}

describe('the demo world under a station', () => {
  it('carries a newcomer from a fresh case to the borrowed item with the accounts of the log-in screen', async () => {
    const officer = await logInAs('case-officer');
    const custodian = await logInAs('custodian');
    const head = await logInAs('department-head');
    const [fresh] = (await store.query('evidence.cases', { limit: 1 })).rows;
    const { output: item } = await store.execute(
      'evidence.registerItem',
      {
        block: '001',
        caseId: fresh?.id ?? '',
        name: '黑色智能手机',
        category: '05',
        sceneCategory: '10',
        quantity: '1',
        measureUnit: '部',
        features: '屏幕完好',
        measure: 'seizure',
        listNumber: '扣字第1号',
        seizedAt: new Date(Date.now() - 60_000).toISOString(),
        seizedPlace: '文昌路',
        owner: null,
        sealNumber: 'F1',
        grossWeightGrams: null,
        flags: [],
      },
      officer,
    );
    const { id } = item;
    const pictured = (await store.query('evidence.items', { custody: ['in-store'], limit: 1 })).rows[0];
    await store.execute(
      'evidence.addPhoto',
      {
        id,
        hash: pictured?.photo ?? '',
        source: 'import',
        caption: '正面',
        takenAt: new Date().toISOString(),
      },
      officer,
    );
    await store.execute('evidence.submitItem', { id }, officer);
    await store.execute('evidence.arriveAtCounter', { id }, custodian);
    await store.execute(
      'evidence.bindTag',
      { id, epc: newHandle(createRandom(99)), tid: null, method: 'desk-reader', readBack: true },
      custodian,
    );
    const cell = await store.query('evidence.suggestCell', { item: id });
    expect(cell?.reason).toBeDefined();
    await store.execute(
      'evidence.acceptItem',
      {
        id,
        counted: '1',
        grossWeightGrams: null,
        sealNumber: 'F1',
        sealIntact: true,
        condition: '完好',
        cell: cell?.cell ?? '',
        officer: officer.party,
      },
      custodian,
    );
    const { output: order } = await store.execute(
      'evidence.createOrder',
      {
        purpose: 'interrogation',
        reason: '讯问中辨认',
        destination: '办案区',
        borrower: officer.party.person,
        items: [id],
        dueAt: new Date(Date.now() + 86_400_000).toISOString(),
      },
      officer,
    );
    await store.execute('evidence.submitOrder', { id: order.id }, officer);
    const viewer = { person: head.party.person, role: 'department-head' as const, permissions: [] };
    const { listHash } = await store.query('evidence.order', { id: order.id, viewer });
    await store.execute(
      'evidence.approveOrder',
      { id: order.id, listHash: listHash ?? '', opinion: '同意' },
      head,
    );
    await store.execute('evidence.releaseOrder', { id: order.id, minutes: 30 }, custodian);
    await store.execute(
      'evidence.handOverOrder',
      { id: order.id, borrower: officer.party, scanned: [id] },
      custodian,
    );
    expect((await store.query('evidence.item', { id, permissions: [] })).custody).toBe('on-loan');
  });

  it('keeps its approved and released orders through the first sweep of the node', async () => {
    const { output } = await store.execute('evidence.sweepOrders', {}, await logInAs('custodian'));
    expect(output).toEqual({ lapsed: 0, expired: 0 });
  });
});
