import * as z from 'zod/mini';
import type { ImportedResult, RefusedResult } from '../../../../drivers/imports/imported-result.ts';
import type { QueryContext } from '../../../kernel/module.ts';
import { digestsOf } from './digests.ts';
import type { ReceiptState } from './entries.ts';
import { readContent, readResults } from './receipt-content.ts';

/** One thing that was received, as the screens list it. Names of files and persons are masked by who shows them. */
export interface ReceiptView {
  readonly id: string;
  readonly at: string;
  readonly way: 'folder' | 'mllp' | 'screen';
  readonly wayId: string | null;
  readonly form: string;
  readonly bytes: number;
  readonly state: ReceiptState;
  readonly reason: string;
  readonly profile: { readonly id: string; readonly name: string; readonly version: number } | null;
  readonly results: number;
  readonly known: number;
  readonly changed: number;
  readonly refused: number;
  readonly name: string;
  readonly sha256: string;
  readonly sender: string;
  readonly controlId: string;
  /** The person was erased: nothing of the content can be read any more. */
  readonly isErased: boolean;
  readonly settled: {
    readonly at: string;
    readonly by: string;
    readonly act: 'retry' | 'accept' | 'refuse';
    readonly note: string;
  } | null;
}

interface Row {
  readonly id: string;
  readonly at: string;
  readonly way: ReceiptView['way'];
  readonly way_id: string | null;
  readonly form: string;
  readonly bytes: number;
  readonly attachment: string;
  readonly state: ReceiptState;
  readonly reason: string;
  readonly profile: string | null;
  readonly results: number;
  readonly known: number;
  readonly changed: number;
  readonly refused: number;
  readonly content: string;
  readonly settled_at: string | null;
  readonly settled_by: string | null;
  readonly settled_act: 'retry' | 'accept' | 'refuse' | null;
  readonly settled_note: string | null;
}

const reference = z.object({ sealed: z.string(), person: z.string() });
const profileOf = z.object({ id: z.string(), name: z.string(), version: z.int() });

function contentOf(context: QueryContext, row: Row) {
  return readContent(context.unseal(z.parse(reference, JSON.parse(row.content))));
}

function viewOf(context: QueryContext, row: Row): ReceiptView {
  const content = contentOf(context, row);
  return {
    id: row.id,
    at: row.at,
    way: row.way,
    wayId: row.way_id,
    form: row.form,
    bytes: row.bytes,
    state: row.state,
    reason: row.reason,
    profile: row.profile === null ? null : z.parse(profileOf, JSON.parse(row.profile)),
    results: row.results,
    known: row.known,
    changed: row.changed,
    refused: row.refused,
    name: content?.name ?? '',
    sha256: content?.sha256 ?? '',
    sender: content?.sender ?? '',
    controlId: content?.controlId ?? '',
    isErased: content === undefined,
    settled:
      row.settled_at === null || row.settled_act === null
        ? null
        : {
            at: row.settled_at,
            by: row.settled_by ?? '',
            act: row.settled_act,
            note: row.settled_note ?? '',
          },
  };
}

function rowOf(context: QueryContext, id: string): Row | undefined {
  return context.database.get<Row>('select * from imports_receipt where id = ?', id);
}

export const importQueries = {
  /** What came of these bytes when they were here before. */
  known(context: QueryContext, { sha256 }: { readonly sha256: string }) {
    const digests = digestsOf(context);
    if (digests === undefined) return null;
    const row = context.database.get<Row>(
      'select * from imports_receipt where original = ? order by id limit 1',
      digests.of('original', sha256),
    );
    if (row === undefined) return null;
    const { id, state, reason, results, known, refused } = row;
    return { id, state, reason, results, known, refused, isRepeat: true };
  },

  /** Newest first. */
  receipts(
    context: QueryContext,
    input: {
      readonly state?: ReceiptState | undefined;
      readonly after?: string | undefined;
      readonly limit?: number | undefined;
    },
  ) {
    const limit = input.limit ?? 50;
    const rows = context.database.all<Row>(
      `select * from imports_receipt where id < ? and (? is null or state = ?) order by id desc limit ?`,
      input.after ?? '~',
      input.state ?? null,
      input.state ?? null,
      limit + 1,
    );
    const shown = rows.slice(0, limit);
    const counts = context.database.all<{ state: ReceiptState; count: number }>(
      'select state, count(*) as count from imports_receipt group by state',
    );
    return {
      rows: shown.map((row) => viewOf(context, row)),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
      counts,
    };
  },

  /** One receipt with what was taken of it, and its refusals. */
  receipt(context: QueryContext, { id }: { readonly id: string }) {
    const row = rowOf(context, id);
    if (row === undefined) return null;
    const bodies = context.database.all<{ body: string }>(
      'select body from imports_result where receipt = ? group by body order by min(rowid)',
      id,
    );
    const results: ImportedResult[] = bodies.flatMap(({ body }) =>
      readResults(context.unseal(z.parse(reference, JSON.parse(body)))),
    );
    const refusals: readonly RefusedResult[] = contentOf(context, row)?.refusals ?? [];
    return { view: viewOf(context, row), results, refusals };
  },

  /** Where the original lies and what opens it; null when it is unknown or erased. */
  original(context: QueryContext, { id }: { readonly id: string }) {
    const row = rowOf(context, id);
    const content = row === undefined ? undefined : contentOf(context, row);
    if (row === undefined || content === undefined) return null;
    const { name, sha256, originalKey, sender, controlId } = content;
    return {
      attachment: row.attachment,
      form: row.form,
      way: row.way,
      name,
      sha256,
      originalKey,
      sender,
      controlId,
    };
  },
};
