import { assertNever, DeviceError } from '../../../drivers/errors.ts';
import type { Clock } from '../../../drivers/transport/transport.ts';
import { openRoomDevices, type RoomDevices } from './devices.ts';
import {
  type FromVirtualRoom,
  possibleFaults,
  type RefusalCode,
  type RoomAddresses,
  type ToVirtualRoom,
} from './messages.ts';
import { openScenePainter, type ScenePainter } from './scene.ts';
import type { SignalLights } from './signals.ts';
import { World, type WorldChanges } from './world.ts';

export interface VirtualRoomOptions {
  readonly clock: Clock;
  readonly report: (message: FromVirtualRoom) => void;
  /** Same seed, same walks and same blank tags. Two runs on one ledger need different ones, or their TIDs meet. */
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
/** After a longer standstill (a machine that slept) nobody is told what happened before. */
const longestStandstillMs = 5000;
const pictureMs = 250;
const defaultTitle = '证物室 通道门';

/** 虚拟房间: the demo's evidence room, with devices that speak the real protocols over loopback. */
export function createVirtualRoom(options: VirtualRoomOptions): VirtualRoom {
  let running: RunningRoom | undefined;
  const stop = async (): Promise<void> => {
    const stopping = running;
    running = undefined;
    await stopping?.stop();
  };
  return {
    async start() {
      running ??= await openRoom(options);
      return running.addresses;
    },
    handle(message) {
      if (message.kind === 'stop') void stop();
      else running?.handle(message);
    },
    stop,
  };
}

interface RunningRoom {
  readonly addresses: RoomAddresses;
  handle(message: Order): void;
  stop(): Promise<void>;
}

type Order = Exclude<ToVirtualRoom, { kind: 'stop' }>;

async function openRoom(options: VirtualRoomOptions): Promise<RunningRoom> {
  const { clock, report, seed } = options;
  const world = new World(seed);
  const scene = cameraView(await openScenePainter(), world, options);
  const devices = await openRoomDevices({ clock, seed, scene, report });
  const { portal, desk, signals } = devices;
  const startedAt = clock.monotonic();
  let playedTo = 0;
  let cancelStep = clock.after(stepMs, step);

  /**
   * A real reader keeps its own time however busy the station's machine is. This process may be kept waiting: it makes
   * up for that step by step, each told with the time at which it would have happened.
   */
  function step(): void {
    cancelStep = clock.after(stepMs, step);
    const now = clock.monotonic() - startedAt;
    if (now - playedTo > longestStandstillMs)
      world.advance(now - longestStandstillMs, signals.lights.doorLocked);
    playedTo = Math.max(playedTo, now - longestStandstillMs);
    while (playedTo < now) {
      playedTo = Math.min(now, playedTo + stepMs);
      tell(world.advance(playedTo, signals.lights.doorLocked), now - playedTo);
    }
    reportDesk();
  }

  function tell(changes: WorldChanges, agoMs: number): void {
    for (const { id, broken } of changes.beams) portal.simulator.setInput(id, broken, agoMs);
    if (changes.doorOpen !== undefined) signals.setDoorOpen(changes.doorOpen);
    portal.simulator.presentReads(changes.reads.map((read) => ({ ...read, at: -agoMs })));
    for (const message of changes.reports) report(message);
  }

  function reportDesk(): void {
    const tags = desk.news();
    if (tags !== undefined) report({ kind: 'desk', tags });
  }

  return {
    addresses: devices.addresses,
    handle(message) {
      if (message.kind === 'walk') return report(world.walk(message));
      const code = obey(message, world, devices);
      if (code !== undefined) report({ kind: 'refused', message: message.kind, code, id: null });
      reportDesk();
    },
    async stop() {
      cancelStep();
      await devices.stop();
    },
  };
}

/** What the camera sees, drawn at most four times a second however often it is asked. */
function cameraView(
  painter: ScenePainter,
  world: World,
  { clock, title = defaultTitle }: VirtualRoomOptions,
): (lights: SignalLights) => Uint8Array {
  let picture: { readonly jpeg: Uint8Array; readonly takenAt: number } | undefined;
  return (lights) => {
    const now = clock.monotonic();
    if (picture === undefined || now - picture.takenAt >= pictureMs) {
      const { walkers, doorOpen } = world;
      picture = { jpeg: painter.paint({ title, at: clock.now(), walkers, doorOpen, lights }), takenAt: now };
    }
    return picture.jpeg;
  };
}

function obey(
  message: Exclude<Order, { kind: 'walk' }>,
  world: World,
  devices: RoomDevices,
): RefusalCode | undefined {
  const { desk, byName } = devices;
  switch (message.kind) {
    case 'residents':
      return world.setResidents(message.tags);
    case 'desk':
      if (!world.learn(message.tags)) return 'room.bad_number';
      desk.clear();
      for (const tag of message.tags) desk.lay(tag);
      return undefined;
    case 'layOnDesk':
      if (!world.learn([message])) return 'room.bad_number';
      desk.lay(message);
      return undefined;
    case 'clearDesk':
      desk.clear();
      return undefined;
    case 'tap':
      return tap(devices, message.reader, message.cardId);
    case 'fault':
      if (!possibleFaults[message.device].includes(message.fault)) return 'room.fault_not_possible';
      byName[message.device].setFault(message.fault);
      return undefined;
    default:
      return assertNever(message);
  }
}

function tap(devices: RoomDevices, reader: 'door' | 'desk', cardId: string): RefusalCode | undefined {
  try {
    (reader === 'door' ? devices.doorCard : devices.deskCard).tap(cardId);
    return undefined;
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'input.invalid') return 'room.bad_number';
    throw error;
  }
}
