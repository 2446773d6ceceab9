import * as z from 'zod/mini';
import { itemFlags, legalMeasures, refusalReasons } from '../../contract/evidence-items.ts';
import { entryType } from '../../kernel/entry-type.ts';

const id = z.string();
const sealed = z.nullable(z.object({ sealed: z.string(), person: z.string() }));
const party = z.object({ person: z.string(), name: z.string() });

const registration = {
  id,
  name: z.string(),
  category: z.string(),
  sceneCategory: z.string(),
  quantity: z.string(),
  measureUnit: z.string(),
  features: z.string(),
  measure: z.enum(legalMeasures),
  listNumber: z.string(),
  seizedAt: z.string(),
  seizedPlace: z.string(),
  /** Personal data of the holder at the seizure: sealed under a key of its own. */
  owner: sealed,
  sealNumber: z.string(),
  grossWeightGrams: z.nullable(z.string()),
  flags: z.array(z.enum(itemFlags)),
};

/** Ledger entries of evidence items (涉案财物). Names stand beside ids, so that the story can be read by itself. */
export const itemEntries = {
  'evidence.item-registered': entryType(
    1,
    z.object({ ...registration, code: z.string(), caseId: id, caseNumber: z.string() }),
  ),
  'evidence.item-edited': entryType(1, z.object(registration)),
  'evidence.item-voided': entryType(1, z.object({ id, reason: z.string() })),
  'evidence.photo-added': entryType(
    1,
    z.object({
      id,
      hash: z.string(),
      source: z.enum(['document-camera', 'import']),
      caption: z.string(),
      takenAt: z.string(),
    }),
  ),
  'evidence.item-submitted': entryType(1, z.object({ id })),
  'evidence.item-arrived': entryType(1, z.object({ id })),
  'evidence.item-refused': entryType(1, z.object({ id, reason: z.enum(refusalReasons), note: z.string() })),
  'evidence.tag-bound': entryType(
    1,
    z.object({
      id,
      epc: z.string(),
      tid: z.nullable(z.string()),
      method: z.enum(['desk-reader', 'printer', 'typed']),
      readBack: z.boolean(),
    }),
  ),
  'evidence.tag-released': entryType(
    1,
    z.object({ id, epc: z.string(), reason: z.enum(['dead', 'torn', 'wrong-item', 'returned']) }),
  ),
  'evidence.label-printed': entryType(
    1,
    z.object({ id, template: z.string(), copies: z.number(), job: z.string(), epc: z.nullable(z.string()) }),
  ),
  'evidence.item-accepted': entryType(
    1,
    z.object({
      id,
      counted: z.string(),
      grossWeightGrams: z.nullable(z.string()),
      sealNumber: z.string(),
      condition: z.string(),
      cell: id,
      place: z.string(),
      officer: party,
      custodian: z.string(),
    }),
  ),
  'evidence.item-moved': entryType(
    1,
    z.object({ id, cell: id, from: z.string(), place: z.string(), reason: z.string() }),
  ),
  'evidence.item-reserved': entryType(1, z.object({ id, order: id, orderNumber: z.string() })),
  'evidence.item-unreserved': entryType(
    1,
    z.object({ id, order: id, orderNumber: z.string(), reason: z.string() }),
  ),
  'evidence.item-lent': entryType(
    1,
    z.object({
      id,
      order: id,
      orderNumber: z.string(),
      purpose: z.string(),
      state: z.enum(['on-loan', 'at-laboratory']),
      borrower: party,
      borrowerName: z.string(),
      dueAt: z.nullable(z.string()),
    }),
  ),
  'evidence.item-came-back': entryType(
    1,
    z.object({
      id,
      order: id,
      orderNumber: z.string(),
      deliveredBy: z.string(),
      counted: z.string(),
      grossWeightGrams: z.nullable(z.string()),
      sealIntact: z.boolean(),
      condition: z.string(),
      cell: id,
      place: z.string(),
      variances: z.array(z.string()),
    }),
  ),
  'evidence.item-closed': entryType(
    1,
    z.object({
      id,
      order: id,
      orderNumber: z.string(),
      outcome: z.enum(['returned', 'destroyed', 'transferred']),
      receiver: z.string(),
    }),
  ),
  'evidence.item-unlocated': entryType(1, z.object({ id, cause: z.string(), alarm: z.nullable(id) })),
  'evidence.item-found': entryType(
    1,
    z.object({ id, cell: id, place: z.string(), how: z.string(), photo: z.nullable(z.string()) }),
  ),
  'evidence.item-damaged': entryType(1, z.object({ id, what: z.string(), photo: z.nullable(z.string()) })),
  'evidence.item-passed': entryType(
    1,
    z.object({
      id,
      passage: id,
      door: z.string(),
      doorName: z.string(),
      direction: z.enum(['out', 'in', 'uncertain']),
      probability: z.number(),
      personName: z.nullable(z.string()),
      orderNumber: z.nullable(z.string()),
    }),
  ),
};
