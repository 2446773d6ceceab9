import type { PrintedLabel } from '../../../drivers/printers/printer-zpl/index.ts';
import type { Clock } from '../../../drivers/transport/transport.ts';
import { openCamera } from './camera.ts';
import { openCardReader, type VirtualCardReader } from './card-reader.ts';
import {
  type FromVirtualRoom,
  type RoomAddresses,
  type VirtualDeviceName,
  virtualDevices,
} from './messages.ts';
import { openPrinter } from './printer.ts';
import { DeskTags, openReader, readerIds, type VirtualReader } from './readers.ts';
import { openSignals, type SignalLights, type VirtualSignals } from './signals.ts';
import type { VirtualDevice } from './virtual-device.ts';

export interface RoomDevices {
  readonly addresses: RoomAddresses;
  readonly portal: VirtualReader;
  readonly desk: DeskTags;
  readonly signals: VirtualSignals;
  readonly doorCard: VirtualCardReader;
  readonly deskCard: VirtualCardReader;
  readonly byName: Readonly<Record<VirtualDeviceName, VirtualDevice>>;
  stop(): Promise<void>;
}

/** Parts of the seed that keep the blank tags of desk and printer apart. */
const batches = { printer: 0x5052_0000, desk: 0x4445_0000 } as const;

/**
 * Every device of the room on a port of its own. Rejects when a port cannot be had; nothing is left open then.
 * @param options.scene the camera's picture, given the lights of the moment
 */
export async function openRoomDevices(options: {
  readonly clock: Clock;
  readonly seed: number;
  readonly scene: (lights: SignalLights) => Uint8Array;
  readonly report: (message: FromVirtualRoom) => void;
}): Promise<RoomDevices> {
  const { clock, seed, report } = options;
  const opened = new Map<VirtualDeviceName, VirtualDevice>();
  const add = <Opened>(name: VirtualDeviceName, one: Opened, device: VirtualDevice): Opened => {
    opened.set(name, device);
    return one;
  };
  const stop = async (): Promise<void> => {
    await Promise.all([...opened.values()].map((device) => device.stop()));
  };
  const onFault = (): void => {
    const list = [...opened].flatMap(([device, { fault }]) => (fault === 'none' ? [] : [{ device, fault }]));
    report({ kind: 'faults', list });
  };
  const onLights = (lights: SignalLights): void => report({ kind: 'signals', ...lights });

  const reader = async (name: 'portal' | 'desk', antennas: number): Promise<VirtualReader> => {
    const one = await openReader({ clock, antennas, readerId: readerIds[name], onFault });
    return add(name, one, one.device);
  };
  const cards = async (name: 'doorCard' | 'deskCard'): Promise<VirtualCardReader> => {
    const one = await openCardReader({ clock, onFault });
    return add(name, one, one.device);
  };
  try {
    const portal = await reader('portal', 4);
    const deskReader = await reader('desk', 1);
    const onLabel = (label: PrintedLabel): void => report(labelReport(label, clock.now()));
    const printer = await openPrinter({ clock, batch: seed ^ batches.printer, onLabel, onFault });
    add('printer', printer, printer);
    const signals = await openSignals({ clock, onLights, onFault });
    add('signals', signals, signals.device);
    const camera = await openCamera({ clock, scene: () => options.scene(signals.lights), onFault });
    add('camera', camera, camera);
    const doorCard = await cards('doorCard');
    const deskCard = await cards('deskCard');
    const byName = {
      portal: portal.device,
      desk: deskReader.device,
      printer,
      signals: signals.device,
      camera,
      doorCard: doorCard.device,
      deskCard: deskCard.device,
    };
    const desk = new DeskTags(deskReader.simulator, seed ^ batches.desk);
    return { addresses: addressesOf(byName), portal, desk, signals, doorCard, deskCard, byName, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressesOf(devices: Readonly<Record<VirtualDeviceName, VirtualDevice>>): RoomAddresses {
  return Object.fromEntries(virtualDevices.map((name) => [name, devices[name].url])) as RoomAddresses;
}

function labelReport({ zpl, epc, tid, jobId, voided }: PrintedLabel, at: number): FromVirtualRoom {
  return { kind: 'label', at, zpl, epc: epc ?? null, tid: tid ?? null, jobId: jobId ?? null, voided };
}
