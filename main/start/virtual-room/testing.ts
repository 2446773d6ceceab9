import type { DeviceEvent, RunningDevice } from '../../../drivers/manifest.ts';
import { findDriver } from '../../../drivers/registry.ts';
import { createManualClock, type ManualClock } from '../../../drivers/transport/manual-clock.ts';
import { createTcpTransport } from '../../../drivers/transport/tcp.ts';
import { type Clock, silentLog } from '../../../drivers/transport/transport.ts';
import { demoPositions } from '../services/demo-positions.ts';
import type { FromVirtualRoom, RoomAddresses } from './messages.ts';
import { createVirtualRoom, type VirtualRoom } from './room.ts';

export interface TestRoom {
  readonly clock: ManualClock;
  readonly room: VirtualRoom;
  readonly addresses: RoomAddresses;
  readonly reports: FromVirtualRoom[];
  /** The real driver of a demo position, started, with everything it tells. */
  connect(position: string): Promise<{ readonly device: RunningDevice; readonly events: DeviceEvent[] }>;
  /** Lets model time pass until it holds. Throws after a minute of it. */
  until(what: () => boolean): Promise<void>;
  run(milliseconds: number): Promise<void>;
  /** The answer, with model time passing while it is awaited. */
  answer(asked: Promise<unknown>): Promise<unknown>;
  stop(): Promise<void>;
}

const sliceMs = 20;
const longestMs = 60_000;

/** Bytes really cross the loopback, so between two slices of model time the sockets get a turn. */
const socketsTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/**
 * A room and real drivers on real sockets, under a clock that stands still until told.
 * @param lateMs how much later than asked the room's own timers fire, as in a process that is kept waiting
 */
export async function openTestRoom(seed: number, lateMs = 0): Promise<TestRoom> {
  const clock = createManualClock();
  const roomClock: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (milliseconds, run) => clock.after(milliseconds + lateMs, run),
  };
  const reports: FromVirtualRoom[] = [];
  const room = createVirtualRoom({ clock: roomClock, seed, report: (message) => reports.push(message) });
  const addresses = await room.start();
  const devices: RunningDevice[] = [];
  const slice = async (milliseconds: number): Promise<void> => {
    await clock.advance(milliseconds);
    await socketsTurn();
  };
  const until = async (what: () => boolean): Promise<void> => {
    const limit = clock.monotonic() + longestMs;
    while (!what()) {
      if (clock.monotonic() > limit) throw new Error('did not happen within a minute of model time');
      await slice(sliceMs);
    }
  };
  return {
    clock,
    room,
    addresses,
    reports,
    until,
    async run(milliseconds) {
      for (let left = milliseconds; left > 0; left -= sliceMs) await slice(Math.min(left, sliceMs));
    },
    async answer(asked) {
      let settled = false;
      const done = (): void => {
        settled = true;
      };
      asked.then(done, done);
      await until(() => settled);
      return asked;
    },
    async connect(id) {
      const position = demoPositions(addresses).find((one) => one.id === id);
      if (position === undefined) throw new Error(`no position ${id}`);
      const { hostname, port } = new URL(position.url);
      const module = await findDriver(position.driver).load();
      const device = module.createDevice({
        factory: () => createTcpTransport({ host: hostname, port: Number(port), clock }),
        clock,
        log: silentLog,
        settings:
          position.driver === 'network-camera'
            ? { url: position.url, ...position.settings }
            : position.settings,
      });
      const events: DeviceEvent[] = [];
      device.onEvent((event) => events.push(event));
      devices.push(device);
      device.start();
      await until(() => events.some((event) => event.kind === 'state' && event.state === 'ready'));
      return { device, events };
    },
    async stop() {
      for (const device of devices) {
        let stopped = false;
        void device.stop().then(() => {
          stopped = true;
        });
        await until(() => stopped);
      }
      await room.stop();
    },
  };
}
