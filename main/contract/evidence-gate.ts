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
import { drillSirens, passageAccount, siteFit, walkKinds } from './evidence-account.ts';
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
  /** True when every read was kept, so that the passage can be replayed. */
  recorded: z.boolean(),
  /** Which coefficients decided; null for a passage of an older program. */
  coefficients: z.nullable(z.string()),
  /** 演练 or commissioning was on. */
  drill: z.boolean(),
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
  drill: z.boolean(),
});
export const alarmView = z.extend(alarmRow, {
  passage: z.nullable(passage),
  resolution: z.nullable(z.enum(alarmResolutions)),
  note: z.string(),
  story: z.array(storyLine),
  actions: z.array(z.object({ act: z.string(), possible: z.boolean(), reason: z.nullable(z.string()) })),
});

/** People or things that move together, as estimated. */
export const liveGroup = z.object({
  /** The same from one push to the next while its tags stay together. */
  key: z.string(),
  person: z.nullable(z.object({ id, name: z.string() })),
  /** EPCs of what it carries, badges excluded. */
  items: z.array(z.string()),
  /** Metres from the plane of the door, negative inside, over the last seconds; the last one is now. */
  path: z.array(z.number()),
});

/** What the live screen of a door draws, pushed several times a second while something moves. */
export const doorLive = z.object({
  door: z.string(),
  name: z.string(),
  state: z.enum(['quiet', 'learning', 'passage', 'notice', 'alarm', 'blind']),
  blindReason: z.nullable(z.string()),
  /** A door that was just switched on learns its shelf until then; null once it knows it. */
  learningUntil: z.nullable(instant),
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
  /** Tags that travel together, with who carries them where that is known. */
  groups: z.array(liveGroup),
  /** Light barriers that have reported, counted from inside. */
  beams: z.array(z.object({ id: z.int(), broken: z.boolean() })),
  drill: z.nullable(z.object({ until: instant, siren: z.enum(drillSirens), by: z.string() })),
  /** A commissioning walk that is being recorded. */
  walk: z.nullable(z.enum(walkKinds)),
  coefficients: z.string(),
});

/** A moment of a replayed passage: what the screen would have shown then. */
export const replayStep = z.object({
  /** UTC milliseconds. */
  at: z.number(),
  antennas: z.array(z.object({ antenna: z.int(), rssi: z.nullable(z.number()), reads: z.number() })),
  groups: z.array(liveGroup),
  tags: z.array(z.object({ epc: z.string(), out: z.number(), in: z.number() })),
  beams: z.array(z.object({ id: z.int(), broken: z.boolean() })),
  contact: z.enum(['open', 'closed', 'unknown']),
});

export const passageReplay = z.object({
  door: z.object({
    id,
    name: z.string(),
    antennas: z.array(z.object({ antenna: z.int(), side: z.enum(['inside', 'outside']) })),
  }),
  /** Coefficients in force now. */
  coefficients: z.string(),
  /** True when the present program with the coefficients of then decides as recorded. */
  agrees: z.boolean(),
  reads: z.int(),
  steps: z.array(replayStep),
  names: z.array(z.object({ epc: z.string(), name: z.nullable(z.string()), order: z.nullable(z.string()) })),
  today: z.array(
    z.object({
      epc: z.string(),
      direction: z.enum(['out', 'in', 'none', 'uncertain']),
      probability: z.number(),
    }),
  ),
  todayAlarms: z.array(z.object({ epc: z.string(), at: z.number() })),
});

export const whatIfChanges = [
  'with-order',
  'without-barriers',
  'without-contact',
  'without-companions',
] as const;
/** What the engine would have decided about one item had one thing been different. */
export const whatIf = z.object({
  change: z.enum(whatIfChanges),
  direction: z.enum(['out', 'in', 'none', 'uncertain', 'unread']),
  probability: z.number(),
  /** When it would have alarmed; null = not at all. */
  alarmAt: z.nullable(z.number()),
});

export const commissioningView = z.object({
  door: id,
  shipped: z.string(),
  running: z.nullable(
    z.object({
      id,
      at: instant,
      by: z.string(),
      tags: z.array(z.string()),
      walks: z.array(z.object({ number: z.int(), at: instant, walk: z.enum(walkKinds) })),
      /** What is asked for next; null when all twenty are there. */
      next: z.nullable(z.enum(walkKinds)),
      asked: z.int(),
    }),
  ),
  /** The walk that is being recorded. */
  walking: z.nullable(z.enum(walkKinds)),
  /** Settled passages a re-fit would learn from as well. */
  settled: z.int(),
  walks: z.int(),
  active: z.nullable(id),
  versions: z.array(
    z.object({
      id,
      number: z.int(),
      at: instant,
      by: z.string(),
      shipped: z.string(),
      walks: z.int(),
      settled: z.int(),
      fit: siteFit,
    }),
  ),
  /** Tags heard lately, the strongest first, to choose from. */
  heard: z.array(z.object({ epc: z.string(), code: z.nullable(z.string()), rssi: z.number() })),
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
  /** 判定依据: what was known of each item when the passage was decided; null for one of an older program. */
  passageAccount: allow('gate.read').input(z.object({ id })).output(z.nullable(passageAccount)),
  /** 回放: the recorded events through the present engine, moment by moment. */
  passageReplay: allow('gate.read').input(z.object({ id })).output(passageReplay),
  passageWhatIf: allow('gate.read')
    .input(z.object({ id, epc: z.string().check(z.maxLength(128)) }))
    .output(z.array(whatIf)),
  /** The recorded events as a gate trace (JSON Lines), for `gate replay`. */
  passageTrace: allow('gate.read')
    .input(z.object({ id }))
    .output(z.object({ fileName: z.string(), text: z.string() })),
  blindIntervals: allow('gate.read')
    .input(z.object({ door: id }))
    .output(z.array(z.object({ from: instant, until: z.nullable(instant), reason: z.string() }))),
  /** 演练: alarms are marked as such until the time is over or somebody ends it. */
  startDrill: allow('alarm.handle')
    .input(command({ door: id, minutes: z.int().check(z.gte(1), z.lte(120)), siren: z.enum(drillSirens) }))
    .output(z.object({ until: instant })),
  endDrill: allow('alarm.handle')
    .input(command({ door: id }))
    .output(z.object({})),
  /** 调试通道: labelled walks, re-fit, versions. */
  commissioning: allow('devices.manage')
    .input(z.object({ door: z.optional(id) }))
    .output(z.array(commissioningView)),
  beginCommissioning: allow('devices.manage')
    .input(
      command({
        door: id,
        tags: z.array(z.string().check(z.regex(/^[0-9A-F]{4,128}$/))).check(z.maxLength(12)),
      }),
    )
    .output(done),
  cancelCommissioning: allow('devices.manage')
    .input(command({ door: id }))
    .output(z.object({})),
  startWalk: allow('devices.manage')
    .input(command({ door: id, walk: z.enum(walkKinds) }))
    .output(z.object({})),
  /** Ends the walk and keeps it, or throws it away. */
  endWalk: allow('devices.manage')
    .input(command({ door: id, keep: z.boolean() }))
    .output(z.object({})),
  fitGate: allow('devices.manage')
    .input(command({ door: id }))
    .output(done),
  activateVersion: allow('devices.manage')
    .input(command({ door: id, version: z.nullable(id) }))
    .output(z.object({})),
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
