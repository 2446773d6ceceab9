import { assertNever, DeviceError } from '../../../drivers/errors.ts';
import type { PrintedLabel } from '../../../drivers/printers/printer-zpl/index.ts';
import type { Clock } from '../../../drivers/transport/transport.ts';
import { openCamera } from './camera.ts';
import { openCardReader } from './card-reader.ts';
import { Floor, type FloorStep, type WalkerView } from './floor.ts';
import {
  type FromVirtualRoom,
  possibleFaults,
  type RefusalCode,
  type RoomAddresses,
  type ToVirtualRoom,
  type VirtualDeviceName,
  virtualDevices,
  type WalkMessage,
} from './messages.ts';
import { openPrinter } from './printer.ts';
import { DeskTags, openReader, readerIds } from './readers.ts';
import { openScenePainter } from './scene.ts';
import { openSignals, type SignalLights } from './signals.ts';
import { isTagNumber, lastingTid } from './tag-supply.ts';
import type { VirtualDevice } from './virtual-device.ts';

export interface VirtualRoomOptions {
  readonly clock: Clock;
  readonly report: (message: FromVirtualRoom) => void;
  /** Same seed, same walks and same blank tags. Two rooms on one ledger need different ones, or their TIDs meet. */
  readonly seed: number;
  /** Stands above the camera's picture. */
  readonly title?: string;
}

export interface VirtualRoom {
  /** Opens every device. Rejects when a port or the fonts cannot be had; nothing is left open then. */
  start(): Promise<RoomAddresses>;
  /** Obeys a message, or reports `refused`. Nothing happens before `start` has resolved or after `stop`. */
  handle(message: ToVirtualRoom): void;
  stop(): Promise<void>;
}

/** One step of the world. Shorter than an antenna's turn (50 ms), so that reads come when they were made. */
const stepMs = 40;
const walkReportMs = 200;
const pictureMs = 250;
const peopleAtOnce = 2;
const defaultTitle = '证物室 通道门';

/** 虚拟房间: the demo's evidence room, with devices that speak the real protocols over loopback. */
export function createVirtualRoom(options: VirtualRoomOptions): VirtualRoom {
  let running: RunningRoom | undefined;
  return {
    async start() {
      running ??= await openRoom(options);
      return running.addresses;
    },
    handle: (message) => running?.handle(message),
    async stop() {
      const stopping = running;
      running = undefined;
      await stopping?.stop();
    },
  };
}

interface RunningRoom {
  readonly addresses: RoomAddresses;
  handle(message: ToVirtualRoom): void;
  stop(): Promise<void>;
}

async function openRoom(options: VirtualRoomOptions): Promise<RunningRoom> {
  const { clock, report, seed } = options;
  const world = { floor: new Floor(seed), view: [] as readonly WalkerView[], doorOpen: false };
  const opened: Partial<Record<VirtualDeviceName, VirtualDevice>> = {};
  const onFault = (): void => {
    const list = virtualDevices.flatMap((device) => {
      const fault = opened[device]?.fault ?? 'none';
      return fault === 'none' ? [] : [{ device, fault }];
    });
    report({ kind: 'faults', list });
  };
  const stopDevices = async (): Promise<void> => {
    await Promise.all(Object.values(opened).map((device) => device.stop()));
  };
  try {
    return await furnish();
  } catch (error) {
    await stopDevices();
    throw error;
  }

  async function furnish(): Promise<RunningRoom> {
    const painter = await openScenePainter();
    const portal = await openReader({ clock, antennas: 4, readerId: readerIds.portal, onFault });
    opened.portal = portal.device;
    const deskReader = await openReader({ clock, antennas: 1, readerId: readerIds.desk, onFault });
    opened.desk = deskReader.device;
    opened.printer = await openPrinter({ clock, batch: seed ^ 0x5052_0000, onLabel, onFault });
    const onLights = (lights: SignalLights): void => report({ kind: 'signals', ...lights });
    const signals = await openSignals({ clock, onLights, onFault });
    opened.signals = signals.device;
    let picture: { readonly jpeg: Uint8Array; readonly takenAt: number } | undefined;
    const scene = (): Uint8Array => {
      const now = clock.monotonic();
      if (picture === undefined || now - picture.takenAt >= pictureMs) {
        const jpeg = painter.paint({
          title: options.title ?? defaultTitle,
          at: clock.now(),
          walkers: world.view,
          doorOpen: world.doorOpen,
          lights: signals.lights,
        });
        picture = { jpeg, takenAt: now };
      }
      return picture.jpeg;
    };
    opened.camera = await openCamera({ clock, scene, onFault });
    const doorCard = await openCardReader({ clock, onFault });
    opened.doorCard = doorCard.device;
    const deskCard = await openCardReader({ clock, onFault });
    opened.deskCard = deskCard.device;
    const devices = opened as Readonly<Record<VirtualDeviceName, VirtualDevice>>;

    const desk = new DeskTags(deskReader.simulator, seed ^ 0x4445_0000);
    const tids = new Map<string, string>();
    const startedAt = clock.monotonic();
    const beams: [boolean, boolean] = [false, false];
    let reportedAt = 0;
    let cancelStep = clock.after(stepMs, step);

    function step(): void {
      cancelStep = clock.after(stepMs, step);
      const now = clock.monotonic() - startedAt;
      const done = world.floor.step(now, signals.lights.doorLocked);
      show(done);
      portal.simulator.presentReads(
        done.reads.map(({ epc, antenna, rssi, count }) => ({ epc, antenna, rssi, count, tid: tidOf(epc) })),
      );
      for (const walker of now - reportedAt >= walkReportMs ? done.walkers : []) {
        reportedAt = now;
        report(progressOf(walker));
      }
      for (const { plan, stoppedByDoor } of done.finished) {
        report({ kind: 'walked', id: plan.id, stoppedByDoor });
      }
      reportDesk();
    }

    function show({ walkers, doorOpen, beamsBroken }: FloorStep): void {
      world.view = walkers;
      if (doorOpen !== world.doorOpen) signals.setDoorOpen(doorOpen);
      world.doorOpen = doorOpen;
      for (const at of [0, 1] as const) {
        if (beams[at] === beamsBroken[at]) continue;
        beams[at] = beamsBroken[at];
        portal.simulator.setInput(at + 1, beamsBroken[at]);
      }
    }

    function tidOf(epc: string): string {
      const known = tids.get(epc) ?? lastingTid(epc);
      tids.set(epc, known);
      return known;
    }

    function reportDesk(): void {
      const tags = desk.news();
      if (tags !== undefined) report({ kind: 'desk', tags });
    }

    function walk(message: WalkMessage): RefusalCode | undefined {
      const { id, person, path, tags } = message;
      const badgeEpc = person?.badgeEpc ?? null;
      if (world.floor.isWalking(id)) return 'room.walk_twice';
      if (world.floor.walkers >= peopleAtOnce) return 'room.door_crowded';
      if (!(badgeEpc === null || isTagNumber(badgeEpc)) || !learn(tags)) return 'room.bad_number';
      const from = message.from ?? (path === 'walk-by' ? 'outside' : 'inside');
      const items = tags.map((tag) => tag.epc);
      const view = world.floor.begin({ id, person: person?.name ?? null, badgeEpc, items, path, from });
      reportedAt = clock.monotonic() - startedAt;
      if (view !== undefined) report(progressOf(view));
      return undefined;
    }

    /** False when one of them cannot be a tag. */
    function learn(tags: readonly { readonly epc: string | null; readonly tid: string | null }[]): boolean {
      const numbers = tags.flatMap(({ epc, tid }) => [epc, tid]).filter((number) => number !== null);
      if (!numbers.every(isTagNumber)) return false;
      for (const { epc, tid } of tags) {
        if (epc !== null && tid !== null) tids.set(epc.toUpperCase(), tid.toUpperCase());
      }
      return true;
    }

    function obey(message: ToVirtualRoom): RefusalCode | undefined {
      switch (message.kind) {
        case 'walk':
          return walk(message);
        case 'residents':
          if (!learn(message.tags)) return 'room.bad_number';
          world.floor.setResidents(message.tags.map((tag) => tag.epc));
          return undefined;
        case 'desk':
          if (!learn(message.tags)) return 'room.bad_number';
          desk.clear();
          for (const tag of message.tags) desk.lay(tag);
          return void reportDesk();
        case 'layOnDesk':
          if (!learn([message])) return 'room.bad_number';
          desk.lay(message);
          return void reportDesk();
        case 'clearDesk':
          desk.clear();
          return void reportDesk();
        case 'tap':
          return tap(message.reader, message.cardId);
        case 'fault':
          if (!possibleFaults[message.device].includes(message.fault)) return 'room.fault_not_possible';
          return devices[message.device].setFault(message.fault) ?? undefined;
        case 'stop':
          return void stop();
        default:
          return assertNever(message);
      }
    }

    function tap(reader: 'door' | 'desk', cardId: string): RefusalCode | undefined {
      try {
        (reader === 'door' ? doorCard : deskCard).tap(cardId);
        return undefined;
      } catch (error) {
        if (error instanceof DeviceError && error.code === 'input.invalid') return 'room.bad_number';
        throw error;
      }
    }

    async function stop(): Promise<void> {
      cancelStep();
      await stopDevices();
    }

    const addresses = Object.fromEntries(
      virtualDevices.map((name) => [name, devices[name].url]),
    ) as RoomAddresses;
    return {
      addresses,
      stop,
      handle(message) {
        const code = obey(message);
        if (code === undefined) return;
        report({ kind: 'refused', message: message.kind, code, id: 'id' in message ? message.id : null });
      },
    };
  }

  function onLabel({ zpl, epc, tid, jobId, voided }: PrintedLabel): void {
    report({
      kind: 'label',
      at: clock.now(),
      zpl,
      epc: epc ?? null,
      tid: tid ?? null,
      jobId: jobId ?? null,
      voided,
    });
  }
}

function progressOf({ plan, progress, lengthMs }: WalkerView): FromVirtualRoom {
  const { id, person, path } = plan;
  return { kind: 'walking', id, person, path, progress, seconds: Math.round(lengthMs / 100) / 10 };
}
