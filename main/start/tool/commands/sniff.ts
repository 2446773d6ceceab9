import { DeviceError } from '../../../../drivers/errors.ts';
import type { DeviceEvent } from '../../../../drivers/manifest.ts';
import {
  type DriverLog,
  systemClock,
  type TransportFactory,
} from '../../../../drivers/transport/transport.ts';
import { openTransportFactory } from '../../../../drivers/transport/url.ts';
import { readArguments } from '../arguments.ts';
import { driverNamed } from '../driver-named.ts';
import type { ToolIo } from '../tool-io.ts';
import { isPlace, liveSettings } from './live-settings.ts';
import { transportAddress } from './transport-address.ts';

/** `sniff <transport-url> <driver> [--settings JSON]`: everything the device says, until stopped. */
export async function sniff(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals, option } = readArguments(args, 2, 2, { settings: { type: 'string' } });
  const [url = '', name = ''] = positionals;
  const manifest = await driverNamed(name);
  const settings = liveSettings(manifest, url, option('settings'));
  const factory = isPlace(url) ? noBytePipe : openFactory(url);
  const driver = await manifest.load();
  const device = driver.createDevice({ factory, clock: systemClock, log: logTo(io), settings });
  device.onEvent((event) => io.output.announce(eventLine(event)));
  device.start();
  await Promise.race([io.untilStopped(), io.output.closed]);
  await device.stop();
}

function openFactory(url: string): TransportFactory {
  transportAddress(url);
  return openTransportFactory(url);
}

const noBytePipe: TransportFactory = () => {
  throw new DeviceError('transport.bad_url', 'this driver has no byte pipe');
};

/** A picture is told by its size: its bytes would drown every other line. */
function eventLine(event: DeviceEvent): object {
  return event.kind === 'frame' ? { kind: event.kind, at: event.at, bytes: event.jpeg.length } : event;
}

function logTo(io: ToolIo): DriverLog {
  const say = (message: string, detail?: Record<string, unknown>): void =>
    io.diagnose(detail === undefined ? message : `${message} ${JSON.stringify(detail)}`);
  return { debug: () => undefined, info: say, warn: say };
}
