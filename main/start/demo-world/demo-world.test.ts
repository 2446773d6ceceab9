import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { custodyStates } from '../../contract/evidence-items.ts';
import { orderStates } from '../../contract/evidence-orders.ts';
import { roles } from '../../contract/identity.ts';
import { placeTraits } from '../../contract/storage.ts';
import { roleConflict } from '../../kernel/identity/roles.ts';
import { passwordProblem, pinProblem, verifySecret } from '../../kernel/identity/secrets.ts';
import { verifyPath } from '../../kernel/ledger/verify.ts';
import { type InProcessStore, openStoreInProcess } from '../../kernel/store/in-process.ts';
import { createDemoWorld, type DemoWorld, demoAccounts, readDemoWorld } from '../demo-world.ts';
import stationModules, { type StationDomains } from '../domains.ts';
import { readDictionaries } from './dictionaries.ts';

const now = Date.parse('2026-11-24T00:30:00.000Z');
const station = { id: 'evidence-room-1' };
const parent = mkdtempSync(path.join(os.tmpdir(), 'demo-world-'));

function open(name: string): InProcessStore<StationDomains> {
  return openStoreInProcess<StationDomains>({
    folder: path.join(parent, name),
    modules: stationModules,
    now: () => now,
  });
}

function everyItem(store: InProcessStore<StationDomains>) {
  const first = store.query('evidence.items', { limit: 200 });
  if (first.next !== null) throw new RangeError('more items than one page holds');
  return first.rows;
}

let world: DemoWorld;
let store: InProcessStore<StationDomains>;
const person = (role: string) => {
  const found = world.persons.find((one) => one.tile && one.role === role);
  if (found === undefined) throw new RangeError(`nobody is ${role}`);
  return found;
};
const viewer = (role: 'department-head' | 'unit-head') => ({
  person: person(role).id,
  role,
  permissions: ['order.read', 'order.approve'],
});

beforeAll(async () => {
  world = await createDemoWorld({ folder: path.join(parent, 'first'), now, station });
  store = open('first');
});
afterAll(() => {
  store.close();
  rmSync(parent, { recursive: true, force: true });
});

describe('the demo world', () => {
  it('is the same for the same seed, ids aside', async () => {
    const again = await createDemoWorld({ folder: path.join(parent, 'again'), now, station });
    const withoutIds = (one: DemoWorld) => ({
      ...one,
      persons: one.persons.map(({ id: _id, ...rest }) => rest),
    });
    expect(withoutIds(again)).toEqual(withoutIds(world));
    const second = open('again');
    const told = (from: InProcessStore<StationDomains>) =>
      from.entries().map(({ seq, type, at, actor }) => ({ seq, type, at, by: actor.name }));
    const things = (from: InProcessStore<StationDomains>) =>
      everyItem(from).map(({ code, name, custody, place, photo }) => ({ code, name, custody, place, photo }));
    expect(told(second)).toEqual(told(store));
    expect(things(second)).toEqual(things(store));
    second.close();
  });

  it('tells another story for another seed and another hour of the day', async () => {
    const other = await createDemoWorld({
      folder: path.join(parent, 'other'),
      seed: 7,
      now: now + 13 * 3_600_000,
      station,
    });
    expect(other.persons.map(({ name }) => name)).not.toEqual(world.persons.map(({ name }) => name));
    expect(verifyPath(path.join(parent, 'other'))).toMatchObject({ ok: true, problems: [] });
  });

  it('leaves a ledger that verifies and ends in the past, and nothing unfinished', () => {
    expect(verifyPath(path.join(parent, 'first'))).toMatchObject({ ok: true, problems: [] });
    const times = store.entries().map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times.at(-1)?.localeCompare(new Date(now).toISOString())).toBeLessThanOrEqual(0);
    expect(readdirSync(path.join(parent, 'first'))).not.toContain('demo-unfinished');
  });

  it('is read back as it was written, and never made over a ledger that is there', async () => {
    expect(await readDemoWorld(path.join(parent, 'first'))).toEqual(world);
    expect(await readDemoWorld(path.join(parent, 'nowhere'))).toBeUndefined();
    await expect(createDemoWorld({ folder: path.join(parent, 'first'), now, station })).rejects.toThrow(
      'already holds a ledger',
    );
  });

  it('is costly neither in commands nor in bytes', () => {
    expect(store.status().seq).toBeLessThan(2_500);
    const attachments = path.join(parent, 'first', 'attachments');
    const sizes = readdirSync(attachments, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).size);
    expect(sizes.length).toBeGreaterThan(80);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60_000);
  });
});

describe('its people', () => {
  it('hold every role, without one conflict of posts', () => {
    const { rows } = store.query('identity.persons', { limit: 100 });
    expect(new Set(rows.flatMap(({ posts }) => posts.map(({ role }) => role)))).toEqual(new Set(roles));
    const conflicts = rows.flatMap(({ posts }) =>
      posts.flatMap((held) => posts.map((wanted) => roleConflict(held.role, wanted.role))),
    );
    expect(conflicts.filter((conflict) => conflict !== undefined)).toEqual([]);
  });

  it('log in with secrets that satisfy the rules, by account or by card', async () => {
    for (const one of world.persons) {
      expect(passwordProblem(one.password, one.account)).toBeUndefined();
      expect(pinProblem(one.pin)).toBeUndefined();
      expect(store.query('identity.cardOwner', { cardId: one.cardId })).toMatchObject({ person: one.id });
    }
    const { account, password } = demoAccounts(world)[0] ?? { account: '', password: '' };
    const stored = store.query('identity.credentialByAccount', { account });
    expect(await verifySecret(password, stored?.password ?? '')).toBe(true);
  });

  it('offers one log-in tile for each role of a working day', () => {
    expect(demoAccounts(world).map(({ roleName }) => roleName)).toEqual([
      '保管员',
      '保管负责人',
      '办案人',
      '办案部门负责人',
      '单位负责人',
      '督察',
      '单位管理员',
    ]);
  });
});

describe('its room', () => {
  it('shows every custody state that a command can reach', () => {
    const seen = new Set(everyItem(store).map(({ custody }) => custody));
    // T18 of the domain notes (transport between rooms) has no command in this station yet.
    expect(seen).toEqual(new Set(custodyStates.filter((state) => state !== 'in-transit')));
  });

  it('shows every state of an order', () => {
    const { rows } = store.query('evidence.orders', { limit: 200, viewer: viewer('unit-head') });
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(orderStates));
    expect(rows.filter(({ overdue }) => overdue)).toHaveLength(1);
  });

  it('shows the clock of hand-over running, near and over', () => {
    const clocks = store.query('evidence.runningClocks', { limit: 100 });
    const states = clocks.filter(({ rule }) => rule === 'C1').map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['running', 'near', 'over']));
  });

  it('gives every tagged item its chip, and no tag two items', () => {
    const tagged = everyItem(store).filter(({ tagged }) => tagged);
    const epcs = tagged.map(({ id }) => store.query('evidence.item', { id, permissions: [] }).bindings[0]);
    expect(new Set(epcs.map((binding) => binding?.epc)).size).toBe(tagged.length);
    for (const binding of epcs) expect(world.tids[binding?.epc ?? '']).toBe(binding?.tid);
  });

  it('keeps a picture of every item that was submitted', () => {
    for (const item of everyItem(store)) {
      if (item.custody === 'draft' || item.custody === 'voided') continue;
      const hash = item.photo ?? '';
      expect(existsSync(path.join(parent, 'first', 'attachments', hash.slice(0, 2), hash))).toBe(true);
    }
  });

  it('is drawn to scale: cabinets inside their room, none standing in another', () => {
    const places = store.query('evidence.places', {});
    const box = (place: (typeof places)[number]) => ({
      left: place.x ?? 0,
      top: place.y ?? 0,
      right: (place.x ?? 0) + (place.width ?? 0),
      bottom: (place.y ?? 0) + (place.height ?? 0),
    });
    for (const room of places.filter(({ kind }) => kind === 'room')) {
      const cabinets = places.filter(({ parent: above }) => above === room.id);
      for (const cabinet of cabinets) {
        const one = box(cabinet);
        expect(one.right <= (room.width ?? 0) && one.bottom <= (room.height ?? 0)).toBe(true);
        for (const other of cabinets.filter(({ id }) => id !== cabinet.id).map(box)) {
          const apart =
            one.right <= other.left ||
            other.right <= one.left ||
            one.bottom <= other.top ||
            other.bottom <= one.top;
          expect(apart).toBe(true);
        }
      }
    }
    expect(new Set(places.map(({ trait }) => trait))).toEqual(new Set(placeTraits));
  });

  it('has one thing still missing, with an alarm that was handled and reviewed', () => {
    const [missing, ...more] = everyItem(store).filter(({ custody }) => custody === 'unlocated');
    expect(more).toEqual([]);
    const { rows } = store.query('evidence.alarms', {});
    const alarm = rows.find(({ items }) => items.some(({ item }) => item === missing?.id));
    expect(alarm).toMatchObject({ state: 'reviewed', doorClosed: false });
    const view = store.query('evidence.alarm', { id: alarm?.id ?? '', person: '', permissions: [] });
    expect(view.passage?.frames).toHaveLength(3);
    expect(store.query('evidence.closedDoors', {})).toEqual([]);
    expect(store.query('evidence.alarms', { open: true }).rows).toEqual([]);
  });
});

describe('the walk of a newcomer', () => {
  it('finds a fresh case of the case officer with two officers and nothing registered', () => {
    const { rows } = store.query('evidence.cases', { limit: 1 });
    expect(rows[0]).toMatchObject({ items: 0, kind: 'criminal' });
    expect(rows[0]?.officers.map(({ id }) => id)).toContain(person('case-officer').id);
    expect(rows[0]?.officers.length).toBeGreaterThanOrEqual(2);
  });

  it('finds custodians who work on no case, and free cells', () => {
    const officers = store.query('evidence.cases', { limit: 100 }).rows.flatMap((one) => one.officers);
    const custodians = world.persons.filter(({ role }) => role.startsWith('custodian'));
    for (const custodian of custodians) expect(officers.map(({ id }) => id)).not.toContain(custodian.id);
    const cells = store
      .query('evidence.places', {})
      .filter(({ kind }) => kind === 'cabinet')
      .flatMap(({ id }) => store.query('evidence.cabinet', { id }).cells);
    expect(cells.length).toBeGreaterThanOrEqual(300);
    expect(cells.filter(({ items }) => items === 0).length).toBeGreaterThan(150);
  });

  it('finds orders that wait for the head of the department and for the head of the unit', () => {
    for (const role of ['department-head', 'unit-head'] as const) {
      const { rows } = store.query('evidence.orders', { toApprove: true, viewer: viewer(role) });
      expect(rows.length).toBeGreaterThan(0);
    }
  });
});

describe('the dictionaries', () => {
  it('have both languages in every entry, and no code twice', () => {
    for (const { name, entries } of readDictionaries()) {
      expect(new Set(entries.map(({ code }) => code)).size, name).toBe(entries.length);
      for (const entry of entries) {
        expect(entry.zh, `${name} ${entry.code}`).toMatch(/\p{Script=Han}/u);
        expect(entry.en, `${name} ${entry.code}`).toMatch(/^[A-Z][\x20-\x7E]+$/);
      }
    }
  });

  it('hold two lists of twelve categories and are loaded as they stand', () => {
    const loaded = store.query('reference.dictionaries', {});
    for (const { name, entries } of readDictionaries()) {
      expect(loaded.find((one) => one.name === name)?.entries.length, name).toBe(entries.length);
    }
    for (const list of ['category-property', 'category-scene']) {
      expect(loaded.find(({ name }) => name === list)?.entries.map(({ code }) => code)).toEqual(
        Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0')),
      );
    }
  });
});
