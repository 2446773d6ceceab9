import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../drivers/transport/transport.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import { labelData } from '../../evidence/labels.ts';
import { createServiceSupervisor, type SpawnService } from '../../hosts/service-process.ts';
import type { HostLog } from '../../hosts/session.ts';
import { renderLabel } from '../../kernel/documents/labels/render.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { EventBus } from '../../kernel/events/event-bus.ts';
import type { Procedures } from '../../kernel/sessions/procedures.ts';
import type { DemoWorld } from '../demo-world.ts';
import {
  type FromVirtualRoom,
  possibleFaults,
  type ToVirtualRoom,
  type VirtualDeviceName,
  virtualDevices,
  type WalkKind,
} from '../virtual-room/messages.ts';
import { demoPositions } from './demo-positions.ts';
import type { StationStore } from './system.ts';
import { VirtualThings } from './virtual-things.ts';

export interface VirtualRoomOptions {
  readonly world: DemoWorld;
  readonly store: StationStore;
  readonly bus: EventBus;
  readonly spawn: SpawnService;
  readonly log: HostLog;
  readonly devices: { setPositions(positions: readonly DevicePosition[]): void };
}

type VirtualRouter = ReturnType<typeof createRouter>;

export interface VirtualRoom {
  /** Resolves with the positions of the virtual devices; empty where there are none. */
  start(): Promise<DevicePosition[]>;
  stop(): Promise<void>;
  router(os: Procedures): VirtualRouter;
}

interface Walk {
  readonly id: string;
  readonly person: string | null;
  readonly path: WalkKind;
  readonly items: readonly string[];
  progress: number;
  seconds: number;
}

/** What the panel needs of the running room; refuses everything in a station without one. */
interface RoomState {
  readonly things: VirtualThings;
  readonly world: DemoWorld;
  readonly labels: { at: string; png: string; epc: string | null; code: string | null }[];
  readonly walks: Map<string, Walk>;
  readonly waitingWalks: Map<string, (answer: { seconds: number } | Refusal) => void>;
  readonly deskTags: { epc: string; tid: string }[];
  signals: { siren: boolean; strobe: boolean; doorLocked: boolean };
  faults: readonly { device: VirtualDeviceName; fault: string }[];
  send(message: ToVirtualRoom): void;
}

const startLimitMs = 15_000;
const walkAnswerMs = 5000;
const keptLabels = 12;

export const noVirtualRoom: VirtualRoom = {
  start: () => Promise.resolve([]),
  stop: () => Promise.resolve(),
  router: (os) => createRouter(os, undefined),
};

/** 虚拟房间: the station's side of the process that plays the devices and the people of the demo world. */
export function createVirtualRoom(options: VirtualRoomOptions): VirtualRoom {
  const { bus, log, world } = options;
  const changed = (): void => bus.publish({ kind: 'changed', topics: ['virtual-room'], ids: [] });
  let first: ((positions: DevicePosition[]) => void) | undefined;
  const state: RoomState = {
    things: new VirtualThings(options.store, world),
    world,
    labels: [],
    walks: new Map(),
    waitingWalks: new Map(),
    deskTags: [],
    signals: { siren: false, strobe: false, doorLocked: false },
    faults: [],
    send: (message) => void supervisor.send(message),
  };

  const supervisor = createServiceSupervisor({
    name: 'virtual-room',
    modulePath: fileURLToPath(new URL('../virtual-room.ts', import.meta.url)),
    spawn: options.spawn,
    clock: systemClock,
    onMessage: (message) => receive(message as FromVirtualRoom),
    log,
  });
  const unsubscribe = options.store.subscribe((entries) => {
    if (entries.some((entry) => entry.type.startsWith('evidence.'))) void refreshThings();
  });

  async function refreshThings(): Promise<void> {
    try {
      await state.things.refresh(state.deskTags);
      state.send({ kind: 'residents', tags: state.things.residents() });
      changed();
    } catch (error) {
      log.warn({ error: String(error) }, 'the virtual room could not read the items');
    }
  }

  function receive(message: FromVirtualRoom): void {
    switch (message.kind) {
      case 'ready': {
        const positions = demoPositions(message.addresses);
        if (first === undefined) options.devices.setPositions(positions);
        else first(positions);
        first = undefined;
        void refreshThings();
        return;
      }
      case 'walking': {
        const walk = state.walks.get(message.id);
        if (walk !== undefined) {
          walk.progress = message.progress;
          walk.seconds = message.seconds;
        }
        state.waitingWalks.get(message.id)?.({ seconds: message.seconds });
        return changed();
      }
      case 'walked': {
        const walk = state.walks.get(message.id);
        state.walks.delete(message.id);
        if (walk !== undefined && !message.stoppedByDoor)
          state.things.walked(walk.person, walk.items, walk.path);
        state.send({ kind: 'residents', tags: state.things.residents() });
        return changed();
      }
      case 'label':
        void keepLabel(message);
        return;
      case 'signals':
        state.signals = { siren: message.siren, strobe: message.strobe, doorLocked: message.doorLocked };
        return changed();
      case 'desk':
        state.deskTags.splice(0, Infinity, ...message.tags);
        void refreshThings();
        return;
      case 'faults':
        state.faults = message.list;
        return changed();
      case 'refused': {
        const refusal = new Refusal(`virtual.${message.code.replace('room.', '')}`, {});
        if (message.id !== null) state.waitingWalks.get(message.id)?.(refusal);
        log.warn({ code: message.code, message: message.message }, 'the virtual room refused');
      }
    }
  }

  async function keepLabel(label: Extract<FromVirtualRoom, { kind: 'label' }>): Promise<void> {
    const code = /W\d{14}[0-9A-Z]{3}\d{5}[0-9A-Z]/.exec(label.zpl)?.[0] ?? null;
    const found =
      code === null ? null : await options.store.query('evidence.itemByCodeOrEpc', { text: code });
    const item =
      found === null ? null : await options.store.query('evidence.item', { id: found.id, permissions: [] });
    const picture =
      item === null
        ? await renderLabel({
            template: 'storage-cell',
            data: { code: 'TEST-2026', name: '测试打印 Test' },
            language: 'zpl',
          })
        : await renderLabel({ template: 'evidence-item', data: labelData(item), language: 'zpl' });
    state.labels.unshift({
      at: new Date(label.at).toISOString(),
      png: Buffer.from(picture.png).toString('base64'),
      epc: label.epc,
      code,
    });
    state.labels.length = Math.min(state.labels.length, keptLabels);
    if (label.epc !== null && label.tid !== null) state.things.learnTid(label.epc, label.tid);
    changed();
  }

  return {
    start() {
      supervisor.start();
      return new Promise((resolve, reject) => {
        const cancel = systemClock.after(startLimitMs, () => reject(new Refusal('virtual.not_started', {})));
        first = (positions) => {
          cancel();
          resolve(positions);
        };
      });
    },
    async stop() {
      unsubscribe();
      await supervisor.stop();
    },
    router: (os) => createRouter(os, state),
  };
}

function createRouter({ virtualRoom }: Procedures, state: RoomState | undefined) {
  const room = (): RoomState => {
    if (state === undefined) throw new Refusal('virtual.not_demo', {});
    return state;
  };
  return {
    state: virtualRoom.state.handler(() => {
      const { things, world, labels, walks, deskTags, signals, faults } = room();
      return {
        persons: world.persons.map((person) => ({
          id: person.id,
          name: person.name,
          role: person.role,
          roleName: person.roleName,
          account: person.account,
          pin: person.pin,
          password: person.password,
          side: things.sideOf(person.id),
        })),
        // What somebody is carrying through the door, nobody else can take up.
        items: things
          .items()
          .filter(({ id }) => ![...walks.values()].some((walk) => walk.items.includes(id))),
        deskTags: deskTags.map((tag) => ({ ...tag, item: things.nameOf(tag.epc) })),
        labels: [...labels],
        walking: [...walks.values()].map(({ id, person, path, progress }) => ({
          id,
          person,
          path,
          progress,
        })),
        signals,
        faults: faults.map((fault) => `${fault.device}:${fault.fault}`),
      };
    }),

    tapCard: virtualRoom.tapCard.handler(({ input }) => {
      const person = room().world.persons.find((known) => known.id === input.person);
      if (person === undefined) throw new Refusal('identity.person_unknown', { person: input.person });
      room().send({ kind: 'tap', reader: input.reader, cardId: person.cardId });
      return {};
    }),

    layOnDesk: virtualRoom.layOnDesk.handler(({ input }) => {
      const { things, send } = room();
      if (input.item === null) send({ kind: 'layOnDesk', epc: null, tid: null });
      else {
        things.laidOnDesk(input.item);
        send({ kind: 'layOnDesk', ...things.tagOf(input.item) });
      }
      return {};
    }),

    clearDesk: virtualRoom.clearDesk.handler(() => {
      room().things.deskCleared();
      room().send({ kind: 'clearDesk' });
      return {};
    }),

    walk: virtualRoom.walk.handler(async ({ input }) => {
      const { things, world, walks, waitingWalks, send } = room();
      things.requireAt(input.items, input.path);
      const inHands = [...walks.values()].flatMap((walk) => walk.items);
      const taken = input.items.find((item) => inHands.includes(item));
      if (taken !== undefined)
        throw new Refusal('virtual.item_not_there', {
          name: things.nameOf(things.tagOf(taken).epc) ?? '',
          where: 'door',
        });
      const person = world.persons.find((known) => known.id === input.person);
      const walk: Walk = {
        id: randomUUID(),
        person: input.person,
        path: input.path,
        items: input.items,
        progress: 0,
        seconds: 0,
      };
      walks.set(walk.id, walk);
      const answer = await new Promise<{ seconds: number } | Refusal>((resolve) => {
        const cancel = systemClock.after(walkAnswerMs, () => resolve(new Refusal('virtual.no_answer', {})));
        waitingWalks.set(walk.id, (given) => {
          cancel();
          resolve(given);
        });
        send({
          kind: 'walk',
          id: walk.id,
          person:
            person === undefined
              ? null
              : { name: person.name, badgeEpc: input.wearsBadge ? person.badgeEpc : null },
          tags: input.items.map((item) => things.tagOf(item)),
          path: input.path,
        });
      });
      waitingWalks.delete(walk.id);
      if (answer instanceof Refusal) {
        walks.delete(walk.id);
        throw answer;
      }
      return { seconds: answer.seconds };
    }),

    fault: virtualRoom.fault.handler(({ input }) => {
      const device = virtualDevices.find((known) => known === input.device);
      if (device === undefined || !possibleFaults[device].includes(input.fault)) {
        throw new Refusal('virtual.fault_not_possible', { device: input.device, fault: input.fault });
      }
      room().send({ kind: 'fault', device, fault: input.fault });
      return {};
    }),
  };
}
