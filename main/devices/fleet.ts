import type { BoardDoors } from '../../drivers/decoded.ts';
import { DeviceError } from '../../drivers/errors.ts';
import type { DeviceEvent, DriverManifest, RunningDevice } from '../../drivers/manifest.ts';
import type { Clock, DriverLog, Transport, TransportFactory } from '../../drivers/transport/transport.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { DoorBook } from './door-book.ts';
import type { Recording } from './recording.ts';
import { DeviceTrace } from './trace.ts';
import type { TraceLine } from './messages.ts';

export interface FleetOptions {
  readonly findDriver: (name: string) => DriverManifest;
  readonly openTransportFactory: (url: string) => TransportFactory;
  readonly clock: Clock;
  readonly log: (device: string) => DriverLog;
  readonly onEvent: (device: string, event: DeviceEvent) => void;
}

interface Running {
  readonly position: DevicePosition;
  readonly trace: DeviceTrace;
  /** Bytes of an identity card reader are personal data: neither shown nor recorded. */
  isPersonal: boolean;
  device: RunningDevice | undefined;
  recording: Recording | undefined;
}

/** Drivers that reach their device over HTTP or through the window get no byte pipe. */
function withoutPipe(): TransportFactory {
  return () => {
    throw new DeviceError('transport.bad_url', 'this driver has no byte pipe');
  };
}

function samePosition(left: DevicePosition, right: DevicePosition): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** All devices of a station, one owner each: started, stopped and replaced as the devices file says. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #running = new Map<string, Running>();
  readonly #doors = new DoorBook();
  #turn: Promise<void> = Promise.resolve();

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /**
   * Brings what runs in line with the list; devices whose line did not change are left alone.
   *
   * @param doorsBefore how the doors of lock boards were last seen by an earlier run
   */
  apply(
    positions: readonly DevicePosition[],
    doorsBefore: Readonly<Record<string, readonly BoardDoors[]>> = {},
  ): Promise<void> {
    return this.#inTurn(async () => {
      const listed = new Set(positions.map(({ id }) => id));
      for (const [id] of this.#doors.entries()) if (!listed.has(id)) this.#doors.forget(id);
      for (const position of positions) {
        // What this run saw itself is newer.
        if (this.#doors.before(position).length > 0) continue;
        for (const board of doorsBefore[position.id] ?? []) this.#doors.note(position, board);
      }
      const wanted = new Map(
        positions.filter((position) => position.enabled).map((position) => [position.id, position]),
      );
      for (const [id, running] of this.#running) {
        const next = wanted.get(id);
        if (next === undefined || !samePosition(next, running.position)) await this.#stop(id);
      }
      for (const position of wanted.values())
        if (!this.#running.has(position.id)) await this.#start(position);
    });
  }

  restart(id: string): Promise<void> {
    return this.#inTurn(async () => {
      const running = this.#running.get(id);
      if (running === undefined) return;
      await this.#stop(id);
      await this.#start(running.position);
    });
  }

  async request(id: string, action: string, input: unknown): Promise<unknown> {
    const running = this.#running.get(id);
    if (running?.device === undefined)
      throw new DeviceError('device.away', `no device runs at ${id}`, { retryable: true });
    return running.device.request(action, input);
  }

  /**
   * Raw bytes go into the recording until another takes its place; `undefined` = no more.
   *
   * @throws DeviceError `device.away`; `device.refused` for a device whose bytes are personal data
   */
  record(id: string, open: (() => Recording) | undefined): void {
    const running = this.#running.get(id);
    if (running === undefined) throw new DeviceError('device.away', `no device runs at ${id}`);
    if (open !== undefined && running.isPersonal) {
      throw new DeviceError('device.refused', 'bytes with personal data are not recorded', {
        detail: { reason: 'recording.personal' },
      });
    }
    running.recording?.end();
    running.recording = open?.();
  }

  /** The computer slept: no line is trusted any more, every device is opened anew. */
  restartAll(): Promise<void> {
    return this.#inTurn(async () => {
      const positions = [...this.#running.values()].map(({ position }) => position);
      await Promise.all(positions.map(({ id }) => this.#stop(id)));
      for (const position of positions) await this.#start(position);
    });
  }

  trace(id: string): TraceLine[] {
    return this.#running.get(id)?.trace.newestFirst() ?? [];
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      await Promise.all([...this.#running.keys()].map((id) => this.#stop(id)));
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  async #start(position: DevicePosition): Promise<void> {
    const trace = new DeviceTrace();
    const running: Running = { position, trace, isPersonal: false, device: undefined, recording: undefined };
    this.#running.set(position.id, running);
    const emit = (event: DeviceEvent): void => {
      trace.event(event, this.#options.clock.now());
      if (event.kind === 'doors') this.#doors.note(position, event);
      this.#options.onEvent(position.id, event);
    };
    try {
      const manifest = this.#options.findDriver(position.driver);
      running.isPersonal = manifest.deviceClass === 'identity-card';
      const module = await manifest.load();
      const piped = !position.url.startsWith('http') && !position.url.startsWith('wedge');
      const open = piped ? this.#options.openTransportFactory(position.url) : withoutPipe();
      const device = module.createDevice({
        factory: () => this.#tapped(open(), running),
        clock: this.#options.clock,
        log: this.#options.log(position.id),
        settings: piped ? position.settings : { url: position.url, ...position.settings },
        doorsBefore: this.#doors.before(position),
      });
      device.onEvent(emit);
      running.device = device;
      device.start();
    } catch (error) {
      const code = error instanceof DeviceError ? error.code : 'device.fault';
      this.#options.log(position.id).warn('device cannot be started', { code, message: String(error) });
      emit({ kind: 'state', state: 'fault', reason: code });
    }
  }

  /** The same line, with the last bytes kept for the installer's eyes, and all of them while they are recorded. */
  #tapped(line: Transport, running: Running): Transport {
    const tap = (direction: 'in' | 'out', bytes: Uint8Array): void => {
      const { clock } = this.#options;
      if (running.isPersonal) running.trace.hidden(direction, bytes.length, clock.now());
      else running.trace.bytes(direction, bytes, clock.now());
      running.recording?.bytes(direction, bytes, clock.monotonic());
    };
    line.onBytes((bytes) => tap('in', bytes));
    return {
      // What a USB or HID line can do beside the pipe (control requests, feature reports) stays reachable.
      ...line,
      write: (bytes) => {
        tap('out', bytes);
        return line.write(bytes);
      },
    };
  }

  async #stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    this.#running.delete(id);
    await running?.device?.stop();
    running?.recording?.end();
    this.#options.onEvent(id, { kind: 'state', state: 'stopped' });
  }
}
