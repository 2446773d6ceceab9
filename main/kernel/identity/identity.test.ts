import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../../contract/identity.ts';
import type { Actor } from '../module.ts';
import { openStoreInProcess } from '../store/in-process.ts';
import { lockMinutes } from './commands.ts';
import { identityModule } from './module.ts';
import { roleConflict, rolePermissions } from './roles.ts';
import { hashSecret, passwordProblem, pinProblem, verifySecret } from './secrets.ts';

const system: Actor = { person: null, name: 'system', post: null, method: 'system', station: 'test' };
const county = '330199000000';

function organisation() {
  let now = Date.parse('2026-11-23T01:00:00.000Z');
  const store = openStoreInProcess<{ readonly identity: typeof identityModule }>({
    folder: ':memory:',
    modules: [identityModule],
    now: () => now,
  });
  const run = <Name extends Parameters<typeof store.execute>[0]>(
    name: Name,
    input: Parameters<typeof store.execute<Name>>[1],
    actor = system,
  ) => store.execute(name, input, { actor }).output;
  run('identity.addUnit', { code: '330000000000', name: '示范省', level: 'province', parent: null });
  run('identity.addUnit', { code: '330100000000', name: '示范市', level: 'city', parent: '330000000000' });
  run('identity.addUnit', { code: county, name: '示范县', level: 'county', parent: '330100000000' });
  const add = (badgeNumber: string) =>
    run('identity.addPerson', { name: '张样例', badgeNumber, unit: county, department: null }).id;
  return {
    store,
    run,
    add,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const refused = (code: string) => expect.objectContaining({ code });

describe('first set-up', () => {
  const units = [
    { code: '330000000000', name: '示范省' },
    { code: '330100000000', name: '示范市' },
    { code: county, name: '示范县' },
    { code: '330199010000', name: '示范派出所' },
  ];
  const administrator = { name: '张样例', badgeNumber: '000001', account: 'admin', passwordHash: 'scrypt$' };
  const empty = () =>
    openStoreInProcess<{ readonly identity: typeof identityModule }>({
      folder: ':memory:',
      modules: [identityModule],
      now: () => Date.parse('2026-11-23T01:00:00.000Z'),
    });

  it('makes the units and one administrator at the lowest of them', () => {
    const store = empty();
    const { id } = store.execute('identity.setUp', { units, administrator }, { actor: system }).output;
    expect(store.query('identity.units', {}).map(({ level }) => level)).toEqual([
      'province',
      'city',
      'county',
      'station',
    ]);
    expect(store.query('identity.person', { id })).toMatchObject({
      account: 'admin',
      unit: '330199010000',
      posts: [{ role: 'unit-administrator' }],
    });
    expect(() => store.execute('identity.setUp', { units, administrator }, { actor: system })).toThrow(
      refused('station.already_set_up'),
    );
  });

  it('keeps nothing when one unit is refused, so that it can be tried again', () => {
    const store = empty();
    const twice = [...units.slice(0, 2), { code: '330100000000', name: '示范县' }];
    expect(() => store.execute('identity.setUp', { units: twice, administrator }, { actor: system })).toThrow(
      refused('identity.unit_exists'),
    );
    expect(store.query('identity.units', {})).toEqual([]);
  });
});

describe('units', () => {
  it('stand in a tree of province, city, county and station', () => {
    const { run } = organisation();
    expect(() =>
      run('identity.addUnit', {
        code: '330199010000',
        name: '派出所',
        level: 'station',
        parent: '330100000000',
      }),
    ).toThrow(refused('identity.unit_parent'));
    expect(() =>
      run('identity.addUnit', { code: '33019901', name: '派出所', level: 'station', parent: county }),
    ).toThrow(refused('identity.unit_code_form'));
    expect(() =>
      run('identity.addUnit', { code: county, name: '又一个', level: 'county', parent: '330100000000' }),
    ).toThrow(refused('identity.unit_exists'));
  });

  it('have departments of their own', () => {
    const { run, store } = organisation();
    run('identity.addDepartment', { unit: county, name: '刑侦大队' });
    expect(
      store.query('identity.departments', { unit: county }).map((department) => department.name),
    ).toEqual(['刑侦大队']);
    expect(store.query('identity.departments', {})).toHaveLength(1);
  });
});

describe('posts and their conflicts', () => {
  it('keeps custody from case work, administration from business, and audit alone', () => {
    expect(roleConflict('custodian', 'case-officer')).toBe('custody-and-case-work');
    expect(roleConflict('custodian-in-charge', 'department-head')).toBe('custody-and-case-work');
    expect(roleConflict('system-administrator', 'unit-head')).toBe('administration-and-business');
    expect(roleConflict('supervisor', 'custodian')).toBe('administration-and-business');
    expect(roleConflict('system-auditor', 'superior-reader')).toBe('audit-stands-alone');
    expect(roleConflict('case-officer', 'department-head')).toBeUndefined();
  });

  it('is the same whichever post was there first', () => {
    fc.assert(
      fc.property(fc.constantFrom(...roles), fc.constantFrom(...roles), (left, right) => {
        expect(roleConflict(left, right)).toBe(roleConflict(right, left));
      }),
    );
  });

  it('gives the technical administrator no sight of items and no approval', () => {
    expect(rolePermissions['system-administrator']).not.toContain('item.read');
    expect(rolePermissions['system-administrator']).not.toContain('order.approve');
  });

  it('refuses a conflicting post, lets it be granted when the other has ended, and none to oneself', () => {
    const { run, add, pass } = organisation();
    const person = add('100001');
    const held = run('identity.grantPost', { person, role: 'case-officer', unit: county, validUntil: null });
    const grant = () =>
      run('identity.grantPost', { person, role: 'custodian', unit: county, validUntil: null });
    expect(grant).toThrow(refused('identity.role_conflict'));
    run('identity.endPost', { post: held.id, reason: '轮岗' });
    pass(1);
    grant();
    const self: Actor = { ...system, person };
    expect(() =>
      run('identity.grantPost', { person, role: 'supervisor', unit: county, validUntil: null }, self),
    ).toThrow(refused('identity.grant_to_self'));
  });

  it('ends by its own date', () => {
    const { run, add, store, pass } = organisation();
    const person = add('100001');
    run('identity.grantPost', {
      person,
      role: 'custodian',
      unit: county,
      validUntil: '2026-11-24T01:00:00.000Z',
    });
    expect(store.query('identity.validPosts', { person })).toHaveLength(1);
    pass(25 * 3_600_000);
    expect(store.query('identity.validPosts', { person })).toHaveLength(0);
  });
});

describe('cards', () => {
  it('name a person without their number being kept', () => {
    const { run, add, store } = organisation();
    const person = add('100001');
    run('identity.addCard', { person, kind: 'card-number', value: '9a3c51e7' });
    expect(store.query('identity.cardOwner', { cardId: '9A3C51E7' })?.person).toBe(person);
    expect(JSON.stringify(store.entries())).not.toContain('9A3C51E7');
  });

  it('are not given twice, not taken when random, and end with the person', () => {
    const { run, add, store } = organisation();
    const first = add('100001');
    const second = add('100002');
    run('identity.addCard', { person: first, kind: 'card-number', value: '9A3C51E7' });
    expect(() => run('identity.addCard', { person: second, kind: 'card-number', value: '9A3C51E7' })).toThrow(
      refused('identity.card_taken'),
    );
    expect(() => run('identity.addCard', { person: second, kind: 'card-number', value: '08A1B2C3' })).toThrow(
      refused('identity.card_random'),
    );
    run('identity.personLeft', { person: first, reason: '调离' });
    expect(store.query('identity.cardOwner', { cardId: '9A3C51E7' })?.left).not.toBeNull();
    run('identity.addCard', { person: second, kind: 'card-number', value: '9A3C51E7' });
  });
});

describe('secrets', () => {
  it('are verified, not kept', async () => {
    const stored = await hashSecret('Demo-2026!');
    expect(stored).not.toContain('Demo');
    expect(await verifySecret('Demo-2026!', stored)).toBe(true);
    expect(await verifySecret('Demo-2026?', stored)).toBe(false);
    expect(await verifySecret('x', 'nonsense')).toBe(false);
  });

  it('follow the rules of length and kinds', () => {
    expect(passwordProblem('Ab1!', 'zhang')).toBe('too-short');
    expect(passwordProblem('abcdefgh', 'zhang')).toBe('too-few-kinds');
    expect(passwordProblem('Zhang-2026', 'zhang')).toBe('contains-account');
    expect(passwordProblem('Kestrel-2026', 'zhang')).toBeUndefined();
    expect(pinProblem('12345')).toBe('not-six-digits');
    expect(pinProblem('111111')).toBe('too-simple');
    expect(pinProblem('654321')).toBe('too-simple');
    expect(pinProblem('246810')).toBeUndefined();
  });

  it('lock the account at the fifth failure, on record', () => {
    const { run, add, store } = organisation();
    const person = add('100001');
    run('identity.openAccount', {
      person,
      account: 'zhang',
      passwordHash: 'x',
      pinHash: null,
      mustChange: false,
    });
    for (let round = 0; round < 4; round++)
      expect(run('identity.logInFailed', { person })).toEqual({ locked: false });
    expect(run('identity.logInFailed', { person })).toEqual({ locked: true });
    const locked = store.query('identity.credentialByAccount', { account: 'zhang' });
    expect(locked?.lockedUntil).toBe(
      new Date(Date.parse('2026-11-23T01:00:00.000Z') + lockMinutes * 60_000).toISOString(),
    );
    run('identity.unlockAccount', { person });
    expect(store.query('identity.credentialByAccount', { account: 'zhang' })?.lockedUntil).toBeNull();
  });
});
