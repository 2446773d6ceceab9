import type { DemoActor } from './county.ts';
import type { DemoData, PictureKind } from './demo-data.ts';
import type { Stage } from './stage.ts';

/** An item as the acts remember it; what counts stands in the store. */
export interface StoredItem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly epc: string;
  readonly quantity: string;
  readonly grams: string | null;
  readonly officers: readonly DemoActor[];
  readonly storedAt: number;
  /** Part of an order or an alarm: left alone by every other act. */
  busy: boolean;
}

/** What all acts of the past share. */
export interface World {
  readonly stage: Stage;
  readonly data: DemoData;
  readonly people: ReadonlyMap<string, DemoActor>;
  readonly newName: () => string;
  /** Content hashes of the drawn pictures. */
  readonly pictures: ReadonlyMap<PictureKind, readonly string[]>;
  readonly door: { readonly id: string; readonly name: string };
  /** Device block of evidence codes (domain notes 3.8). */
  readonly block: string;
  readonly stored: StoredItem[];
  readonly tids: Map<string, string>;
}

/** @throws RangeError when `county.json` has no such person */
export function actorOf(world: World, key: string): DemoActor {
  const found = world.people.get(key);
  if (found === undefined) throw new RangeError(`no person ${key}`);
  return found;
}

/** Custodians take turns; none of them ever works on a case. */
export function custodianOf(world: World): DemoActor {
  return actorOf(world, world.stage.random.pick(['custodian', 'custodian', 'custodian-2', 'custodian-3']));
}

export function partyOf(actor: DemoActor) {
  return { person: actor.person, name: actor.name };
}
