import type { DeviceEvent, RunningDevice } from '../../../../drivers/manifest.ts';
import { findDriver } from '../../../../drivers/registry.ts';
import { type DriverLog, systemClock } from '../../../../drivers/transport/transport.ts';
import { openTransportFactory } from '../../../../drivers/transport/url.ts';
import { expect } from '../suite.ts';

type EventOf<Kind extends DeviceEvent['kind']> = Extract<DeviceEvent, { readonly kind: Kind }>;

/** Long for a device, short for an emulated guest on a busy computer. */
const PATIENCE_MS = 60_000;

/** A device as the devices process runs it: the registered driver on an address, every event kept. */
export class Watched {
  readonly #device: RunningDevice;
  readonly #log: string[] = [];
  #events: DeviceEvent[] = [];
  #look: (() => void)[] = [];

  private constructor(device: RunningDevice, log: string[]) {
    this.#device = device;
    this.#log = log;
    device.onEvent((event) => {
      this.#events.push(event);
      for (const look of this.#look) look();
    });
  }

  static async start(
    driver: string,
    url: string,
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<Watched> {
    const log: string[] = [];
    const module = await findDriver(driver).load();
    const device = module.createDevice({
      factory: openTransportFactory(url),
      clock: systemClock,
      log: keepIn(log),
      settings,
    });
    const watched = new Watched(device, log);
    device.start();
    return watched;
  }

  get events(): readonly DeviceEvent[] {
    return this.#events;
  }

  /** Only what comes from now on is looked at. */
  forget(): void {
    this.#events = [];
  }

  request(action: string, input: unknown = {}): Promise<unknown> {
    return this.#device.request(action, input);
  }

  stop(): Promise<void> {
    return this.#device.stop();
  }

  /** The first event of that kind since `forget` that is meant. */
  async seen<Kind extends DeviceEvent['kind']>(
    kind: Kind,
    isMeant: (event: EventOf<Kind>) => boolean = () => true,
  ): Promise<EventOf<Kind>> {
    const find = (): EventOf<Kind> | undefined =>
      this.#events.find((event): event is EventOf<Kind> => isOfKind(event, kind) && isMeant(event));
    return await this.#wait(find, `no such ${kind} came`);
  }

  /** Waits until that is the state now, however it went before. */
  async state(state: EventOf<'state'>['state']): Promise<EventOf<'state'>> {
    const find = (): EventOf<'state'> | undefined => {
      const last = this.#events.findLast((event) => event.kind === 'state');
      return last?.state === state ? last : undefined;
    };
    return await this.#wait(find, `not ${state}`);
  }

  async #wait<Found>(find: () => Found | undefined, otherwise: string): Promise<Found> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found;
      const left = deadline - performance.now();
      expect(
        left > 0,
        `${otherwise}; events: ${short(this.#events)}; log: ${this.#log.slice(-6).join(' | ')}`,
      );
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#look = [
          () => {
            clearTimeout(timer);
            resolve();
          },
        ];
      });
    }
  }
}

function isOfKind<Kind extends DeviceEvent['kind']>(event: DeviceEvent, kind: Kind): event is EventOf<Kind> {
  return event.kind === kind;
}

const short = (events: readonly DeviceEvent[]): string => JSON.stringify(events.slice(-6)).slice(0, 900);

function keepIn(log: string[]): DriverLog {
  const keep = (message: string, detail?: Record<string, unknown>): void => {
    log.push(detail === undefined ? message : `${message} ${JSON.stringify(detail)}`);
  };
  return { debug: keep, info: keep, warn: keep };
}

/** `code` of the error that ends `work`, with its words where it has none; `fulfilled` when it does not fail. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'fulfilled';
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return 'code' in error ? String(error.code) : error.message;
  }
}
