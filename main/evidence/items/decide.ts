import type { CustodyState } from '../../contract/evidence-items.ts';
import { Refusal } from '../../kernel/errors.ts';

/** What the rules of custody need to know of an item. */
export interface ItemState {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly custody: CustodyState;
  readonly quantity: string;
  readonly sealNumber: string;
  readonly grossWeightGrams: string | null;
  readonly listNumber: string;
  readonly photos: number;
  readonly epc: string | null;
  readonly openOrder: string | null;
  readonly caseOfficers: readonly string[];
}

/** Transitions of domain notes 3.3 that one act may start from. */
const from: Readonly<Record<string, readonly CustodyState[]>> = {
  edit: ['draft', 'refused'],
  void: ['draft'],
  submit: ['draft'],
  arrive: ['wait-handover', 'refused'],
  refuse: ['at-counter'],
  tag: ['draft', 'wait-handover', 'at-counter', 'in-store'],
  accept: ['at-counter'],
  move: ['in-store', 'reserved'],
  reserve: ['in-store'],
  lend: ['reserved'],
  comeBack: ['on-loan', 'at-laboratory'],
  close: ['reserved'],
  find: ['unlocated'],
  damage: ['at-counter', 'in-store', 'reserved', 'on-loan', 'at-laboratory'],
};

export type ItemAct = keyof typeof from;

/** Undefined when the act may start from the item's custody state, else the code of the refusal. */
export function custodyRefusal(act: string, item: Pick<ItemState, 'custody'>): string | undefined {
  return from[act]?.includes(item.custody) === true ? undefined : 'evidence.wrong_state';
}

export function requireCustody(act: string, item: ItemState): void {
  const refusal = custodyRefusal(act, item);
  if (refusal !== undefined) throw new Refusal(refusal, { item: item.code, state: item.custody });
}

/** T1: a list number, at least one photograph, at least two officers (刑规 229, 230; domain notes 2.2). */
export function decideSubmit(item: ItemState): void {
  requireCustody('submit', item);
  if (item.caseOfficers.length < 2) throw new Refusal('evidence.two_officers', { item: item.code });
  if (item.listNumber === '') throw new Refusal('evidence.list_number_missing', { item: item.code });
  if (item.photos === 0) throw new Refusal('evidence.photo_missing', { item: item.code });
}

export interface Acceptance {
  readonly custodian: string;
  readonly officer: string;
  readonly counted: string;
  readonly grossWeightGrams: string | null;
  readonly sealNumber: string;
  readonly sealIntact: boolean;
  readonly weightTolerancePercent: number;
}

/**
 * T3: the custodian is no officer of the case and not the one who delivers; the delivering officer works on the case;
 * quantity, weight and seal, typed without having been shown, agree with the papers; the tag is bound.
 */
export function decideAccept(item: ItemState, acceptance: Acceptance): void {
  requireCustody('accept', item);
  if (item.caseOfficers.includes(acceptance.custodian))
    throw new Refusal('evidence.custodian_is_case_officer', { item: item.code });
  if (acceptance.officer === acceptance.custodian) throw new Refusal('evidence.same_person', {});
  if (!item.caseOfficers.includes(acceptance.officer))
    throw new Refusal('evidence.not_case_officer', { item: item.code });
  if (item.epc === null) throw new Refusal('evidence.tag_missing', { item: item.code });
  if (Number(acceptance.counted) !== Number(item.quantity)) {
    throw new Refusal('evidence.quantity_differs', { counted: acceptance.counted, listed: item.quantity });
  }
  if (!acceptance.sealIntact) throw new Refusal('evidence.seal_broken', { item: item.code });
  if (acceptance.sealNumber.trim() !== item.sealNumber.trim()) {
    throw new Refusal('evidence.seal_differs', { seen: acceptance.sealNumber, listed: item.sealNumber });
  }
  if (weightDiffers(item.grossWeightGrams, acceptance.grossWeightGrams, acceptance.weightTolerancePercent)) {
    throw new Refusal('evidence.weight_differs', {
      seen: acceptance.grossWeightGrams ?? '',
      listed: item.grossWeightGrams ?? '',
    });
  }
}

/** A weight on the papers must be weighed again; without one on the papers nothing is compared. */
export function weightDiffers(listed: string | null, seen: string | null, tolerancePercent: number): boolean {
  if (listed === null) return false;
  if (seen === null) return true;
  const expected = Number(listed);
  return Math.abs(Number(seen) - expected) > (Math.abs(expected) * tolerancePercent) / 100;
}

/** T7: what differs at the return is recorded and makes the order close with an exception; it does not stop the return. */
export function returnVariances(
  item: ItemState,
  seen: {
    counted: string;
    grossWeightGrams: string | null;
    sealIntact: boolean;
    weightTolerancePercent: number;
  },
): ('quantity' | 'weight' | 'seal')[] {
  const variances: ('quantity' | 'weight' | 'seal')[] = [];
  if (Number(seen.counted) !== Number(item.quantity)) variances.push('quantity');
  if (weightDiffers(item.grossWeightGrams, seen.grossWeightGrams, seen.weightTolerancePercent))
    variances.push('weight');
  if (!seen.sealIntact) variances.push('seal');
  return variances;
}

export interface Binding {
  readonly epc: string;
  readonly tid: string | null;
  readonly method: 'desk-reader' | 'printer' | 'typed';
  readonly readBack: boolean;
}

/** Ties an EPC and its chip to an item; `others` are bindings in force that share the EPC or the TID. */
export function decideBind(
  item: ItemState,
  binding: Binding,
  others: readonly {
    readonly item: string;
    readonly code: string;
    readonly epc: string;
    readonly tid: string | null;
  }[],
): void {
  requireCustody('tag', item);
  if (item.epc !== null) throw new Refusal('evidence.item_has_tag', { item: item.code });
  // First byte E2h looks like a TID and 00h is an unprogrammed chip: such numbers come from the box (EPC brief 2).
  if (binding.epc.startsWith('E2') || /^0+$/.test(binding.epc))
    throw new Refusal('evidence.tag_factory_epc', { epc: binding.epc });
  for (const other of others) {
    if (
      other.epc === binding.epc &&
      other.tid !== null &&
      binding.tid !== null &&
      other.tid !== binding.tid
    ) {
      throw new Refusal('evidence.tag_copied', { epc: binding.epc, item: other.code });
    }
    throw new Refusal('evidence.tag_taken', { epc: binding.epc, item: other.code });
  }
}
