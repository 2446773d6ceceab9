import { DeviceError } from '../../errors.ts';
import { createLineDevice } from '../../line-device.ts';
import type { DeviceEvent, DeviceState, DriverModule, RunningDevice } from '../../manifest.ts';
import { createGirthSession, GirthIntake, type GirthIntakeOptions } from './session.ts';
import { readGirthSettings } from './settings.ts';

/**
 * With `input: 'typed'` (default) no line is opened: the page sends `request('typed', …)`.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createGirthDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const { input } = readGirthSettings(options.settings);
  if (input === 'typed') return new TypedKeypad({ clock });
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => createGirthSession({ clock, emit: (event) => line.emit(event) }),
  });
}

/** The keys of a screen or a keypad: always ready, since they cannot be seen coming and going. */
class TypedKeypad implements RunningDevice {
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  readonly #intake: GirthIntake;
  #state: DeviceState | undefined;

  constructor(options: Omit<GirthIntakeOptions, 'emit'>) {
    this.#intake = new GirthIntake({ ...options, emit: (event) => this.#emit(event) });
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    if (this.#state === undefined) this.#enter('ready');
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#intake.end();
    this.#enter('stopped');
  }

  async request(action: string, input: unknown): Promise<unknown> {
    if (this.#state !== 'ready')
      throw new DeviceError('device.away', 'the keypad is not started', { retryable: true });
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
