import { judgeListening } from '../../drivers/discovery/listening.ts';
import { DeviceError } from '../../drivers/errors.ts';
import type { Decoded, FrameDecoder } from '../../drivers/decoded.ts';
import type { DriverManifest } from '../../drivers/manifest.ts';
import { type Clock, silentLog, type TransportFactory } from '../../drivers/transport/transport.ts';
import type { HeardAs } from '../contract/device-work.ts';

export interface ListenOptions {
  readonly drivers: readonly DriverManifest[];
  readonly openTransportFactory: (url: string) => TransportFactory;
  readonly clock: Clock;
}

/** A heartbeat, a weight or a waveform comes at least twice in this time; a pushed result only when somebody measures. */
const earMs = 2500;
/** A device that was asked who it is answers within a second. */
const askMs = 2500;
const askedScore = 95;
const usualBaud = 9600;

const pause = (clock: Clock, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });

/**
 * 试听: what hangs on a serial port, by opening it at each speed that a driver knows and listening with the decoders of
 * that speed. Nothing is written, but for drivers whose manifest says that their first words are harmless; they are asked
 * last, and only when listening made nobody sure. Best first; drivers that heard nothing are left out.
 *
 * @param path port name, `/dev/serial/by-path/…` or `COM3`
 * @throws DeviceError `transport.*` when the port cannot be opened, `transport.busy` while a position uses it
 */
export async function listenOnPort(path: string, options: ListenOptions): Promise<readonly HeardAs[]> {
  const serial = options.drivers.filter(({ transports }) => transports.includes('serial'));
  const speeds = [...new Set(serial.map(({ baudRate }) => baudRate ?? usualBaud))];
  const heard: HeardAs[] = [];
  for (const baudRate of speeds) {
    const group = serial.filter((driver) => (driver.baudRate ?? usualBaud) === baudRate);
    heard.push(...(await listenAt(path, baudRate, group, options)));
  }
  const sure = heard.some(({ score }) => score >= askedScore - 10);
  const askable = sure ? [] : serial.filter(({ fingerprint }) => fingerprint?.asksHarmlessly === true);
  for (const driver of askable) {
    const answered = await ask(path, driver, options);
    if (answered !== undefined) heard.push(answered);
  }
  return heard.filter(({ score }) => score > 0).toSorted((left, right) => right.score - left.score);
}

const urlOf = (path: string, baudRate: number): string =>
  `serial:${path.startsWith('/') ? '//' : ''}${path}?baud=${baudRate}`;

async function listenAt(
  path: string,
  baudRate: number,
  group: readonly DriverManifest[],
  { openTransportFactory, clock }: ListenOptions,
): Promise<HeardAs[]> {
  const ears: { driver: string; decoder: FrameDecoder; lines: Decoded[] }[] = [];
  for (const driver of group) {
    const { createDecoder } = await driver.load();
    ears.push({ driver: driver.name, decoder: createDecoder(), lines: [] });
  }
  const line = openTransportFactory(urlOf(path, baudRate))();
  line.onBytes((bytes) => {
    for (const ear of ears) ear.lines.push(...ear.decoder.push(bytes));
  });
  line.onClose(() => {});
  await line.open();
  await pause(clock, earMs);
  await line.close();
  return ears.map(({ driver, decoder, lines }) => {
    const { score, frames, strayBytes } = judgeListening([...lines, ...decoder.end()]);
    return { driver, baudRate, score, frames, strayBytes, asked: false };
  });
}

/** Runs the driver for a moment: one that says who it is, is it. */
async function ask(
  path: string,
  driver: DriverManifest,
  { openTransportFactory, clock }: ListenOptions,
): Promise<HeardAs | undefined> {
  const baudRate = driver.baudRate ?? usualBaud;
  const { createDevice } = await driver.load();
  const factory = openTransportFactory(urlOf(path, baudRate));
  let known = false;
  try {
    const device = createDevice({ factory, clock, log: silentLog, settings: {} });
    device.onEvent((event) => {
      if (event.kind === 'identity') known = true;
    });
    device.start();
    await pause(clock, askMs);
    await device.stop();
  } catch (error) {
    // A driver that cannot do without settings is not asked.
    if (error instanceof DeviceError) return undefined;
    throw error;
  }
  return known
    ? { driver: driver.name, baudRate, score: askedScore, frames: 1, strayBytes: 0, asked: true }
    : undefined;
}
