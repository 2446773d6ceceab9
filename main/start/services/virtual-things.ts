import { Refusal } from '../../kernel/errors.ts';
import type { DemoWorld } from '../demo-world.ts';
import type { RoomTag, WalkKind } from '../virtual-room/messages.ts';
import type { StationStore } from './system.ts';

type Where = 'room' | 'outside' | 'desk';

interface Thing {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly epc: string;
  where: Where;
}

/**
 * Where people and things of the demo physically are. The books may say something else: that is what the portal is for.
 */
export class VirtualThings {
  readonly #store: StationStore;
  readonly #things = new Map<string, Thing>();
  readonly #byEpc = new Map<string, Thing>();
  readonly #tids = new Map<string, string>();
  readonly #sides = new Map<string, 'inside' | 'outside'>();

  constructor(store: StationStore, world: DemoWorld) {
    this.#store = store;
    for (const [epc, tid] of Object.entries(world.tids)) this.#tids.set(epc, tid);
  }

  /** Reads the tagged items anew; a thing keeps its place, a new one begins where its tag was written. */
  async refresh(desk: readonly { readonly epc: string; readonly tid: string }[]): Promise<void> {
    for (const tag of desk) this.#tids.set(tag.epc, tag.tid);
    const onDesk = new Set(desk.map((tag) => tag.epc));
    const items = await this.#store.query('evidence.gateItems', {});
    const known = new Set(items.map((item) => item.item));
    for (const id of this.#things.keys()) if (!known.has(id)) this.#things.delete(id);
    this.#byEpc.clear();
    for (const item of items) {
      const before = this.#things.get(item.item);
      const stored = item.custody === 'in-store' || item.custody === 'reserved';
      const begins: Where = onDesk.has(item.epc)
        ? 'desk'
        : stored && item.side !== 'outside'
          ? 'room'
          : 'outside';
      const thing: Thing = {
        id: item.item,
        code: item.code,
        name: item.name,
        epc: item.epc,
        where: before?.where ?? begins,
      };
      this.#things.set(thing.id, thing);
      this.#byEpc.set(thing.epc, thing);
    }
  }

  items(): Thing[] {
    return [...this.#things.values()].map((thing) => ({ ...thing }));
  }

  residents(): RoomTag[] {
    return [...this.#things.values()]
      .filter((thing) => thing.where === 'room')
      .map((thing) => this.#tag(thing));
  }

  tagOf(item: string): RoomTag {
    return this.#tag(this.#require(item));
  }

  nameOf(epc: string): string | null {
    return this.#byEpc.get(epc)?.name ?? null;
  }

  sideOf(person: string): 'inside' | 'outside' {
    return this.#sides.get(person) ?? 'outside';
  }

  learnTid(epc: string, tid: string): void {
    this.#tids.set(epc, tid);
  }

  laidOnDesk(item: string): void {
    this.#require(item).where = 'desk';
  }

  /** What lay on the desk is outside the room: the counter stands before the door. */
  deskCleared(): void {
    for (const thing of this.#things.values()) if (thing.where === 'desk') thing.where = 'outside';
  }

  /** A thing can only be carried from where it is. @throws Refusal `virtual.item_not_there` */
  requireAt(items: readonly string[], path: WalkKind): void {
    for (const id of items) {
      const thing = this.#require(id);
      const inside = thing.where === 'room';
      const wrong = path === 'in' || path === 'walk-by' ? inside : !inside;
      if (wrong) throw new Refusal('virtual.item_not_there', { name: thing.name, where: thing.where });
    }
  }

  walked(person: string | null, items: readonly string[], path: WalkKind): void {
    if (path !== 'out' && path !== 'in') return;
    for (const id of items) {
      const thing = this.#things.get(id);
      if (thing !== undefined) thing.where = path === 'out' ? 'outside' : 'room';
    }
    if (person !== null) this.#sides.set(person, path === 'out' ? 'outside' : 'inside');
  }

  #tag(thing: Thing): RoomTag {
    return { epc: thing.epc, tid: this.#tids.get(thing.epc) ?? null };
  }

  #require(item: string): Thing {
    const thing = this.#things.get(item);
    if (thing === undefined) throw new Refusal('virtual.item_without_tag', {});
    return thing;
  }
}
