import { type DeviceAction, deviceActions } from '../../../../main/contract/device-work.ts';
import type { Driver } from './device-words.ts';

/** Classes whose devices measure somebody or something between a start and a stop. */
const measuring: ReadonlySet<string> = new Set([
  'blood-pressure',
  'body-composition',
  'glucose',
  'oximeter',
  'personal-health',
  'scale',
  'height-weight',
  'girth',
]);

/** Capabilities that stand for an action of another name. */
const meaning: Readonly<Record<string, DeviceAction>> = { memory: 'readMemory' };

/** Actions without parameters that a person may try at a device of this driver, in the order of the buttons. Pure. */
export function actionsOf({ deviceClass, capabilities }: Pick<Driver, 'deviceClass' | 'capabilities'>) {
  const named = new Set<string>(
    capabilities.flatMap((capability) => [capability, meaning[capability] ?? '']),
  );
  if (measuring.has(deviceClass)) named.add('start').add('stop');
  // An instrument with a clock of ours to follow lists `setClock`; a tag's memory wants an address.
  if (deviceClass === 'personal-health' && named.has('clock')) named.add('setClock');
  if (deviceClass === 'rfid') named.delete('readMemory');
  return deviceActions.filter((action) => named.has(action));
}
