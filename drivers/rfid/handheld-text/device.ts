import { DeviceError } from '../../errors.ts';
import { createLineDevice } from '../../line-device.ts';
import type { DeviceEvent, DeviceState, DriverModule, RunningDevice } from '../../manifest.ts';
import { createHandheldSession, HandheldIntake, type HandheldOptions } from './session.ts';
import { readHandheldSettings } from './settings.ts';

/**
 * With `input: 'typed'` no line is opened: the page's burst detector sends `request('typed', {text})`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createHandheldDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readHandheldSettings(options.settings);
  if (settings.input === 'typed') return new TypedHandheld({ clock, log, settings });
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) =>
      createHandheldSession({ clock, log, settings, emit: (event) => line.emit(event) }),
  });
}

/** A handheld that types: always ready, since it cannot be seen coming and going. */
class TypedHandheld implements RunningDevice {
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  readonly #intake: HandheldIntake;
  #state: DeviceState | undefined;

  constructor(options: Omit<HandheldOptions, 'emit'>) {
    this.#intake = new HandheldIntake({ ...options, emit: (event) => this.#emit(event) });
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    if (this.#state === undefined) this.#enter('ready');
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#intake.end(new DeviceError('transport.closed', 'the device is stopped'));
    this.#enter('stopped');
  }

  async request(action: string, input: unknown): Promise<unknown> {
    if (this.#state !== 'ready') {
      throw new DeviceError('device.away', 'the handheld is not started', { retryable: true });
    }
    return this.#intake.request(action, input);
  }

  #enter(state: DeviceState): void {
    this.#state = state;
    this.#emit({ kind: 'state', state });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
