import path from 'node:path';
import { DeviceError } from '../../drivers/errors.ts';
import type { DriverManifest } from '../../drivers/manifest.ts';
import { scoreCandidates, twinsOf } from '../../drivers/discovery/score.ts';
import { drivers } from '../../drivers/registry.ts';
import type { PluggedDevice } from '../../drivers/transport/list.ts';
import * as z from 'zod/mini';
import type { storyLine } from '../contract/evidence-items.ts';
import { type DevicePosition, driverSetting, type DriverView } from '../contract/devices.ts';
import type { Attachments } from '../kernel/attachments/attachments.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Procedures } from '../kernel/sessions/procedures.ts';
import type { DeviceHub } from './hub.ts';
import type { DeviceStatus } from './hub-status.ts';
import { PositionList } from './position-list.ts';
import { actBy, type DeviceRecord } from './record/device-record.ts';
import { type CommissioningOptions, createCommissioning } from './service-commissioning.ts';
import { createTraining } from './service-training.ts';
import { createTrials } from './service-trials.ts';

export interface DevicesServiceOptions {
  readonly os: Procedures;
  readonly hub: DeviceHub;
  readonly attachments: Attachments;
  readonly record: DeviceRecord;
  /** Ledger entries about one thing as lines of a story. */
  readonly story: (aggregate: string) => Promise<z.infer<typeof storyLine>[]>;
  /** Where positions are kept; undefined while the devices are virtual. */
  readonly file: string | undefined;
  readonly isVirtual: (position: DevicePosition) => boolean;
  readonly log: { info(detail: object, message: string): void };
  /** Who a credential belongs to: the witness of a commissioning. */
  readonly verify: CommissioningOptions['verify'];
  /** Recordings lie below it. */
  readonly dataFolder: string;
  readonly now: () => number;
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** One lamp of the station bar. */
export function lampOf(status: DeviceStatus, virtual: boolean) {
  const { position } = status;
  return {
    id: position.id,
    title: position.title,
    role: position.role,
    state: status.state,
    reason: status.reason,
    virtual,
  };
}

const hex = (value: number | undefined): string =>
  value === undefined ? '' : value.toString(16).padStart(4, '0');

/**
 * By serial number where there is one: that is what stays when the device is put into another socket. Of twins without
 * one the socket tells.
 */
function pluggedUrl(device: PluggedDevice, twins: number): string {
  if (device.kind === 'serial') return `serial:${device.path.startsWith('/') ? '//' : ''}${device.path}`;
  const serial = device.serialNumber === undefined || device.serialNumber === '' ? '' : device.serialNumber;
  const socket = serial === '' && twins > 0 ? (device.portChain ?? '') : '';
  const which = serial === '' ? ['socket', socket] : ['serial', serial];
  const query = which[1] === '' ? '' : `?${which[0]}=${encodeURIComponent(which[1] ?? '')}`;
  return `${device.kind}://${hex(device.vendorId ?? 0)}:${hex(device.productId ?? 0)}${query}`;
}

/** What the driver says to these settings, before they are written. A process that is down keeps nobody from mending them. */
async function requireUsable(hub: DeviceHub, position: DevicePosition): Promise<void> {
  try {
    await hub.check(position);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    if (error.code === 'device.away' || error.code === 'device.timeout') return;
    if (error.code !== 'input.invalid') throw error;
    const setting = error.detail['setting'] ?? error.detail['field'];
    throw new Refusal('devices.setting_invalid', { setting: typeof setting === 'string' ? setting : '' });
  }
}

function driverViewOf(driver: DriverManifest): DriverView {
  return {
    name: driver.name,
    title: { ...driver.title },
    deviceClass: driver.deviceClass,
    transports: [...driver.transports],
    confidence: driver.confidence,
    source: driver.source,
    capabilities: [...driver.capabilities],
    baudRate: driver.baudRate ?? null,
    port: driver.defaultPort ?? null,
    usbIds: (driver.usbIds ?? []).map(({ vendorId, productId }) => ({
      vendor: hex(vendorId),
      product: hex(productId),
    })),
    settings:
      driver.settings === undefined
        ? null
        : driver.settings.map((setting) => z.parse(driverSetting, setting)),
  };
}

/** Implements `contract.devices`: positions edited on screen, tests at the device, the last bytes of each. */
export function createDevicesService(options: DevicesServiceOptions) {
  const { os, hub, attachments, record, isVirtual, log, verify, dataFolder, now } = options;
  const { devices } = os;
  const list = new PositionList({ hub, file: options.file, log });

  return {
    ...createTrials({ os, hub, attachments, list, record, now }),
    ...createCommissioning({ os, hub, list, record, verify, now }),
    ...createTraining({ os, hub, list, dataFolder, log, now }),

    list: devices.list.handler(() => ({
      process: hub.process,
      restarts: hub.restarts,
      devices: hub.statuses().map((status) => ({
        ...status.position,
        state: status.state,
        reason: status.reason,
        since: instant(status.since),
        identity: { ...status.identity },
        clockOffsetMs: status.clockOffsetMs,
        readsPerSecond: status.readsPerSecond,
        lastEventAt: status.lastEventAt === null ? null : instant(status.lastEventAt),
        virtual: status.training !== null || isVirtual(status.position),
        training: status.training === null ? null : { ...status.training },
        recording: status.recording === null ? null : path.basename(status.recording),
        live: status.live,
      })),
    })),

    drivers: devices.drivers.handler(() => drivers.map(driverViewOf)),

    plugged: devices.plugged.handler(async () => {
      const found = (await hub.plugged()) as readonly PluggedDevice[];
      const twins = found.map((device) => twinsOf(device, found));
      return found.map((device, at) => ({
        twins: twins[at] ?? 0,
        candidates: scoreCandidates(device, drivers).map((candidate) => ({ ...candidate })),
        kind: device.kind,
        url: pluggedUrl(device, twins[at] ?? 0),
        product: device.product ?? '',
        manufacturer: device.manufacturer ?? '',
        serialNumber: device.serialNumber ?? '',
        vendor: hex(device.vendorId),
        model: hex(device.productId),
        socket: device.portChain ?? '',
      }));
    }),

    savePosition: devices.savePosition.handler(
      async ({ input: { position, commandId }, context: { caller } }) => {
        if (!drivers.some((driver) => driver.name === position.driver))
          throw new Refusal('devices.driver_unknown', { driver: position.driver });
        const others = hub.positions().filter((known) => known.id !== position.id);
        // Keys of the screen are nobody's line: a reader that types and a keypad may stand side by side.
        const hasLine = !position.url.startsWith('wedge:');
        if (
          hasLine &&
          position.enabled &&
          others.some((other) => other.enabled && other.url === position.url)
        ) {
          throw new Refusal('devices.line_shared', { url: position.url });
        }
        await requireUsable(hub, position);
        const before = hub.positions().find((known) => known.id === position.id);
        await list.save([...others, position].sort((left, right) => left.id.localeCompare(right.id)));
        await record.positionSaved(actBy(caller, commandId), before, position);
        return { id: position.id };
      },
    ),

    removePosition: devices.removePosition.handler(async ({ input, context: { caller } }) => {
      const position = list.require(input.id);
      await list.save(hub.positions().filter((known) => known.id !== input.id));
      await record.positionRemoved(actBy(caller, input.commandId), position, input.reason);
      return { id: input.id };
    }),

    story: devices.story.handler(({ input }) => options.story(`device:${input.id}`)),

    restart: devices.restart.handler(({ input }) => {
      list.require(input.id);
      hub.restart(input.id);
      return {};
    }),

    trace: devices.trace.handler(async ({ input }) =>
      (await hub.trace(list.require(input.id).id)).map((line) => ({
        at: instant(line.at),
        direction: line.direction,
        text: line.text,
      })),
    ),
  };
}
