import * as z from 'zod/mini';
import { allow, command, done, id, instant, name, pageInput, shortText } from './common.ts';

/** Base64 of a file chosen on screen; larger ones are put into a watched folder. */
export const largestChosenFileBytes = 2 * 1024 * 1024;
const base64 = z
  .string()
  .check(z.maxLength(Math.ceil(largestChosenFileBytes / 3) * 4), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

const wayId = z.string().check(z.regex(/^[a-z0-9-]{1,40}$/));
const common = { id: wayId, title: name, profile: id, enabled: z.boolean() };

/** 接收途径: where results come in by themselves, each for one mapping. */
export const importWay = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('folder'),
    /** Absolute path; a folder of this computer or a share. */
    folder: z.string().check(z.trim(), z.minLength(1), z.maxLength(400)),
    /** Endings of names that are taken, lower case with their point; others are left alone. */
    endings: z.array(z.string().check(z.regex(/^\.[a-z0-9]{1,10}$/))).check(z.minLength(1), z.maxLength(10)),
  }),
  z.object({
    ...common,
    kind: z.literal('mllp'),
    /** `127.0.0.1`: only programs of this computer reach it. */
    host: z.string().check(z.regex(/^[0-9A-Za-z:.-]{1,100}$/)),
    port: z.int().check(z.gte(1), z.lte(65535)),
  }),
]);
export type ImportWay = z.infer<typeof importWay>;

export const wayStates = ['starting', 'open', 'away', 'fault', 'off'] as const;
export type WayState = (typeof wayStates)[number];

export const importWayView = z.object({
  way: importWay,
  state: z.enum(wayStates),
  /** Code of what is wrong, or of what waits. */
  reason: z.nullable(z.string()),
  since: instant,
  /** Files that lie there and are not taken yet, or connections that are open. */
  waiting: z.int(),
  lastAt: z.nullable(instant),
});
export type ImportWayView = z.infer<typeof importWayView>;

export const receiptStates = ['taken', 'refused', 'waiting'] as const;

const receipt = z.object({
  id,
  at: instant,
  way: z.enum(['folder', 'mllp', 'screen']),
  /** Title of the way as it is called now; null = chosen on screen, or taken away since. */
  wayTitle: z.nullable(z.string()),
  form: z.string(),
  bytes: z.int(),
  state: z.enum(receiptStates),
  reason: z.string(),
  profile: z.nullable(z.object({ id: z.string(), name: z.string(), version: z.int() })),
  results: z.int(),
  known: z.int(),
  changed: z.int(),
  refused: z.int(),
  /** Name of the file with what may be a person's covered; sender and number of a message. */
  label: z.string(),
  isErased: z.boolean(),
  settled: z.nullable(
    z.object({ at: instant, by: z.string(), act: z.enum(['retry', 'accept', 'refuse']), note: z.string() }),
  ),
});
export type ImportReceipt = z.infer<typeof receipt>;

const answer = z.object({
  id,
  state: z.enum(receiptStates),
  reason: z.string(),
  results: z.int(),
  known: z.int(),
  refused: z.int(),
  isRepeat: z.boolean(),
});

const shownRow = z.object({
  source: z.string(),
  refused: z.nullable(z.object({ reason: z.string(), where: z.string() })),
  /** Masked. */
  person: z.string(),
  at: z.string(),
  /** Null for somebody who may not read originals: whoever sets up the ways in need not know what came. */
  values: z.array(z.object({ name: z.string(), value: z.nullable(z.number()), unit: z.string() })),
  unmapped: z.int(),
});

/** 接收结果: ways in, what came by them, and what a person does about it. */
export const importsReceivedContract = {
  ways: allow('devices.manage').input(z.object({})).output(z.array(importWayView)),
  saveWay: allow('devices.manage')
    .input(command({ way: importWay }))
    .output(done),
  removeWay: allow('devices.manage')
    .input(command({ id: wayId, reason: shortText }))
    .output(done),
  /** 收到的结果, newest first. */
  received: allow('devices.manage')
    .input(z.object({ state: z.optional(z.enum(receiptStates)), ...pageInput }))
    .output(
      z.object({
        rows: z.array(receipt),
        next: z.nullable(z.string()),
        counts: z.object({ taken: z.int(), refused: z.int(), waiting: z.int() }),
      }),
    ),
  /** One with its records: what was taken, or what the newest mapping would make of it; persons masked. */
  receipt: allow('devices.manage')
    .input(z.object({ id }))
    .output(
      z.object({
        receipt,
        /** `taken`: on record. `now`: what a new try would give. */
        shows: z.enum(['taken', 'now']),
        rows: z.array(shownRow),
        /** Rows there are in all. */
        total: z.int(),
        /** Version of the mapping that a new try would use; null = it is out of use. */
        newestVersion: z.nullable(z.int()),
      }),
    ),
  /** A file chosen on screen, taken for real. */
  takeFile: allow('devices.manage')
    .input(command({ name: z.string().check(z.maxLength(255)), content: base64, profile: id }))
    .output(answer),
  /** Tries a receipt that is not taken again. `profile`: the mapping to use. */
  retryReceipt: allow('devices.manage')
    .input(command({ id, profile: id }))
    .output(answer),
  /** Takes what can be taken of one that waits; what is refused of it stays refused. */
  acceptReceipt: allow('devices.manage')
    .input(command({ id, profile: id, note: shortText }))
    .output(answer),
  refuseReceipt: allow('devices.manage')
    .input(command({ id, note: shortText }))
    .output(answer),
  /** The original with the names in it. That somebody has seen it goes into the ledger. */
  original: allow('imports.read-original')
    .input(command({ id }))
    .output(
      z.object({
        name: z.string(),
        form: z.string(),
        sha256: z.string(),
        encoding: z.string(),
        /** Null for a file that is no text. */
        text: z.nullable(z.string()),
        /** Base64. */
        content: z.string(),
      }),
    ),
};
