import { DeviceError } from '../../errors.ts';
import type { Clock } from '../../transport/transport.ts';
import { type ModbusRequest, readCoils, readInputs } from './commands.ts';
import { bitNumbers } from './frame.ts';
import type { ModbusSession, RequestOptions } from './session.ts';
import type { RelaySettings } from './settings.ts';

/** How many relays are read at once: whole bytes, enough for the highest relay in use. */
function relayQuantity(settings: RelaySettings): number {
  const highest = Math.max(8, ...Object.values<number>({ ...settings.outputs }));
  return Math.ceil(highest / 8) * 8;
}

function inputQuantity(settings: RelaySettings): number {
  const fixed = settings.dialect.fixedInputQuantity;
  return fixed ?? Math.ceil(Math.max(8, ...Object.values(settings.inputs)) / 8) * 8;
}

/**
 * The board as the device's parts see it: the commands of its dialect over whichever session is up at the moment.
 */
export class BoardLine {
  readonly settings: RelaySettings;
  readonly clock: Clock;
  session: ModbusSession | undefined;

  constructor(settings: RelaySettings, clock: Clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** @throws DeviceError `device.away` without a line, else as `ModbusSession.request`. */
  send(request: ModbusRequest, options: RequestOptions = {}): Promise<Uint8Array> {
    if (this.session === undefined) {
      return Promise.reject(
        new DeviceError('device.away', 'the relay board is not connected', { retryable: true }),
      );
    }
    return this.session.request(request, options);
  }

  /** Switches without a time limit: only ever used to switch off, or on boards with a watchdog of their own. */
  switchRelay(relay: number, on: boolean, options: RequestOptions = {}): Promise<Uint8Array> {
    return this.send(this.settings.dialect.switchRelay(this.settings.unit, relay, on), options);
  }

  /** On for `milliseconds`, ended by the board. @throws DeviceError `device.unsupported` where it cannot. */
  flash(relay: number, milliseconds: number, options: RequestOptions = {}): Promise<Uint8Array> {
    const { dialect, unit } = this.settings;
    if (dialect.flashOn === undefined) {
      return Promise.reject(
        new DeviceError('device.unsupported', 'this relay board cannot end a pulse by itself', {
          detail: { dialect: dialect.name },
        }),
      );
    }
    return this.send(dialect.flashOn(unit, relay, milliseconds), options);
  }

  /** Numbers of the relays that are on. */
  async readRelays(options: RequestOptions = {}): Promise<number[]> {
    const { unit, dialect } = this.settings;
    const quantity = relayQuantity(this.settings);
    const data = await this.send(readCoils(unit, dialect.firstAddress, quantity), options);
    return bitNumbers(data, 1, quantity);
  }

  /** Numbers of the inputs whose contact is closed. */
  async readInputs(): Promise<number[]> {
    const quantity = inputQuantity(this.settings);
    const data = await this.send(
      readInputs(this.settings.unit, this.settings.dialect.firstAddress, quantity),
    );
    return bitNumbers(data, 1, quantity);
  }

  /** Best effort, as at every start (lock-boards.md section 0); resolves with the number of commands that failed. */
  async allOff(): Promise<number> {
    const { dialect, unit, outputs } = this.settings;
    const commands =
      dialect.allOff === undefined
        ? Object.values<number>({ ...outputs }).map((relay) => dialect.switchRelay(unit, relay, false))
        : [dialect.allOff(unit)];
    const outcomes = await Promise.allSettled(
      commands.map((command) => this.send(command, { urgent: true })),
    );
    return outcomes.filter((outcome) => outcome.status === 'rejected').length;
  }
}
