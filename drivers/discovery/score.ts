import type { DriverManifest } from '../manifest.ts';
import type { PluggedDevice } from '../transport/list.ts';
import { isPlainAdapter } from './serial-adapters.ts';

/** Why a thing is taken for a driver's device, strongest first. */
export type CandidateReason =
  /** Its USB ids are in the driver's list. */
  | 'usb-id'
  /** HID says itself what it is: a scale, a bar code scanner. */
  | 'usage'
  /** A USB interface class says what it is: a printer, a personal health device. */
  | 'usb-class'
  /** The name of maker or product is one of the driver's. */
  | 'name'
  /** A USB-serial adapter that any device may hang on. */
  | 'adapter'
  /** Only the kind of line fits. */
  | 'line';

export interface Candidate {
  readonly driver: string;
  /** 0 to 100. */
  readonly score: number;
  readonly why: CandidateReason;
}

/** From here on it is proposed without asking (domain notes on devices: by fingerprint score). */
export const certainScore = 70;

const scores: Readonly<Record<CandidateReason, number>> = {
  'usb-id': 90,
  usage: 80,
  'usb-class': 60,
  name: 50,
  line: 15,
  adapter: 10,
};
/** Two signs agree; three do not make it surer than a device that was spoken to. */
const bonusForName = 8;

/**
 * What a plugged thing may be, best first. Pure; nothing is opened. A plain adapter gives every serial driver the same low
 * score, even where a driver lists the adapter's ids: a person or listening has to decide.
 */
export function scoreCandidates(
  device: PluggedDevice,
  drivers: readonly DriverManifest[],
): readonly Candidate[] {
  return drivers
    .flatMap((driver) => {
      const candidate = scoreOne(device, driver);
      return candidate === undefined ? [] : [candidate];
    })
    .toSorted((left, right) => right.score - left.score);
}

function scoreOne(device: PluggedDevice, driver: DriverManifest): Candidate | undefined {
  const kindFits = driver.transports.some((transport) => transport === device.kind);
  if (!kindFits) return undefined;
  const adapter = isPlainAdapter(device);
  const named = hasName(device, driver);
  const why = reasonOf(device, driver, named, adapter);
  if (why === undefined) return undefined;
  const bonus = named && why !== 'name' ? bonusForName : 0;
  return { driver: driver.name, score: scores[why] + bonus, why };
}

function reasonOf(
  device: PluggedDevice,
  driver: DriverManifest,
  named: boolean,
  adapter: boolean,
): CandidateReason | undefined {
  const { usages = [], interfaceClasses = [] } = device;
  const { hidUsages = [], usbClasses = [] } = driver.fingerprint ?? {};
  const listed = (driver.usbIds ?? []).some(
    (id) => id.vendorId === device.vendorId && id.productId === device.productId,
  );
  if (listed && !(adapter && device.kind === 'serial')) return 'usb-id';
  const saysUsage = hidUsages.some(({ page, usage }) =>
    usages.some((has) => has.page === page && (usage === undefined || usage === has.usage)),
  );
  if (saysUsage) return 'usage';
  if (usbClasses.some((wanted) => interfaceClasses.includes(wanted))) return 'usb-class';
  if (named) return 'name';
  // HID and USB also hold keyboards, hubs and mice; a serial port is made to be talked to.
  if (device.kind !== 'serial') return undefined;
  return adapter ? 'adapter' : 'line';
}

function hasName({ manufacturer, product }: PluggedDevice, driver: DriverManifest): boolean {
  const words = `${manufacturer ?? ''} ${product ?? ''}`.toLowerCase();
  return (driver.fingerprint?.names ?? []).some((name) => words.includes(name));
}

/**
 * How many other plugged things look exactly the same (kind, ids, no serial number of their own): the page asks by the
 * socket which is which. Pure.
 */
export function twinsOf(device: PluggedDevice, all: readonly PluggedDevice[]): number {
  return all.filter(
    (other) =>
      other !== device &&
      other.kind === device.kind &&
      device.vendorId !== undefined &&
      other.vendorId === device.vendorId &&
      other.productId === device.productId &&
      (other.serialNumber ?? '') === (device.serialNumber ?? '') &&
      other.portChain !== device.portChain,
  ).length;
}
