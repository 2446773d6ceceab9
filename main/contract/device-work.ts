import * as z from 'zod/mini';
import { allow, command, credential, instant, name } from './common.ts';

const deviceId = z.string().check(z.maxLength(60));

/** 读数: one result as the device sent it; the person is masked for screens that are not about that person. */
export const deviceReading = z.object({
  at: instant,
  values: z.array(
    z.object({
      name: z.string(),
      /** As the device wrote it, trailing zeros kept. */
      text: z.string(),
      /** UCUM code. */
      unit: z.string(),
    }),
  ),
  error: z.nullable(z.object({ code: z.string(), meaning: z.string() })),
  flags: z.array(z.string()),
  person: z.nullable(z.string()),
  /** The device's own clock, without zone. */
  deviceTime: z.nullable(z.string()),
  /** Nobody had asked for a measurement. */
  unsolicited: z.boolean(),
});
export type DeviceReading = z.infer<typeof deviceReading>;

export const deviceDoors = z.object({
  at: instant,
  board: z.int(),
  cells: z.array(
    z.object({
      cell: z.int(),
      locked: z.nullable(z.boolean()),
      closed: z.nullable(z.boolean()),
      occupied: z.nullable(z.boolean()),
    }),
  ),
});
export type DeviceDoors = z.infer<typeof deviceDoors>;

/** What a device said last, of each kind. */
export const deviceLive = z.object({
  reading: z.nullable(deviceReading),
  measurement: z.nullable(
    z.object({
      at: instant,
      phase: z.enum(['armed', 'measuring', 'stopped', 'interrupted', 'timed-out']),
      reason: z.nullable(z.string()),
    }),
  ),
  doors: z.array(deviceDoors),
  barcode: z.nullable(z.object({ at: instant, text: z.string(), symbology: z.nullable(z.string()) })),
  /** 居民身份证: masked. */
  person: z.nullable(z.object({ at: instant, name: z.string(), idNumber: z.string() })),
  card: z.nullable(z.object({ at: instant, tail: z.string() })),
  security: z.nullable(
    z.object({
      at: instant,
      code: z.string(),
      /** Which doors it is about, where it is about doors. */
      doors: z.array(z.object({ board: z.int(), cell: z.int() })),
    }),
  ),
});
export type DeviceLive = z.infer<typeof deviceLive>;

/** Why a plugged thing is taken for a driver's device, strongest first. */
export const candidateReasons = ['usb-id', 'usage', 'usb-class', 'name', 'adapter', 'line'] as const;
export const deviceCandidate = z.object({
  driver: z.string(),
  /** 0 to 100; from 70 on it is proposed without asking. */
  score: z.int(),
  why: z.enum(candidateReasons),
});
export type DeviceCandidate = z.infer<typeof deviceCandidate>;

/** What came of listening with one driver's line settings. */
export const heardAs = z.object({
  driver: z.string(),
  baudRate: z.int(),
  score: z.int(),
  /** Whole checked messages, and bytes that were none. */
  frames: z.int(),
  strayBytes: z.int(),
  asked: z.boolean(),
});
export type HeardAs = z.infer<typeof heardAs>;

export const trainingFaults = [
  'none',
  'silence',
  'garbage',
  'half',
  'wrong-checksum',
  'late',
  'unplugged',
] as const;
export type TrainingFault = (typeof trainingFaults)[number];
const steps = z.array(z.record(z.string(), z.unknown())).check(z.maxLength(500));

/** Actions without parameters that any device may know; which of them a driver has is in its capabilities. */
export const deviceActions = [
  'start',
  'stop',
  'zero',
  'tare',
  'weigh',
  'readMemory',
  'readLast',
  'setClock',
  'readPerson',
  'cancel',
  'status',
  'inventory',
  'drawer',
  'learn',
] as const;
export type DeviceAction = (typeof deviceActions)[number];

const entries = z.array(z.number());
/** What the keypad says to an entry (`drivers/girth/girth-keypad`). Centimetres. */
export const girthAnswer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('again'),
    suspect: z.nullable(z.enum(['delta', 'unusual'])),
    entries,
  }),
  z.object({ status: z.literal('third'), entries }),
  z.object({ status: z.literal('taken'), cm: z.number(), entries }),
  z.object({ status: z.literal('ask'), suspect: z.enum(['chi', 'inch']), suggestedCm: z.number() }),
  z.object({ status: z.literal('rejected'), reason: z.enum(['digits', 'range', 'over-height']) }),
]);
export type GirthAnswer = z.infer<typeof girthAnswer>;

const findings = z.object({
  board: z.int(),
  sense: z.nullable(z.string()),
  order: z.nullable(z.string()),
  confirmed: z.array(z.int()),
  missing: z.array(z.int()),
  problems: z.array(z.object({ cell: z.int(), problem: z.string() })),
  complete: z.boolean(),
});
export type CommissioningFindings = z.infer<typeof findings>;

const doorPlace = {
  id: deviceId,
  board: z.int().check(z.gte(0), z.lte(255)),
  cell: z.int().check(z.gte(1), z.lte(255)),
};

export const deviceWorkContract = {
  /** Answer as the device gave it, as JSON text without personal data, for the person who installs. */
  act: allow('devices.manage')
    .input(command({ id: deviceId, action: z.enum(deviceActions) }))
    .output(z.object({ answer: z.string() })),

  /**
   * 腰围、臀围 typed at the keypad. The driver decides: measured once more, which unit it was, or the reading (which then
   * comes as every reading does).
   */
  typeGirth: allow('devices.manage')
    .input(
      command({
        id: deviceId,
        girth: z.enum(['waist', 'hip']),
        text: z.string().check(z.maxLength(8)),
        unit: z.nullable(z.enum(['cm', 'chi', 'inch'])),
      }),
    )
    .output(girthAnswer),

  /** Opens one lock: the three facts kept apart (acknowledged, bolt moved, door open). */
  openCell: allow('devices.manage')
    .input(command(doorPlace))
    .output(
      z.object({
        acknowledged: z.boolean(),
        boltMoved: z.nullable(z.boolean()),
        doorOpen: z.nullable(z.boolean()),
        attempts: z.int(),
      }),
    ),

  /** 逐门试开: one door opened and its contact watched. */
  commissionCell: allow('devices.manage').input(command(doorPlace)).output(findings),
  commissionFindings: allow('devices.manage')
    .input(z.object({ id: deviceId, board: doorPlace.board }))
    .output(findings),
  commissionReset: allow('devices.manage')
    .input(command({ id: deviceId, board: doorPlace.board }))
    .output(z.object({})),
  /** Puts what was found into the position; a second person (见证人) proves to have seen every door. */
  commissionCabinet: allow('devices.manage')
    .input(command({ id: deviceId, witness: credential }))
    .output(z.object({ witness: z.string() })),
  /** A stand's profile against a known weight and a measuring rod; then it may be used. */
  commissionStand: allow('devices.manage')
    .input(
      command({
        id: deviceId,
        weightKg: z.nullable(z.number().check(z.gte(1), z.lte(300))),
        heightCm: z.nullable(z.number().check(z.gte(40), z.lte(250))),
      }),
    )
    .output(
      z.object({ weightDifferenceKg: z.nullable(z.number()), heightDifferenceCm: z.nullable(z.number()) }),
    ),

  /** 录制: raw bytes of a device into a file of the data folder until stopped. */
  record: allow('devices.manage')
    .input(command({ id: deviceId, on: z.boolean() }))
    .output(z.object({ file: z.nullable(z.string()) })),
  recordings: allow('devices.read')
    .input(z.object({}))
    .output(
      z.array(
        z.object({
          file: z.string(),
          device: z.string(),
          at: instant,
          bytes: z.int(),
          /** What to put into a position's address to play it. */
          replay: z.string(),
        }),
      ),
    ),

  /** Listens on a serial port as each driver would, two seconds a line setting; asks only where asking is harmless. */
  listen: allow('devices.manage')
    .input(z.object({ url: z.string().check(z.maxLength(300)) }))
    .output(z.array(heardAs)),

  /** 培训模式: a virtual device of any family; gone when the program ends or training is ended. */
  trainingBegin: allow('devices.manage')
    .input(
      command({
        driver: z.string().check(z.maxLength(40)),
        title: name,
        script: steps,
        /** A recording is played instead of the simulator. */
        recording: z.nullable(z.string().check(z.maxLength(200))),
      }),
    )
    .output(z.object({ id: deviceId })),
  trainingEnd: allow('devices.manage')
    .input(command({ id: deviceId }))
    .output(z.object({})),
  trainingPlay: allow('devices.manage')
    .input(command({ id: deviceId, steps }))
    .output(z.object({})),
  trainingFault: allow('devices.manage')
    .input(command({ id: deviceId, fault: z.enum(trainingFaults) }))
    .output(z.object({})),
  /** Steps ready to be played, by driver. */
  trainingSteps: allow('devices.read')
    .input(z.object({ driver: z.string().check(z.maxLength(40)) }))
    .output(z.array(z.object({ title: z.object({ zh: z.string(), en: z.string() }), steps }))),
};
