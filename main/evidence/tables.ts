import type { Migration } from '../kernel/module.ts';
import { caseTables } from './cases/project.ts';
import { doorProjectionTables, doorTables } from './doors/project.ts';
import { itemTables } from './items/tables.ts';
import { orderTables } from './orders/project.ts';
import { passageTables, passageTraceColumns } from './passages/project.ts';
import { placeTables } from './places/project.ts';

export const evidenceMigrations: readonly Migration[] = [
  {
    number: 100,
    name: 'evidence',
    sql: `${placeTables}${caseTables}${itemTables}${orderTables}${passageTables}`,
  },
  { number: 110, name: 'evidence-doors', sql: `${passageTraceColumns}${doorTables}` },
];

export const evidenceProjectionTables = [
  'evidence_place',
  'evidence_case',
  'evidence_case_search',
  'evidence_item',
  'evidence_item_search',
  'evidence_photo',
  'evidence_tag',
  'evidence_serial',
  'evidence_order',
  'evidence_order_item',
  'evidence_approval',
  'evidence_extension',
  'evidence_passage',
  'evidence_passage_item',
  'evidence_alarm',
  'evidence_task',
  ...doorProjectionTables,
] as const;
