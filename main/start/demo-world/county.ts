import { makeOpaqueHandle, OPAQUE_HANDLE_BYTES } from '../../../drivers/rfid/epc/index.ts';
import { toHex } from '../../../drivers/framing/hexadecimal.ts';
import type { Role } from '../../contract/identity.ts';
import { hashSecret } from '../../kernel/identity/secrets.ts';
import type { Actor } from '../../kernel/module.ts';
import type { DemoData } from './demo-data.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

/** Shared by every demo account and shown on the log-in screen: secrets of nothing. */
export const demoPassword = 'Demo-2026!';
export const demoPin = '246810';

/** ISO application family of the county's tags; any number from 1 to 255 serves as long as all stations share it. */
export const demoApplicationFamily = 0xc2;

export interface DemoActor {
  readonly key: string;
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly account: string;
  readonly tile: boolean;
  readonly cardId: string;
  readonly badgeEpc: string;
  readonly actor: Actor;
}

/** A name nobody was given: surname and two syllables drawn apart, never the same name twice. */
export function createNames(names: DemoData['names'], random: Random): () => string {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const name = random.pick(names.surnames) + random.pick(names.first) + random.pick(names.second);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}

/** Opaque handle of a new tag (96 bits, upper-case hex). */
export function newHandle(random: Random): string {
  return makeOpaqueHandle(random.bytes(OPAQUE_HANDLE_BYTES), demoApplicationFamily).hex;
}

/** Units, departments, and a person for every role with post, card, badge and account. */
export async function settleCounty(
  stage: Stage,
  data: DemoData,
  station: string,
  newName: () => string,
): Promise<ReadonlyMap<string, DemoActor>> {
  const [passwordHash, pinHash] = await Promise.all([hashSecret(demoPassword), hashSecret(demoPin)]);
  const system = stage.system();
  for (const unit of data.county.units) stage.run(system, 'identity.addUnit', unit);
  const departments = new Map(
    data.county.departments.map(({ key, unit, name }) => [
      key,
      { unit, id: stage.run(system, 'identity.addDepartment', { unit, name }).id },
    ]),
  );
  const people = new Map<string, DemoActor>();
  for (const [index, plan] of data.county.persons.entries()) {
    const department = departments.get(plan.department);
    if (department === undefined) throw new RangeError(`no department ${plan.department}`);
    const name = newName();
    const person = stage.run(system, 'identity.addPerson', {
      name,
      badgeNumber: String(990_101 + index),
      unit: department.unit,
      department: department.id,
    }).id;
    const post = stage.run(system, 'identity.grantPost', {
      person,
      role: plan.role,
      unit: department.unit,
      validUntil: null,
    }).id;
    // 5Ah: a fixed UID of four bytes; 08h would mark a random one, which no card may be enrolled by.
    const cardId = `5A${toHex(stage.random.bytes(3))}`;
    const badgeEpc = newHandle(stage.random);
    stage.run(system, 'identity.addCard', { person, kind: 'card-number', value: cardId });
    stage.run(system, 'identity.addCard', { person, kind: 'uhf-badge', value: badgeEpc });
    stage.run(system, 'identity.openAccount', {
      person,
      account: plan.account,
      passwordHash,
      pinHash,
      mustChange: false,
    });
    people.set(plan.key, {
      key: plan.key,
      person,
      name,
      role: plan.role,
      account: plan.account,
      tile: plan.tile,
      cardId,
      badgeEpc,
      actor: { person, name, post, method: 'password', station },
    });
  }
  return people;
}
