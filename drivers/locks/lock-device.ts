import { createLineDevice } from '../line-device.ts';
import type { DriverModule, RunningDevice } from '../manifest.ts';
import { CabinetMemory } from './cabinet-memory.ts';
import { LockSession } from './lock-session.ts';
import type { LockProtocol } from './protocol.ts';
import { type LockLimits, readLockSettings } from './settings.ts';

/** The boards of one bus as a running device. @throws DeviceError `input.invalid` when a setting cannot be used */
export function createLockDevice<Frame extends { readonly kind: 'checked' }>(
  options: Parameters<DriverModule['createDevice']>[0],
  limits: LockLimits,
  protocol: LockProtocol<Frame>,
): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readLockSettings(options.settings, limits);
  const memory = new CabinetMemory(clock, options.doorsBefore);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => new LockSession<Frame>({ line, clock, log, settings, limits, protocol, memory }),
  });
}
