import type { Group } from './codec.ts';
import { groupAt, groupsAt, numberAt } from './groups.ts';

/** What SET_READER_CONFIG changes and GET_READER_CONFIG tells of a virtual reader, and the state of its ports. */
export class VirtualConfiguration {
  readonly #readerId: string;
  readonly #antennas: number;
  readonly #missingAntennas = new Set<number>();
  readonly #inputs = new Map<number, boolean>();
  readonly #events = new Set<number>();
  #keepaliveMs = 0;
  #holdOnReconnect = false;

  constructor(readerId: string, antennas: number) {
    this.#readerId = readerId;
    this.#antennas = antennas;
  }

  /** 0 = no keepalives. */
  get keepaliveMs(): number {
    return this.#keepaliveMs;
  }

  get holdOnReconnect(): boolean {
    return this.#holdOnReconnect;
  }

  /** Whether the client asked for events of this number (parameter 245). */
  wantsEvent(event: number): boolean {
    return this.#events.has(event);
  }

  hasAntenna(antenna: number): boolean {
    return !this.#missingAntennas.has(antenna);
  }

  setAntenna(antenna: number, connected: boolean): void {
    if (connected) this.#missingAntennas.delete(antenna);
    else this.#missingAntennas.add(antenna);
  }

  setInput(port: number, active: boolean): void {
    this.#inputs.set(port, active);
  }

  /** Back to factory settings, as after a power cut; ports keep their state. */
  reset(): void {
    this.#events.clear();
    this.#keepaliveMs = 0;
    this.#holdOnReconnect = false;
  }

  /** Takes the body of SET_READER_CONFIG; returns whether the keepalive setting was in it. */
  apply(config: Group): boolean {
    if (config['resetToFactoryDefault'] === true) this.reset();
    const hold = groupAt(config, 'eventsAndReports');
    if (hold !== undefined) this.#holdOnReconnect = hold['holdEventsAndReportsUponReconnect'] === true;
    for (const each of groupsAt(groupAt(config, 'readerEventNotificationSpec'), 'eventNotificationState')) {
      const event = numberAt(each, 'eventType') ?? -1;
      if (each['notificationState'] === true) this.#events.add(event);
      else this.#events.delete(event);
    }
    const keepalive = groupAt(config, 'keepaliveSpec');
    if (keepalive === undefined) return false;
    const periodic = numberAt(keepalive, 'keepaliveTriggerType') === 1;
    this.#keepaliveMs = periodic ? (numberAt(keepalive, 'periodicTriggerValue') ?? 0) : 0;
    return true;
  }

  /** Body of GET_READER_CONFIG_RESPONSE without status and state value. */
  body(): Group {
    return {
      identification: { idType: 0, readerId: this.#readerId },
      antennaProperties: Array.from({ length: this.#antennas }, (_, at) => ({
        antennaConnected: this.hasAntenna(at + 1),
        antennaId: at + 1,
        antennaGain: 600,
      })),
      keepaliveSpec: {
        keepaliveTriggerType: this.#keepaliveMs === 0 ? 0 : 1,
        periodicTriggerValue: this.#keepaliveMs,
      },
      gpiPortCurrentState: [...this.#inputs].map(([gpiPortNum, active]) => ({
        gpiPortNum,
        config: true,
        state: active ? 1 : 0,
      })),
      eventsAndReports: { holdEventsAndReportsUponReconnect: this.#holdOnReconnect },
    };
  }
}
