import * as z from 'zod/mini';
import {
  allow,
  command,
  contentHash,
  credential,
  decimal,
  done,
  hexadecimal,
  id,
  instant,
  name,
  page,
  pageInput,
  personReference,
  shortText,
  text,
} from './common.ts';

/** 控制措施: the legal measure under which an item is held (axis L). */
export const legalMeasures = [
  'seizure',
  'sealing',
  'registration',
  'detention',
  'sampling',
  'collection',
  'acceptance',
  'confiscation',
  'ownerless',
  'personal-effects',
] as const;
export const organs = ['police', 'procuratorate', 'court', 'finance'] as const;

/** 保管状态: custody states of one item (domain notes 3.2). */
export const custodyStates = [
  'draft',
  'wait-handover',
  'at-counter',
  'refused',
  'in-store',
  'reserved',
  'on-loan',
  'at-laboratory',
  'in-transit',
  'unlocated',
  'returned',
  'destroyed',
  'transferred',
  'voided',
] as const;
export type CustodyState = (typeof custodyStates)[number];

export const itemFlags = [
  'bulky',
  'perishable',
  'classified',
  'entrusted',
  'ownerless',
  'personal-effects',
  'minor',
  'biohazard',
  'cold',
  'lithium-battery',
  'proceeds',
] as const;

export const refusalReasons = [
  'papers-missing',
  'list-differs',
  'quantity-differs',
  'seal-broken',
  'not-fit-to-store',
  'other',
] as const;

/** Only these two lists exist (domain notes 2.7): by nature of property, and by kind of scene evidence. Codes 01–12. */
export const categoryCode = z.string().check(z.regex(/^(0[1-9]|1[0-2])$/));

export const caseKinds = ['criminal', 'administrative', 'other'] as const;
export const caseView = z.object({
  id,
  number: z.string(),
  name: z.string(),
  kind: z.enum(caseKinds),
  unit: z.string(),
  unitName: z.string(),
  officers: z.array(personReference),
  occurredAt: z.nullable(instant),
  occurredPlace: z.string(),
  summary: z.string(),
  openedAt: instant,
  items: z.int(),
});

export const photo = z.object({
  hash: contentHash,
  takenAt: instant,
  takenBy: z.string(),
  source: z.enum(['document-camera', 'import', 'portal-camera', 'snapshot']),
  caption: z.string(),
});

export const tagBinding = z.object({
  epc: hexadecimal,
  tid: z.nullable(hexadecimal),
  boundAt: instant,
  boundBy: z.string(),
  method: z.enum(['desk-reader', 'printer', 'typed']),
  readBack: z.boolean(),
  until: z.nullable(instant),
});

/** 发卡台上的标签: a tag on the desk reader and the item it is bound to. */
export const deskTag = z.object({ epc: z.string(), tid: z.nullable(z.string()), item: z.nullable(id) });

/** The clock a person must act on, computed from the measure (domain notes 2.1), never typed. */
export const legalClock = z.object({
  /** C1 hand-over within 24 h, C6 return from loan, C8, C9 …; `R` = retention set by the room. */
  rule: z.string(),
  dueAt: instant,
  article: z.string(),
  who: z.string(),
  state: z.enum(['running', 'near', 'over', 'met']),
});

export const itemRow = z.object({
  id,
  code: z.string(),
  name: z.string(),
  category: z.string(),
  sceneCategory: z.string(),
  quantity: z.string(),
  measureUnit: z.string(),
  caseId: id,
  caseNumber: z.string(),
  caseName: z.string(),
  custody: z.enum(custodyStates),
  holder: z.string(),
  place: z.nullable(z.string()),
  cell: z.nullable(id),
  tagged: z.boolean(),
  photo: z.nullable(contentHash),
  overdue: z.boolean(),
  dueAt: z.nullable(instant),
  registeredAt: instant,
});

export const itemView = z.extend(itemRow, {
  features: z.string(),
  listNumber: z.string(),
  legal: z.object({ measure: z.enum(legalMeasures), organ: z.enum(organs), since: instant }),
  holderPerson: z.nullable(id),
  holderSince: instant,
  integrity: z.object({
    sealNumber: z.string(),
    grossWeightGrams: z.nullable(decimal),
    condition: z.string(),
    sealBroken: z.boolean(),
    damaged: z.boolean(),
  }),
  flags: z.array(z.enum(itemFlags)),
  record: z.enum(['draft', 'active', 'closed']),
  seizedAt: instant,
  seizedPlace: z.string(),
  owner: z.nullable(z.string()),
  bindings: z.array(tagBinding),
  photos: z.array(photo),
  clocks: z.array(legalClock),
  openOrder: z.nullable(z.object({ id, number: z.string(), state: z.string() })),
  lastSighting: z.nullable(z.object({ at: instant, position: z.string() })),
  registeredBy: z.string(),
  /** What this session may do now; the reason code stands where an act is not possible. */
  actions: z.array(z.object({ act: z.string(), possible: z.boolean(), reason: z.nullable(z.string()) })),
});

/** One line of a thing's story: a ledger entry in plain words. */
export const storyLine = z.object({
  seq: z.int(),
  hash: contentHash,
  at: instant,
  type: z.string(),
  actor: z.string(),
  method: z.string(),
  station: z.string(),
  /** Values for the sentence `story.<type>` of the message table. */
  words: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  pictures: z.array(contentHash),
});

const registration = {
  caseId: id,
  name,
  category: categoryCode,
  sceneCategory: categoryCode,
  quantity: decimal,
  measureUnit: shortText,
  features: text,
  measure: z.enum(legalMeasures),
  listNumber: shortText,
  seizedAt: instant,
  seizedPlace: shortText,
  owner: z.nullable(shortText),
  sealNumber: shortText,
  grossWeightGrams: z.nullable(decimal),
  flags: z.array(z.enum(itemFlags)),
};

export const evidenceItemsContract = {
  cases: allow('case.read')
    .input(z.object({ ...pageInput, words: z.optional(shortText) }))
    .output(page(caseView)),
  case: allow('case.read')
    .input(z.object({ id }))
    .output(z.extend(caseView, { itemRows: z.array(itemRow), story: z.array(storyLine) })),
  createCase: allow('case.write')
    .input(
      command({
        number: z.string().check(z.regex(/^[AJ]\d{12}\d{6}\d{4}$/)),
        name,
        kind: z.enum(caseKinds),
        officers: z.array(id).check(z.minLength(1)),
        occurredAt: z.nullable(instant),
        occurredPlace: shortText,
        summary: text,
      }),
    )
    .output(done),
  /** The next free case number of the acting unit for this month, as a proposal. */
  nextCaseNumber: allow('case.read')
    .input(z.object({ kind: z.enum(caseKinds) }))
    .output(z.object({ number: z.string() })),

  items: allow('item.read')
    .input(
      z.object({
        ...pageInput,
        /** Chinese words, pinyin initials, evidence code, case number, EPC. */
        words: z.optional(shortText),
        custody: z.optional(z.array(z.enum(custodyStates))),
        category: z.optional(categoryCode),
        caseId: z.optional(id),
        place: z.optional(id),
        overdue: z.optional(z.boolean()),
        untagged: z.optional(z.boolean()),
      }),
    )
    .output(page(itemRow)),
  item: allow('item.read').input(z.object({ id })).output(itemView),
  story: allow('item.read')
    .input(z.object({ aggregate: z.string().check(z.maxLength(100)), before: z.optional(z.int()) }))
    .output(z.array(storyLine)),
  /** Opens what a scan names: evidence code, EPC, cell code, order number, card. */
  find: allow('person')
    .input(z.object({ scan: z.string().check(z.minLength(1), z.maxLength(300)) }))
    .output(
      z.nullable(
        z.object({
          kind: z.enum(['item', 'case', 'order', 'place', 'person', 'alarm']),
          id,
          title: z.string(),
        }),
      ),
    ),

  registerItem: allow('item.register')
    .input(command(registration))
    .output(z.object({ id, code: z.string() })),
  editItem: allow('item.register')
    .input(command({ id, ...registration }))
    .output(done),
  voidItem: allow('item.register')
    .input(command({ id, reason: shortText }))
    .output(done),
  addPhoto: allow('item.register')
    .input(
      command({
        id,
        hash: contentHash,
        source: z.enum(['document-camera', 'import']),
        caption: shortText,
        takenAt: instant,
      }),
    )
    .output(done),
  /** DRAFT → WAIT_HANDOVER; the 24-hour clock has been running since the seizure. */
  submitItem: allow('item.register').input(command({ id })).output(done),
  /** WAIT_HANDOVER or REFUSED → AT_COUNTER: the officer has put it on the desk. */
  arriveAtCounter: allow('item.intake').input(command({ id })).output(done),
  refuseItem: allow('item.intake')
    .input(command({ id, reason: z.enum(refusalReasons), note: shortText }))
    .output(done),
  /** What lies on the desk reader now; every screen of the room hears it as `desk-tags` too. */
  readDesk: allow('item.intake')
    .input(z.object({}))
    .output(z.array(z.extend(deskTag, { itemName: z.nullable(z.string()) }))),
  /** Reads or writes one tag on the desk reader; refuses when there is none or more than one. */
  encodeTag: allow('item.intake')
    .input(command({ id }))
    .output(z.object({ epc: hexadecimal, tid: hexadecimal, verified: z.boolean() })),
  bindTag: allow('item.intake')
    .input(
      command({
        id,
        epc: hexadecimal,
        tid: z.nullable(hexadecimal),
        method: z.enum(['desk-reader', 'printer', 'typed']),
        readBack: z.boolean(),
      }),
    )
    .output(done),
  /** Ends the present binding (tag dead or torn) so that a new tag can be bound; both stay on record. */
  releaseTag: allow('item.intake')
    .input(command({ id, reason: z.enum(['dead', 'torn', 'wrong-item', 'returned']) }))
    .output(done),
  /** AT_COUNTER → IN_STORE. The custodian types what is seen before the system shows what was expected. */
  acceptItem: allow('item.intake')
    .input(
      command({
        id,
        counted: decimal,
        grossWeightGrams: z.nullable(decimal),
        sealNumber: shortText,
        sealIntact: z.boolean(),
        condition: shortText,
        cell: id,
        /** The delivering officer proves presence at the counter. */
        officer: credential,
      }),
    )
    .output(done),
  moveItem: allow('item.store')
    .input(command({ id, cell: id, reason: shortText }))
    .output(done),
  reportFound: allow('item.store')
    .input(command({ id, cell: id, how: text, photo: z.nullable(contentHash) }))
    .output(done),
  reportDamage: allow('item.store')
    .input(command({ id, what: text, photo: z.nullable(contentHash) }))
    .output(done),

  labelPreview: allow('item.read')
    .input(z.object({ id, template: z.enum(['evidence-item', 'evidence-item-small']) }))
    .output(z.object({ png: z.string(), widthMm: z.number(), heightMm: z.number() })),
  /** Prints on the label printer; with `encode` the printer writes the tag and the EPC read back is bound. */
  printLabel: allow('label.print')
    .input(
      command({
        id,
        template: z.enum(['evidence-item', 'evidence-item-small']),
        copies: z.int().check(z.gte(1), z.lte(20)),
        encode: z.boolean(),
      }),
    )
    .output(
      z.object({
        jobId: id,
        state: z.enum(['done', 'failed']),
        code: z.nullable(z.string()),
        epc: z.nullable(hexadecimal),
      }),
    ),
};
