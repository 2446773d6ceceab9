import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../drivers/transport/transport.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import type { DeviceHub } from '../../devices/hub.ts';
import type { PortalAntenna } from '../../evidence/portal/live.ts';
import type { ResidentState } from '../../evidence/gate/types.ts';
import { Portal, type PortalStore } from '../../evidence/portal/portal.ts';
import type { evidenceModule } from '../../evidence/module.ts';
import type { Attachments } from '../../kernel/attachments/attachments.ts';
import type { EventBus } from '../../kernel/events/event-bus.ts';
import type { Actor } from '../../kernel/module.ts';
import { forDomains } from '../../kernel/store/for-domains.ts';
import type { ShelfMemory } from './shelf-memory.ts';
import type { StationStore } from './system.ts';

export interface DoorWatchOptions {
  readonly hub: DeviceHub;
  readonly store: StationStore;
  readonly attachments: Attachments;
  readonly bus: EventBus;
  readonly settings: () => { readonly sirenSeconds: number; readonly closeDoorOnAlarm: boolean };
  readonly station: string;
  /** What the doors knew of their shelves when the station stopped. */
  readonly shelves: ShelfMemory;
  readonly now: () => number;
  readonly log: { info(detail: object, message: string): void; warn(detail: object, message: string): void };
}

/** The screen is told at most this often while something moves. */
const livePauseMs = 200;
const tickMs = 100;
const shelvesEveryMs = 300_000;

function antennasOf(position: DevicePosition): PortalAntenna[] {
  const sides = position.settings['sides'];
  if (sides === null || typeof sides !== 'object') return [];
  return Object.entries(sides as Record<string, unknown>).flatMap(([antenna, side]) =>
    side === 'inside' || side === 'outside' ? [{ antenna: Number(antenna), side }] : [],
  );
}

/** Makes a portal of every door in the devices file, feeds it, and tells the screens. */
export class DoorWatch {
  readonly portals = new Map<string, Portal>();
  readonly #options: DoorWatchOptions;
  readonly #portalStore: PortalStore;
  readonly #names = new Map<string, string>();
  readonly #ends: (() => void)[] = [];
  readonly #lastTold = new Map<string, number>();
  readonly #pending = new Set<string>();
  #shelves: ReadonlyMap<string, readonly ResidentState[]> = new Map();
  #reloading: Promise<void> | undefined;
  #reloadAgain = false;

  constructor(options: DoorWatchOptions) {
    this.#options = options;
    this.#portalStore = forDomains<{ readonly evidence: typeof evidenceModule }>()(options.store);
  }

  async start(): Promise<void> {
    const { hub, store } = this.#options;
    this.#shelves = await this.#options.shelves.load();
    this.#makePortals();
    await this.reload();
    for (const door of await store.query('evidence.closedDoors', {})) {
      const portal = this.portals.get(door);
      if (portal !== undefined) portal.doorClosed = true;
    }
    for (const drill of await store.query('evidence.openDrills', {})) {
      const portal = this.portals.get(drill.door);
      if (portal !== undefined)
        portal.drill = { until: Date.parse(drill.until_at), siren: drill.siren, by: drill.started_by };
    }
    for (const { door, number, correction } of await store.query('evidence.activeVersions', {}))
      this.portals.get(door)?.useVersion({ number, correction });
    this.#ends.push(hub.onEvent(({ position, event }) => this.#device(position, event)));
    this.#ends.push(hub.onChange(() => this.#makePortals()));
    this.#ends.push(store.subscribe((entries) => this.#ledgerGrew(entries.map((entry) => entry.type))));
    const tick = setInterval(() => this.#tick(), tickMs);
    const second = setInterval(() => this.#second(), 1000);
    const shelves = setInterval(() => void this.#keepShelves(), shelvesEveryMs);
    this.#ends.push(
      () => clearInterval(tick),
      () => clearInterval(second),
      () => clearInterval(shelves),
    );
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    await Promise.all([...this.portals.values()].map((portal) => portal.stop()));
    await this.#keepShelves();
  }

  /** Books and badges anew; calls that come while one runs are served by one more run. */
  reload(): Promise<void> {
    if (this.#reloading !== undefined) {
      this.#reloadAgain = true;
      return this.#reloading;
    }
    this.#reloading = this.#load().finally(() => {
      this.#reloading = undefined;
      if (this.#reloadAgain) {
        this.#reloadAgain = false;
        void this.reload().catch((error: unknown) =>
          this.#options.log.warn({ error: String(error) }, 'books of the portal not read'),
        );
      }
    });
    return this.#reloading;
  }

  async #load(): Promise<void> {
    const { store } = this.#options;
    const [items, badges] = await Promise.all([
      store.query('evidence.gateItems', {}),
      store.query('identity.badges', {}),
    ]);
    for (const badge of badges) this.#names.set(badge.person, badge.name);
    for (const portal of this.portals.values()) {
      portal.learnBadges(badges);
      portal.learnBooks(items);
    }
  }

  async #keepShelves(): Promise<void> {
    const doors = [...this.portals].map(([door, portal]) => [door, portal.residents()] as const);
    await this.#options.shelves
      .save(new Map(doors.filter(([, residents]) => residents.length > 0)))
      .catch((error: unknown) =>
        this.#options.log.warn({ error: String(error) }, 'shelves of the doors not kept'),
      );
  }

  #makePortals(): void {
    for (const position of this.#options.hub.positions()) {
      if (
        position.role !== 'portal' ||
        position.door === null ||
        !position.enabled ||
        this.portals.has(position.door)
      )
        continue;
      const door = position.door;
      const residents = this.#shelves.get(door);
      this.portals.set(
        door,
        new Portal({
          door,
          name: position.title,
          antennas: antennasOf(position),
          ...(residents === undefined ? {} : { residents }),
          devices: this.#options.hub,
          store: this.#portalStore,
          attachments: this.#options.attachments,
          settings: this.#options.settings,
          personName: (person) => this.#names.get(person) ?? '',
          actor: this.#deviceActor(position),
          now: this.#options.now,
          newId: randomUUID,
          log: this.#options.log,
          after: (milliseconds, run) => systemClock.after(milliseconds, run),
          onChange: () => this.#tell(door),
        }),
      );
      void this.reload().catch((error: unknown) =>
        this.#options.log.warn({ error: String(error) }, 'books of the portal not read'),
      );
    }
  }

  #deviceActor(position: DevicePosition): Actor {
    return {
      person: null,
      name: position.title,
      post: null,
      method: 'device',
      station: this.#options.station,
    };
  }

  #device(position: DevicePosition, event: Parameters<Portal['device']>[1]): void {
    if (event.kind === 'card') void this.#card(position, event.cardId, event.at);
    if (position.door === null) return;
    this.portals.get(position.door)?.device(position, event);
  }

  async #card(position: DevicePosition, cardId: string, at: number): Promise<void> {
    const owner = await this.#options.store.query('identity.cardOwner', { cardId });
    const valid = owner !== null && owner.ended === null && owner.left === null;
    this.#options.bus.publish({
      kind: 'card',
      reader: position.id,
      cardId,
      person: valid ? { id: owner.person, name: owner.name } : null,
    });
    if (!valid || position.door === null) return;
    this.#names.set(owner.person, owner.name);
    this.portals.get(position.door)?.card(owner.person, at);
  }

  #ledgerGrew(types: readonly string[]): void {
    const matters = types.some(
      (type) =>
        type.startsWith('evidence.item-') ||
        type.startsWith('evidence.tag-') ||
        type.startsWith('evidence.order-') ||
        type.startsWith('identity.card-') ||
        type === 'identity.person-left',
    );
    if (matters)
      void this.reload().catch((error: unknown) =>
        this.#options.log.warn({ error: String(error) }, 'books of the portal not read'),
      );
  }

  #tick(): void {
    for (const [door, portal] of this.portals) {
      portal.tick();
      if (portal.open || this.#pending.has(door)) this.#tell(door);
    }
  }

  #second(): void {
    for (const [door, portal] of this.portals) {
      this.#tell(door);
      portal.resetRates();
    }
  }

  #tell(door: string): void {
    const now = this.#options.now();
    if (now - (this.#lastTold.get(door) ?? 0) < livePauseMs) {
      this.#pending.add(door);
      return;
    }
    this.#pending.delete(door);
    this.#lastTold.set(door, now);
    const portal = this.portals.get(door);
    if (portal !== undefined) this.#options.bus.publish({ kind: 'door', door: portal.live() });
  }
}
