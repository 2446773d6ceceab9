import { DeviceError } from './errors.ts';
import type { DeviceEvent, DeviceState, RunningDevice } from './manifest.ts';

/** What takes the entries of a device without a line. */
export interface TypedIntake {
  request(action: string, input: unknown): unknown;
  end(cause: DeviceError): void;
}

/**
 * A device without a line of its own, whose entries a page hands in by `request`: keys of a screen, a keypad, a handheld
 * that types. Always ready, since it cannot be seen coming and going.
 *
 * @param createIntake told how to say what has been entered
 */
export function createTypedDevice(
  createIntake: (emit: (event: DeviceEvent) => void) => TypedIntake,
): RunningDevice {
  const listeners: ((event: DeviceEvent) => void)[] = [];
  const emit = (event: DeviceEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const intake = createIntake(emit);
  let state: DeviceState | undefined;
  const enter = (next: DeviceState): void => {
    state = next;
    emit({ kind: 'state', state: next });
  };
  return {
    onEvent(listener) {
      listeners.push(listener);
    },
    start() {
      if (state === undefined) enter('ready');
    },
    async stop() {
      if (state === 'stopped') return;
      intake.end(new DeviceError('transport.closed', 'the device is stopped'));
      enter('stopped');
    },
    async request(action, input) {
      if (state !== 'ready')
        throw new DeviceError('device.away', 'the device is not started', { retryable: true });
      return intake.request(action, input);
    },
  };
}
