import type { CustodyState } from '../../contract/evidence-items.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { ReadDatabase } from '../../kernel/module.ts';
import type { ItemState } from './decide.ts';

/** Loads what the rules need; refuses an unknown id. */
export function requireItem(database: ReadDatabase, id: string): ItemState {
  const row = database.get<{
    id: string;
    code: string;
    name: string;
    custody: CustodyState;
    quantity: string;
    seal_number: string;
    gross_weight: string | null;
    list_number: string;
    photos: number;
    epc: string | null;
    open_order: string | null;
    officers: string;
  }>(
    `select i.id, i.code, i.name, i.custody, i.quantity, i.seal_number, i.gross_weight, i.list_number, i.epc, i.open_order,
       (select count(*) from evidence_photo p where p.item = i.id) as photos, c.officers
     from evidence_item i join evidence_case c on c.id = i.case_id where i.id = ?`,
    id,
  );
  if (row === undefined) throw new Refusal('evidence.item_unknown', {});
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    custody: row.custody,
    quantity: row.quantity,
    sealNumber: row.seal_number,
    grossWeightGrams: row.gross_weight,
    listNumber: row.list_number,
    photos: row.photos,
    epc: row.epc,
    openOrder: row.open_order,
    caseOfficers: (JSON.parse(row.officers) as { person: string }[]).map((officer) => officer.person),
  };
}

/** The tolerance of the station's settings, in percent of the weight on record. */
export function weightTolerance(database: ReadDatabase): number {
  const row = database.get<{ value: string }>('select value from reference_settings where id = 1');
  const value =
    row === undefined
      ? undefined
      : (JSON.parse(row.value) as { weightTolerancePercent?: number }).weightTolerancePercent;
  return value ?? 2;
}
