import { eventIterator } from '@orpc/contract';
import * as z from 'zod/mini';
import {
  allow,
  command,
  contentHash,
  done,
  id,
  instant,
  name,
  page,
  pageInput,
  shortText,
  text,
} from './common.ts';
import { deviceLive } from './device-work.ts';
import { lamp } from './devices.ts';
import { alarmRow, doorLive, task } from './evidence-gate.ts';
import { deskTag, itemRow, storyLine } from './evidence-items.ts';
import { orderRow } from './evidence-orders.ts';
import { roles, session } from './identity.ts';

export const topics = [
  'items',
  'cases',
  'orders',
  'places',
  'passages',
  'alarms',
  'tasks',
  'identity',
  'notices',
  'devices',
  'plugged',
  'dictionaries',
  'settings',
  'ledger',
  'virtual-room',
  'imports',
] as const;

export const stationEvent = z.discriminatedUnion('kind', [
  /** Something of this kind changed: ask again. `ids` empty = many. */
  z.object({
    kind: z.literal('changed'),
    sequence: z.int(),
    topics: z.array(z.enum(topics)),
    ids: z.array(z.string()),
  }),
  z.object({ kind: z.literal('lamps'), sequence: z.int(), lamps: z.array(lamp) }),
  z.object({ kind: z.literal('door'), sequence: z.int(), door: doorLive }),
  z.object({ kind: z.literal('alarm'), sequence: z.int(), alarm: alarmRow }),
  z.object({
    kind: z.literal('card'),
    sequence: z.int(),
    reader: z.string(),
    cardId: z.string(),
    person: z.nullable(z.object({ id, name: z.string() })),
  }),
  z.object({
    kind: z.literal('desk-tags'),
    sequence: z.int(),
    tags: z.array(deskTag),
  }),
  z.object({
    kind: z.literal('session-ended'),
    sequence: z.int(),
    reason: z.enum(['idle', 'logged-out', 'post-ended', 'account-locked']),
  }),
  /** What a device said (reading, measurement, doors, bar code, person masked); at most ten a second for each. */
  z.object({
    kind: z.literal('device-live'),
    sequence: z.int(),
    device: z.string(),
    training: z.boolean(),
    live: deviceLive,
  }),
  z.object({ kind: z.literal('resync'), sequence: z.int() }),
]);
export type StationEvent = z.infer<typeof stationEvent>;

export const settings = z.object({
  language: z.enum(['zh-CN', 'en']),
  idleLockMinutes: z.int().check(z.gte(1), z.lte(120)),
  releaseMinutes: z.int().check(z.gte(5), z.lte(240)),
  sirenSeconds: z.int().check(z.gte(5), z.lte(180)),
  closeDoorOnAlarm: z.boolean(),
  categoryList: z.enum(['property', 'scene']),
  weightTolerancePercent: z.number().check(z.gte(0), z.lte(20)),
});

export const startup = z.object({
  version: z.string(),
  profile: z.string(),
  station: z.object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    unitName: z.string(),
    room: z.string(),
  }),
  demo: z.boolean(),
  /** Nobody can log in yet: the first administrator is made on screen. */
  needsSetup: z.boolean(),
  demoAccounts: z.array(
    z.object({
      account: z.string(),
      password: z.string(),
      name: z.string(),
      role: z.enum(roles),
      /** 岗位 as the dictionary of the demo world calls it. */
      roleName: z.string(),
    }),
  ),
  session: z.nullable(session),
  lamps: z.array(lamp),
  openAlarms: z.array(alarmRow),
  settings,
  /** Oldest ledger entry that no county server has confirmed; null when everything is there. */
  notAtCountySince: z.nullable(instant),
  serverTime: instant,
});
export type Startup = z.infer<typeof startup>;

export const systemContract = {
  /** First start of an empty data folder: the county's units down to the own one, the station, the first administrator. */
  setUp: allow('public')
    .input(
      command({
        province: z.object({ code: z.string().check(z.regex(/^\d{12}$/)), name }),
        city: z.object({ code: z.string().check(z.regex(/^\d{12}$/)), name }),
        county: z.object({ code: z.string().check(z.regex(/^\d{12}$/)), name }),
        /** 派出所, where the room is one's own. */
        policeStation: z.optional(z.object({ code: z.string().check(z.regex(/^\d{12}$/)), name })),
        stationName: name,
        room: name,
        administrator: z.object({
          name,
          badgeNumber: shortText,
          account: name,
          password: z.string().check(z.maxLength(200)),
        }),
      }),
    )
    .output(z.object({})),

  /** Everything the first screen needs, in one call. */
  startup: allow('public').input(z.object({})).output(startup),
  events: allow('public')
    .input(z.object({ after: z.optional(z.int()) }))
    .output(eventIterator(stationEvent)),
  /** `active`: the person touched keyboard, mouse or screen since the last beat; the idle lock counts from there. */
  heartbeat: allow('public')
    .input(z.object({ active: z.optional(z.boolean()) }))
    .output(z.object({ serverTime: instant })),

  /** 工作台: what must be done before lunch; lists that the post may not read are empty, a case officer has the clocks of the own cases. */
  dashboard: allow('person')
    .input(z.object({}))
    .output(
      z.object({
        counts: z.object({
          inStore: z.int(),
          out: z.int(),
          waitHandover: z.int(),
          atCounter: z.int(),
          overdue: z.int(),
          unlocated: z.int(),
          openAlarms: z.int(),
          toApprove: z.int(),
        }),
        clocks: z.array(
          z.object({
            item: itemRow,
            rule: z.string(),
            dueAt: instant,
            state: z.enum(['running', 'near', 'over', 'met']),
            article: z.string(),
            who: z.string(),
          }),
        ),
        atCounter: z.array(itemRow),
        toHandOut: z.array(orderRow),
        toApprove: z.array(orderRow),
        overdueOrders: z.array(orderRow),
        tasks: z.array(task),
        alarms: z.array(alarmRow),
        rooms: z.array(z.object({ id, name: z.string(), cells: z.int(), used: z.int(), items: z.int() })),
        /**
         * What a new station still lacks before a first item can come in, for the posts that can do something about it;
         * null for all others. `missingRoles`: posts that nobody holds and without which the day does not go.
         */
        preparation: z.nullable(z.object({ missingRoles: z.array(z.enum(roles)), cells: z.int() })),
        /** `aggregate`: what it is about, for example `item:<id>`; `title`: how that is called. */
        recent: z.array(z.extend(storyLine, { aggregate: z.string(), title: z.string() })),
      }),
    ),

  settings: allow('person').input(z.object({})).output(settings),
  saveSettings: allow('settings.manage').input(command({ settings })).output(z.object({})),

  dictionaries: allow('public')
    .input(z.object({}))
    .output(
      z.array(
        z.object({
          name: z.string(),
          version: z.int(),
          entries: z.array(
            z.object({ code: z.string(), zh: z.string(), en: z.string(), ended: z.nullable(instant) }),
          ),
        }),
      ),
    ),
  saveDictionaryEntry: allow('dictionary.manage')
    .input(
      command({
        // Together with the stroke between them no longer than an id.
        dictionary: z.string().check(z.regex(/^[a-z][a-z-]{0,22}$/)),
        code: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)),
        zh: name,
        en: name,
        ended: z.boolean(),
      }),
    )
    .output(done),

  notices: allow('person')
    .input(z.object({ ...pageInput }))
    .output(
      page(
        z.object({
          id,
          title: z.string(),
          body: z.string(),
          publishedAt: instant,
          publishedBy: z.string(),
          read: z.boolean(),
        }),
      ),
    ),
  publishNotice: allow('notice.publish')
    .input(command({ title: name, body: text }))
    .output(done),
  readNotice: allow('person').input(command({ id })).output(z.object({})),

  ledgerStatus: allow('person')
    .input(z.object({}))
    .output(
      z.object({
        entries: z.int(),
        root: contentHash,
        lastCheckpoint: z.nullable(z.object({ at: instant, size: z.int(), root: contentHash })),
        node: z.string(),
      }),
    ),
  ledger: allow('ledger.read')
    .input(z.object({ before: z.optional(z.int()), limit: z.optional(z.int()) }))
    .output(z.array(z.extend(storyLine, { aggregate: z.string(), body: z.string() }))),
  verifyLedger: allow('ledger.read')
    .input(z.object({}))
    .output(
      z.object({
        ok: z.boolean(),
        entries: z.int(),
        root: contentHash,
        problems: z.array(z.object({ code: z.string(), seq: z.nullable(z.int()), message: z.string() })),
      }),
    ),
  slowQueries: allow('devices.read')
    .input(z.object({}))
    .output(
      z.array(z.object({ name: z.string(), count: z.int(), worstMs: z.number(), totalMs: z.number() })),
    ),
  backup: allow('settings.manage')
    .input(command({}))
    .output(z.object({ file: z.string(), entries: z.int() })),
};
