import * as z from 'zod/mini';
import { allow, command, done, instant, name, shortText } from './common.ts';
import { storyLine } from './evidence-items.ts';
import { deviceCandidate, deviceLive, deviceWorkContract, trainingFaults } from './device-work.ts';

export const deviceRoles = [
  'portal',
  'desk-reader',
  'label-printer',
  'door-signals',
  'portal-camera',
  'card-reader',
  'identity-card-reader',
  'scanner',
  'handheld',
  'receipt-printer',
  'page-printer',
  'lock-board',
  'scale',
  'height-weight',
  'girth',
  'body-composition',
  'blood-pressure',
  'oximeter',
  'glucose',
  'personal-health',
] as const;
export type DeviceRole = (typeof deviceRoles)[number];

/** 设备岗位: one line of the devices file: which device stands where and does what. */
export const devicePosition = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/)),
  title: name,
  role: z.enum(deviceRoles),
  driver: z.string().check(z.maxLength(40)),
  /** `tcp://192.0.2.7:5084`, `serial:///dev/serial/by-id/…?baud=9600`, `http://…`, `hid://…`, `usb://…`, `wedge:`. */
  url: z.string().check(z.minLength(1), z.maxLength(300)),
  /** Which door the device belongs to, for portal, signals and camera. */
  door: z.nullable(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))),
  enabled: z.boolean(),
  /** Checked by the driver; for a portal: antennas with their side. */
  settings: z.record(z.string(), z.unknown()),
});
export type DevicePosition = z.infer<typeof devicePosition>;

export const deviceView = z.extend(devicePosition, {
  state: z.enum(['connecting', 'ready', 'degraded', 'fault', 'away', 'stopped', 'process-down']),
  reason: z.nullable(z.string()),
  since: instant,
  identity: z.record(z.string(), z.string()),
  clockOffsetMs: z.nullable(z.number()),
  readsPerSecond: z.number(),
  lastEventAt: z.nullable(instant),
  virtual: z.boolean(),
  /** 培训设备: a virtual device that a person added; nothing of it reaches the records. */
  training: z.nullable(z.object({ fault: z.enum(trainingFaults) })),
  /** Raw bytes go into this file; null = not recorded. */
  recording: z.nullable(z.string()),
  live: deviceLive,
});
export const lamp = z.object({
  id: z.string(),
  title: z.string(),
  role: z.enum(deviceRoles),
  state: deviceView.shape.state,
  reason: z.nullable(z.string()),
  virtual: z.boolean(),
});

const words = z.object({ zh: z.string(), en: z.string() });

/** 设备参数: one field of a driver's form, as its manifest has it (`drivers/driver-settings.ts`). */
export const driverSetting = z.object({
  name: z.string(),
  title: words,
  hint: z.optional(words),
  kind: z.enum(['whole', 'decimal', 'text', 'secret', 'choice', 'yes-no', 'whole-list']),
  from: z.optional(z.number()),
  to: z.optional(z.number()),
  unit: z.optional(words),
  choices: z.optional(z.array(z.object({ value: z.string(), title: words }))),
  usual: z.optional(z.string()),
  required: z.optional(z.boolean()),
  rare: z.optional(z.boolean()),
  byRole: z.optional(z.record(z.string(), z.string())),
});
export type DriverSetting = z.infer<typeof driverSetting>;

export const driverView = z.object({
  name: z.string(),
  title: words,
  deviceClass: z.string(),
  transports: z.array(z.string()),
  confidence: z.string(),
  source: z.string(),
  capabilities: z.array(z.string()),
  /** What the driver's devices usually have; null where it does not apply. */
  baudRate: z.nullable(z.int()),
  port: z.nullable(z.int()),
  /** Devices that carry these ids on USB are taken for this driver's; four hexadecimal digits each. */
  usbIds: z.array(z.object({ vendor: z.string(), product: z.string() })),
  /** Null: no form, the settings are written as JSON. */
  settings: z.nullable(z.array(driverSetting)),
});

export type DriverView = z.infer<typeof driverView>;

export const devicesContract = {
  ...deviceWorkContract,
  list: allow('devices.read')
    .input(z.object({}))
    .output(
      z.object({
        process: z.enum(['running', 'restarting', 'stopped']),
        restarts: z.int(),
        devices: z.array(deviceView),
      }),
    ),
  drivers: allow('devices.read').input(z.object({})).output(z.array(driverView)),
  plugged: allow('devices.read')
    .input(z.object({}))
    .output(
      z.array(
        z.object({
          kind: z.string(),
          url: z.string(),
          product: z.string(),
          manufacturer: z.string(),
          serialNumber: z.string(),
          /** Four hexadecimal digits, empty where the system does not tell. */
          vendor: z.string(),
          model: z.string(),
          /** Which socket: `1-2.4`; tells two alike devices apart. */
          socket: z.string(),
          /** Another plugged thing looks the same: a person says by the socket which is which. */
          twins: z.int(),
          /** Best first. */
          candidates: z.array(deviceCandidate),
        }),
      ),
    ),
  savePosition: allow('devices.manage')
    .input(command({ position: devicePosition }))
    .output(done),
  removePosition: allow('devices.manage')
    .input(command({ id: z.string(), reason: shortText }))
    .output(done),
  /** 设备记录: what people did with this position, newest first; also of one that was removed. */
  story: allow('devices.read')
    .input(z.object({ id: z.string().check(z.maxLength(60)) }))
    .output(z.array(storyLine)),
  restart: allow('devices.manage')
    .input(command({ id: z.string() }))
    .output(z.object({})),
  testPrint: allow('devices.manage')
    .input(command({ id: z.string() }))
    .output(z.object({ state: z.string(), code: z.nullable(z.string()) })),
  testSignals: allow('devices.manage')
    .input(command({ id: z.string(), what: z.enum(['siren', 'strobe', 'door']) }))
    .output(z.object({})),
  snapshot: allow('devices.read')
    .input(z.object({ id: z.string() }))
    .output(z.object({ at: instant, hash: z.string() })),
  /** Test read at a desk reader: the tags that lie on it now. */
  readTags: allow('devices.manage')
    .input(z.object({ id: z.string() }))
    .output(z.array(z.object({ epc: z.string(), tid: z.nullable(z.string()) }))),
  /** Last reads, bytes in and out of one device, newest first. */
  trace: allow('devices.read')
    .input(z.object({ id: z.string() }))
    .output(z.array(z.object({ at: instant, direction: z.enum(['in', 'out', 'event']), text: z.string() }))),
};
