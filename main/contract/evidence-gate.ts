import * as z from 'zod/mini';
import {
  allow,
  command,
  contentHash,
  done,
  id,
  instant,
  page,
  pageInput,
  shortText,
  text,
} from './common.ts';
import { storyLine } from './evidence-items.ts';

export const passageItem = z.object({
  item: z.nullable(id),
  code: z.nullable(z.string()),
  name: z.nullable(z.string()),
  epc: z.string(),
  direction: z.enum(['out', 'in', 'none', 'uncertain']),
  probability: z.number(),
  order: z.nullable(z.string()),
});
export const frame = z.object({ at: instant, hash: contentHash, camera: z.string() });
/** 通行: one opening of the portal's window with everything that went through. */
export const passage = z.object({
  id,
  door: z.string(),
  from: instant,
  to: instant,
  person: z.nullable(z.object({ id, name: z.string() })),
  personConfidence: z.number(),
  people: z.int(),
  items: z.array(passageItem),
  outcome: z.enum(['authorised', 'unauthorised', 'uncertain', 'hesitation', 'nothing', 'intake']),
  frames: z.array(frame),
  noPicture: z.nullable(z.string()),
  alarm: z.nullable(id),
});

export const alarmStates = ['alarm', 'acknowledged', 'investigating', 'resolved', 'reviewed'] as const;
export const alarmResolutions = [
  'authorised-late',
  'false-read',
  'stray-tag',
  'theft-attempt',
  'drill',
] as const;
export const alarmRow = z.object({
  id,
  number: z.string(),
  at: instant,
  door: z.string(),
  reason: z.string(),
  state: z.enum(alarmStates),
  items: z.array(
    z.object({
      item: z.nullable(id),
      code: z.nullable(z.string()),
      name: z.nullable(z.string()),
      epc: z.string(),
    }),
  ),
  person: z.nullable(z.object({ id, name: z.string() })),
  doorClosed: z.boolean(),
});
export const alarmView = z.extend(alarmRow, {
  passage: z.nullable(passage),
  resolution: z.nullable(z.enum(alarmResolutions)),
  note: z.string(),
  story: z.array(storyLine),
  actions: z.array(z.object({ act: z.string(), possible: z.boolean(), reason: z.nullable(z.string()) })),
});

/** What the live screen of a door draws, pushed several times a second while something moves. */
export const doorLive = z.object({
  door: z.string(),
  name: z.string(),
  state: z.enum(['quiet', 'passage', 'notice', 'alarm', 'blind']),
  blindReason: z.nullable(z.string()),
  doorClosed: z.boolean(),
  doorContact: z.enum(['open', 'closed', 'unknown']),
  siren: z.boolean(),
  strobe: z.boolean(),
  readsPerSecond: z.number(),
  antennas: z.array(
    z.object({
      antenna: z.int(),
      side: z.enum(['inside', 'outside']),
      rssi: z.nullable(z.number()),
      reads: z.number(),
      connected: z.boolean(),
    }),
  ),
  tags: z.array(
    z.object({
      epc: z.string(),
      item: z.nullable(id),
      name: z.nullable(z.string()),
      /** Share of recent reads on the inside, 1 = inside, 0 = outside. */
      inside: z.number(),
      out: z.number(),
      in: z.number(),
      resident: z.boolean(),
      order: z.nullable(z.string()),
    }),
  ),
  people: z.array(z.object({ id, name: z.string(), by: z.enum(['card', 'badge']) })),
});

export const task = z.object({
  id,
  kind: z.enum(['uncertain-passage', 'contradiction', 'blind-interval', 'camera-missing']),
  at: instant,
  title: z.string(),
  passage: z.nullable(id),
  items: z.array(z.object({ item: id, code: z.string(), name: z.string() })),
});

export const evidenceGateContract = {
  passages: allow('gate.read')
    .input(z.object({ ...pageInput, item: z.optional(id), outcome: z.optional(shortText) }))
    .output(page(passage)),
  passage: allow('gate.read').input(z.object({ id })).output(passage),
  doors: allow('gate.read').input(z.object({})).output(z.array(doorLive)),
  tasks: allow('gate.read').input(z.object({})).output(z.array(task)),
  /** A person says what really happened in an uncertain passage. */
  settleTask: allow('gate.settle')
    .input(command({ id, finding: z.enum(['went-out', 'came-in', 'did-not-pass']), note: text }))
    .output(done),
  alarms: allow('gate.read')
    .input(z.object({ ...pageInput, open: z.optional(z.boolean()) }))
    .output(page(alarmRow)),
  alarm: allow('gate.read').input(z.object({ id })).output(alarmView),
  acknowledgeAlarm: allow('alarm.handle').input(command({ id })).output(done),
  investigateAlarm: allow('alarm.handle')
    .input(command({ id, note: text }))
    .output(done),
  resolveAlarm: allow('alarm.handle')
    .input(command({ id, resolution: z.enum(alarmResolutions), note: text }))
    .output(done),
  reviewAlarm: allow('alarm.review')
    .input(command({ id, note: text }))
    .output(done),
  silence: allow('person')
    .input(command({ door: z.string() }))
    .output(z.object({})),
  /** 人工授权: the door stays closed after an alarm until a person with the right opens it. */
  authoriseDoor: allow('door.authorise')
    .input(command({ door: z.string(), reason: shortText }))
    .output(z.object({})),
};
