import { DeviceError } from '../../errors.ts';
import { createLineDevice } from '../../line-device.ts';
import type { DeviceEvent, DriverModule, RunningDevice } from '../../manifest.ts';
import { createScannerSession, readTyped, ScanTeller } from './session.ts';
import { readScannerSettings } from './settings.ts';

/** @throws DeviceError `input.invalid` when a setting cannot be used */
export function createScannerDevice(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readScannerSettings(options.settings);
  if (settings.input === 'screen') return createTypingScanner(options, settings.repeatWindowMs);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => createScannerSession({ line, clock, log }, settings),
  });
}

/** A scanner that plays keyboard has no line of its own: the page hands over what it typed. */
function createTypingScanner(
  { clock }: Parameters<DriverModule['createDevice']>[0],
  repeatWindowMs: number,
): RunningDevice {
  const listeners: ((event: DeviceEvent) => void)[] = [];
  const emit = (event: DeviceEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const teller = new ScanTeller(clock, emit, repeatWindowMs);
  let running = false;
  return {
    onEvent: (listener) => {
      listeners.push(listener);
    },
    start() {
      if (running) return;
      running = true;
      emit({ kind: 'state', state: 'ready' });
    },
    stop() {
      if (running) emit({ kind: 'state', state: 'stopped' });
      running = false;
      return Promise.resolve();
    },
    async request(action, input) {
      if (action !== 'typed') throw new DeviceError('device.unsupported', `a scanner knows no ${action}`);
      if (!running) throw new DeviceError('device.away', 'the scanner is not in use', { retryable: true });
      const scanned = readTyped(input);
      teller.tell(scanned);
      return scanned;
    },
  };
}
