import path from 'node:path';
import { DeviceError } from '../../drivers/errors.ts';
import type { DriverManifest } from '../../drivers/manifest.ts';
import { drivers } from '../../drivers/registry.ts';
import type { PluggedDevice } from '../../drivers/transport/list.ts';
import * as z from 'zod/mini';
import { type DevicePosition, driverSetting, type DriverView } from '../contract/devices.ts';
import type { Attachments } from '../kernel/attachments/attachments.ts';
import { renderLabel } from '../kernel/documents/labels/render.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Procedures } from '../kernel/sessions/procedures.ts';
import type { DeviceHub, DeviceStatus } from './hub.ts';
import { writeDevicesFile } from './positions.ts';

export interface DevicesServiceOptions {
  readonly os: Procedures;
  readonly hub: DeviceHub;
  readonly attachments: Attachments;
  /** Where positions are kept; undefined while the devices are virtual. */
  readonly file: string | undefined;
  readonly isVirtual: (position: DevicePosition) => boolean;
  readonly log: { info(detail: object, message: string): void };
}

const testMilliseconds = { siren: 1000, strobe: 2000, door: 3000 } as const;
const testAction = { siren: 'sirenOn', strobe: 'strobeOn', door: 'releaseDoor' } as const;

/** Long enough for every tag on a desk to answer a few times. */
const testReadMilliseconds = 600;

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

/** By serial number where there is one: that is what stays when the device is put into another socket. */
function pluggedUrl(device: PluggedDevice): string {
  if (device.kind === 'serial') return `serial:${device.path.startsWith('/') ? '//' : ''}${device.path}`;
  const serial = device.serialNumber === undefined || device.serialNumber === '' ? '' : device.serialNumber;
  const query = serial === '' ? '' : `?serial=${encodeURIComponent(serial)}`;
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
export function createDevicesService({
  os: { devices },
  hub,
  attachments,
  file,
  isVirtual,
  log,
}: DevicesServiceOptions) {
  async function save(positions: readonly DevicePosition[]): Promise<void> {
    if (file === undefined) throw new Refusal('devices.virtual_positions', {});
    await writeDevicesFile(file, positions);
    hub.setPositions(positions);
    log.info({ file: path.basename(file), positions: positions.length }, 'devices file written');
  }

  function requirePosition(id: string): DevicePosition {
    const position = hub.positions().find((known) => known.id === id);
    if (position === undefined) throw new Refusal('devices.position_unknown', { id });
    return position;
  }

  return {
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
        virtual: isVirtual(status.position),
      })),
    })),

    drivers: devices.drivers.handler(() => drivers.map(driverViewOf)),

    plugged: devices.plugged.handler(async () => {
      const found = (await hub.plugged()) as readonly PluggedDevice[];
      return found.map((device) => ({
        kind: device.kind,
        url: pluggedUrl(device),
        product: device.product ?? '',
        manufacturer: device.manufacturer ?? '',
        serialNumber: device.serialNumber ?? '',
        vendor: hex(device.vendorId),
        model: hex(device.productId),
        socket: device.portChain ?? '',
      }));
    }),

    savePosition: devices.savePosition.handler(async ({ input: { position } }) => {
      if (!drivers.some((driver) => driver.name === position.driver))
        throw new Refusal('devices.driver_unknown', { driver: position.driver });
      const others = hub.positions().filter((known) => known.id !== position.id);
      if (position.enabled && others.some((other) => other.enabled && other.url === position.url)) {
        throw new Refusal('devices.line_shared', { url: position.url });
      }
      await requireUsable(hub, position);
      await save([...others, position].sort((left, right) => left.id.localeCompare(right.id)));
      return { id: position.id };
    }),

    removePosition: devices.removePosition.handler(async ({ input }) => {
      requirePosition(input.id);
      await save(hub.positions().filter((known) => known.id !== input.id));
      log.info({ position: input.id, reason: input.reason }, 'position removed');
      return { id: input.id };
    }),

    restart: devices.restart.handler(({ input }) => {
      requirePosition(input.id);
      hub.restart(input.id);
      return {};
    }),

    testPrint: devices.testPrint.handler(async ({ input }) => {
      const position = requirePosition(input.id);
      const jobId = crypto.randomUUID();
      const { bytes } = await renderLabel({
        template: 'storage-cell',
        data: { code: 'TEST-2026', name: '测试打印 Test', path: position.title },
        language: 'zpl',
      });
      await hub.request(position.id, 'print', { jobId, bytes, copies: 1 });
      return { state: 'done', code: null };
    }),

    testSignals: devices.testSignals.handler(async ({ input }) => {
      const position = requirePosition(input.id);
      await hub.request(position.id, testAction[input.what], { milliseconds: testMilliseconds[input.what] });
      return {};
    }),

    snapshot: devices.snapshot.handler(async ({ input }) => {
      const position = requirePosition(input.id);
      const answer = (await hub.request(position.id, 'snapshot', {})) as {
        readonly at: number;
        readonly jpeg: Uint8Array;
      };
      const { hash } = await attachments.put(answer.jpeg);
      return { at: instant(answer.at), hash };
    }),

    readTags: devices.readTags.handler(async ({ input }) => {
      const position = requirePosition(input.id);
      const answer = (await hub.request(position.id, 'readTags', {
        milliseconds: testReadMilliseconds,
      })) as readonly {
        readonly epc: string;
        readonly tid?: string | null;
      }[];
      return answer.map(({ epc, tid }) => ({ epc, tid: tid ?? null }));
    }),

    trace: devices.trace.handler(async ({ input }) =>
      (await hub.trace(requirePosition(input.id).id)).map((line) => ({
        at: instant(line.at),
        direction: line.direction,
        text: line.text,
      })),
    ),
  };
}
