import type { itemFlags, legalMeasures, refusalReasons } from '../../contract/evidence-items.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { CommandContext } from '../../kernel/module.ts';
import { requireCase } from '../cases/commands.ts';
import { requireCell } from '../places/commands.ts';
import { type Binding, decideAccept, decideBind, decideSubmit, requireCustody } from './decide.ts';
import { formatEvidenceCode } from './evidence-code.ts';
import { requireItem, weightTolerance } from './state.ts';

export interface Registration {
  readonly caseId: string;
  readonly name: string;
  readonly category: string;
  readonly sceneCategory: string;
  readonly quantity: string;
  readonly measureUnit: string;
  readonly features: string;
  readonly measure: (typeof legalMeasures)[number];
  readonly listNumber: string;
  readonly seizedAt: string;
  readonly seizedPlace: string;
  readonly owner: string | null;
  readonly sealNumber: string;
  readonly grossWeightGrams: string | null;
  readonly flags: readonly (typeof itemFlags)[number][];
}

/** A second person whose presence the host has verified with a secret before the command was sent. */
export interface VerifiedPerson {
  readonly person: string;
  readonly name: string;
}

function registrationBody(context: CommandContext, id: string, input: Registration) {
  if (Date.parse(input.seizedAt) > context.now)
    throw new Refusal('evidence.in_the_future', { field: 'seizedAt' });
  if (Number(input.quantity) <= 0) throw new Refusal('evidence.quantity_not_positive', {});
  return {
    id,
    name: input.name,
    category: input.category,
    sceneCategory: input.sceneCategory,
    quantity: input.quantity,
    measureUnit: input.measureUnit,
    features: input.features,
    measure: input.measure,
    listNumber: input.listNumber,
    seizedAt: input.seizedAt,
    seizedPlace: input.seizedPlace,
    owner: input.owner === null || input.owner === '' ? null : context.seal(`item:${id}`, input.owner),
    sealNumber: input.sealNumber,
    grossWeightGrams: input.grossWeightGrams,
    flags: [...input.flags],
  };
}

/** The next free code of this workstation's block in the year of Shanghai time. */
function nextCode(context: CommandContext, unit: string, block: string): string {
  const year = new Date(context.now + 8 * 3_600_000).toISOString().slice(2, 4);
  const row = context.database.get<{ last: number }>(
    'select last from evidence_serial where stem = ?',
    `${unit}${year}${block}`,
  );
  return formatEvidenceCode({ unit, year, block, serial: (row?.last ?? 0) + 1 });
}

export const itemCommands = {
  registerItem(context: CommandContext, input: Registration & { readonly block: string }) {
    const parent = requireCase(context.database, input.caseId);
    const id = context.newId();
    const code = nextCode(context, parent.unit, input.block);
    context.append({
      aggregate: `item:${id}`,
      type: 'evidence.item-registered',
      body: { ...registrationBody(context, id, input), code, caseId: parent.id, caseNumber: parent.number },
    });
    return { id, code };
  },

  editItem(context: CommandContext, input: Registration & { readonly id: string }) {
    requireCustody('edit', requireItem(context.database, input.id));
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-edited',
      body: registrationBody(context, input.id, input),
    });
    return { id: input.id };
  },

  voidItem(context: CommandContext, input: { id: string; reason: string }) {
    requireCustody('void', requireItem(context.database, input.id));
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-voided',
      body: { id: input.id, reason: input.reason },
    });
    return { id: input.id };
  },

  addPhoto(
    context: CommandContext,
    input: {
      id: string;
      hash: string;
      source: 'document-camera' | 'import';
      caption: string;
      takenAt: string;
    },
  ) {
    requireItem(context.database, input.id);
    if (Date.parse(input.takenAt) > context.now + 60_000)
      throw new Refusal('evidence.in_the_future', { field: 'takenAt' });
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.photo-added',
      body: {
        id: input.id,
        hash: input.hash,
        source: input.source,
        caption: input.caption,
        takenAt: input.takenAt,
      },
    });
    return { id: input.id };
  },

  submitItem(context: CommandContext, input: { id: string }) {
    decideSubmit(requireItem(context.database, input.id));
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-submitted',
      body: { id: input.id },
    });
    return { id: input.id };
  },

  arriveAtCounter(context: CommandContext, input: { id: string }) {
    requireCustody('arrive', requireItem(context.database, input.id));
    context.append({ aggregate: `item:${input.id}`, type: 'evidence.item-arrived', body: { id: input.id } });
    return { id: input.id };
  },

  refuseItem(
    context: CommandContext,
    input: { id: string; reason: (typeof refusalReasons)[number]; note: string },
  ) {
    requireCustody('refuse', requireItem(context.database, input.id));
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-refused',
      body: { id: input.id, reason: input.reason, note: input.note },
    });
    return { id: input.id };
  },

  bindTag(context: CommandContext, input: Binding & { readonly id: string }) {
    const item = requireItem(context.database, input.id);
    const others = context.database.all<{ item: string; code: string; epc: string; tid: string | null }>(
      `select t.item, i.code, t.epc, t.tid from evidence_tag t join evidence_item i on i.id = t.item
       where t.until is null and (t.epc = ? or (t.tid is not null and t.tid = ?))`,
      input.epc,
      input.tid,
    );
    decideBind(item, input, others);
    const badge = context.database.get(
      'select 1 from identity_card where epc = ? and ended is null',
      input.epc,
    );
    if (badge !== undefined) throw new Refusal('evidence.tag_is_badge', { epc: input.epc });
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.tag-bound',
      body: { id: input.id, epc: input.epc, tid: input.tid, method: input.method, readBack: input.readBack },
    });
    return { id: input.id };
  },

  releaseTag(
    context: CommandContext,
    input: { id: string; reason: 'dead' | 'torn' | 'wrong-item' | 'returned' },
  ) {
    const item = requireItem(context.database, input.id);
    if (item.epc === null) throw new Refusal('evidence.tag_missing', { item: item.code });
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.tag-released',
      body: { id: input.id, epc: item.epc, reason: input.reason },
    });
    return { id: input.id };
  },

  labelPrinted(
    context: CommandContext,
    input: { id: string; template: string; copies: number; job: string; epc: string | null },
  ) {
    requireItem(context.database, input.id);
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.label-printed',
      body: { id: input.id, template: input.template, copies: input.copies, job: input.job, epc: input.epc },
    });
    return { id: input.id };
  },

  acceptItem(
    context: CommandContext,
    input: {
      id: string;
      counted: string;
      grossWeightGrams: string | null;
      sealNumber: string;
      sealIntact: boolean;
      condition: string;
      cell: string;
      officer: VerifiedPerson;
    },
  ) {
    const item = requireItem(context.database, input.id);
    const cell = requireCell(context.database, input.cell);
    decideAccept(item, {
      custodian: context.actor.person ?? '',
      officer: input.officer.person,
      counted: input.counted,
      grossWeightGrams: input.grossWeightGrams,
      sealNumber: input.sealNumber,
      sealIntact: input.sealIntact,
      weightTolerancePercent: weightTolerance(context.database),
    });
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-accepted',
      body: {
        id: input.id,
        counted: input.counted,
        grossWeightGrams: input.grossWeightGrams,
        sealNumber: input.sealNumber,
        condition: input.condition,
        cell: cell.id,
        place: cell.path,
        officer: { person: input.officer.person, name: input.officer.name },
        custodian: context.actor.name,
      },
    });
    return { id: input.id };
  },

  moveItem(context: CommandContext, input: { id: string; cell: string; reason: string }) {
    const item = requireItem(context.database, input.id);
    requireCustody('move', item);
    const cell = requireCell(context.database, input.cell);
    const present = context.database.get<{ cell: string | null; path: string | null }>(
      'select i.cell, p.path from evidence_item i left join evidence_place p on p.id = i.cell where i.id = ?',
      input.id,
    );
    if (present?.cell === cell.id) throw new Refusal('evidence.already_there', { place: cell.path });
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-moved',
      body: {
        id: input.id,
        cell: cell.id,
        from: present?.path ?? '',
        place: cell.path,
        reason: input.reason,
      },
    });
    return { id: input.id };
  },

  /** T16: whoever lost it does not find it: a custodian other than the last holder. The gap stays on record for ever. */
  reportFound(
    context: CommandContext,
    input: { id: string; cell: string; how: string; photo: string | null },
  ) {
    const item = requireItem(context.database, input.id);
    requireCustody('find', item);
    const holder = context.database.get<{ holder_person: string | null }>(
      'select holder_person from evidence_item where id = ?',
      input.id,
    );
    if (holder?.holder_person !== null && holder?.holder_person === context.actor.person) {
      throw new Refusal('evidence.second_custodian', { item: item.code });
    }
    const cell = requireCell(context.database, input.cell);
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-found',
      body: { id: input.id, cell: cell.id, place: cell.path, how: input.how, photo: input.photo },
    });
    return { id: input.id };
  },

  reportDamage(context: CommandContext, input: { id: string; what: string; photo: string | null }) {
    requireCustody('damage', requireItem(context.database, input.id));
    context.append({
      aggregate: `item:${input.id}`,
      type: 'evidence.item-damaged',
      body: { id: input.id, what: input.what, photo: input.photo },
    });
    return { id: input.id };
  },
};
