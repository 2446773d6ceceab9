import { createLineDevice } from '../../line-device.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import type { UhfProtocol } from './protocol.ts';
import { readUhfSettings, type UhfLimits } from './settings.ts';
import { UhfSession } from './uhf-session.ts';

/** Any serial UHF module as a running device. @throws DeviceError `input.invalid` when a setting cannot be used */
export function createUhfDevice<Frame extends { readonly kind: 'checked' }>(
  options: Parameters<DriverModule['createDevice']>[0],
  limits: UhfLimits,
  createProtocol: () => UhfProtocol<Frame>,
): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readUhfSettings(options.settings, limits);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) =>
      new UhfSession<Frame>({ line, clock, log, settings, protocol: createProtocol() }),
  });
}
