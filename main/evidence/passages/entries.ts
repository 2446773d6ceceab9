import * as z from 'zod/mini';
import { passageAccount, passageTrace } from '../../contract/evidence-account.ts';
import { alarmResolutions } from '../../contract/evidence-gate.ts';
import { entryType } from '../../kernel/entry-type.ts';

const id = z.string();
const passedItem = z.object({
  item: z.nullable(id),
  code: z.nullable(z.string()),
  name: z.nullable(z.string()),
  epc: z.string(),
  direction: z.enum(['out', 'in', 'none', 'uncertain']),
  probability: z.number(),
  order: z.nullable(z.string()),
});
const frame = z.object({ at: z.string(), hash: z.string(), camera: z.string() });

/** Ledger entries of the portal (通道门): passages (通行), alarms (报警), tasks for a person, acts at the door. */
export const passageEntries = {
  'evidence.passage-recorded': entryType(
    1,
    z.object({
      id,
      door: z.string(),
      doorName: z.string(),
      from: z.string(),
      to: z.string(),
      person: z.nullable(z.object({ person: id, name: z.string() })),
      personName: z.nullable(z.string()),
      personConfidence: z.number(),
      people: z.number(),
      items: z.array(passedItem),
      outcome: z.enum(['authorised', 'unauthorised', 'uncertain', 'hesitation', 'nothing', 'intake']),
      alarm: z.nullable(id),
      /** Reader time and counts behind the decision, so that it can be argued about later. */
      evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      /** What was recorded, why it was decided so, and with which coefficients; absent in entries of older programs. */
      trace: z.optional(z.nullable(passageTrace)),
      account: z.optional(passageAccount),
      coefficients: z.optional(z.string()),
      drill: z.optional(z.boolean()),
    }),
  ),
  'evidence.frames-attached': entryType(
    1,
    z.object({
      passage: id,
      alarm: z.nullable(id),
      frames: z.array(frame),
      noPicture: z.nullable(z.string()),
    }),
  ),
  'evidence.alarm-raised': entryType(
    1,
    z.object({
      id,
      number: z.string(),
      door: z.string(),
      doorName: z.string(),
      passage: z.nullable(id),
      reason: z.string(),
      items: z.array(
        z.object({
          item: z.nullable(id),
          code: z.nullable(z.string()),
          name: z.nullable(z.string()),
          epc: z.string(),
        }),
      ),
      person: z.nullable(z.object({ person: id, name: z.string() })),
      personName: z.nullable(z.string()),
      doorClosed: z.boolean(),
      /** 演练: sounded while a drill or commissioning was on. */
      drill: z.optional(z.boolean()),
    }),
  ),
  /** What became known after an alarm that sounded before the passage was over. */
  'evidence.alarm-extended': entryType(
    1,
    z.object({
      id,
      passage: id,
      items: z.array(
        z.object({
          item: z.nullable(id),
          code: z.nullable(z.string()),
          name: z.nullable(z.string()),
          epc: z.string(),
        }),
      ),
      person: z.nullable(z.object({ person: id, name: z.string() })),
      personName: z.nullable(z.string()),
    }),
  ),
  'evidence.alarm-acknowledged': entryType(1, z.object({ id })),
  'evidence.alarm-investigating': entryType(1, z.object({ id, note: z.string() })),
  'evidence.alarm-resolved': entryType(
    1,
    z.object({ id, resolution: z.enum(alarmResolutions), note: z.string() }),
  ),
  'evidence.alarm-reviewed': entryType(1, z.object({ id, note: z.string() })),
  'evidence.task-opened': entryType(
    1,
    z.object({
      id,
      kind: z.enum(['uncertain-passage', 'contradiction', 'blind-interval', 'camera-missing']),
      title: z.string(),
      passage: z.nullable(id),
      items: z.array(z.object({ item: id, code: z.string(), name: z.string() })),
    }),
  ),
  'evidence.task-settled': entryType(
    1,
    z.object({ id, finding: z.enum(['went-out', 'came-in', 'did-not-pass']), note: z.string() }),
  ),
  'evidence.siren-silenced': entryType(1, z.object({ door: z.string() })),
  'evidence.door-authorised': entryType(1, z.object({ door: z.string(), reason: z.string() })),
  'evidence.gate-blind': entryType(
    1,
    z.object({ door: z.string(), from: z.string(), until: z.nullable(z.string()), reason: z.string() }),
  ),
};
