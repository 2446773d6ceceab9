import { DeviceError } from '../../drivers/errors.ts';
import type { DeviceEvent, DriverManifest, RunningDevice } from '../../drivers/manifest.ts';
import type { Clock, DriverLog, Transport, TransportFactory } from '../../drivers/transport/transport.ts';
import type { DevicePosition } from '../contract/devices.ts';
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
  device: RunningDevice | undefined;
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
  #turn: Promise<void> = Promise.resolve();

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Brings what runs in line with the list; devices whose line did not change are left alone. */
  apply(positions: readonly DevicePosition[]): Promise<void> {
    return this.#inTurn(async () => {
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
    const running: Running = { position, trace, device: undefined };
    this.#running.set(position.id, running);
    const emit = (event: DeviceEvent): void => {
      trace.event(event, this.#options.clock.now());
      this.#options.onEvent(position.id, event);
    };
    try {
      const manifest = this.#options.findDriver(position.driver);
      const module = await manifest.load();
      const piped = !position.url.startsWith('http') && !position.url.startsWith('wedge');
      const open = piped ? this.#options.openTransportFactory(position.url) : withoutPipe();
      const device = module.createDevice({
        factory: () => this.#tapped(open(), trace),
        clock: this.#options.clock,
        log: this.#options.log(position.id),
        settings: piped ? position.settings : { url: position.url, ...position.settings },
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

  /** The same line, with the last bytes kept for the installer's eyes. */
  #tapped(line: Transport, trace: DeviceTrace): Transport {
    line.onBytes((bytes) => trace.bytes('in', bytes, this.#options.clock.now()));
    return {
      // What a USB or HID line can do beside the pipe (control requests, feature reports) stays reachable.
      ...line,
      write: (bytes) => {
        trace.bytes('out', bytes, this.#options.clock.now());
        return line.write(bytes);
      },
    };
  }

  async #stop(id: string): Promise<void> {
    const running = this.#running.get(id);
    this.#running.delete(id);
    await running?.device?.stop();
    this.#options.onEvent(id, { kind: 'state', state: 'stopped' });
  }
}
