import { DeviceError } from '../../drivers/errors.ts';
import { findDriver } from '../../drivers/registry.ts';
import { silentLog, systemClock } from '../../drivers/transport/transport.ts';
import { parseTransportUrl } from '../../drivers/transport/url.ts';
import type { DevicePosition } from '../contract/devices.ts';

/**
 * Lets the driver read a position's address and settings without opening anything, so that a mistake shows when it is
 * saved and not at the next start.
 *
 * @throws DeviceError `input.invalid` with `detail.setting` or `detail.field`, `transport.bad_url`
 */
export async function checkPosition(position: DevicePosition): Promise<void> {
  const manifest = findDriver(position.driver);
  const piped = !position.url.startsWith('http') && !position.url.startsWith('wedge');
  if (piped) parseTransportUrl(position.url);
  const { createDevice } = await manifest.load();
  const device = createDevice({
    factory: () => {
      throw new DeviceError('device.away', 'nothing is opened while settings are checked');
    },
    clock: systemClock,
    log: silentLog,
    settings: piped ? position.settings : { url: position.url, ...position.settings },
  });
  await device.stop();
}
