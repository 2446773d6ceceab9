import * as z from 'zod/mini';
import type { ImportedResult, RefusedResult } from '../../../../drivers/imports/imported-result.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { CommandContext, JsonValue } from '../../../kernel/module.ts';
import { countsOf, decideReceipt } from './decide.ts';
import { type Digests, digestsFor, subjectOf } from './digests.ts';
import type { ReceiptState } from './entries.ts';
import { keepPersons, sealResults, standingsOf } from './kept-results.ts';
import { readContent, type ReceiptContent } from './receipt-content.ts';

/** What a mapping made of the original. */
export interface Interpretation {
  readonly profile: { readonly id: string; readonly name: string; readonly version: number } | null;
  readonly wholeReason: string | null;
  readonly results: readonly ImportedResult[];
  readonly refusals: readonly RefusedResult[];
}

export interface Receive extends Interpretation {
  readonly way: 'folder' | 'mllp' | 'screen';
  readonly wayId: string | null;
  readonly form: string;
  readonly name: string;
  readonly bytes: number;
  /** Of the original as it came. */
  readonly sha256: string;
  readonly attachment: string;
  /** Base64; opens the attachment. */
  readonly originalKey: string;
  /** Of a message by a listener; null for files. */
  readonly message: { readonly sender: string; readonly controlId: string } | null;
}

/** Nothing personal: it is kept beside the command. */
export interface ReceiveAnswer {
  readonly id: string;
  readonly state: ReceiptState;
  readonly reason: string;
  readonly results: number;
  readonly known: number;
  readonly refused: number;
  /** It was here before; this is how that one stands. */
  readonly isRepeat: boolean;
}

/** Refusals kept word by word; all are counted. */
const MOST_REFUSALS = 200;

function decided(
  context: CommandContext,
  digests: Digests,
  made: Interpretation,
  about: {
    readonly isNumberReused: boolean;
    readonly isAccepted: boolean;
  },
) {
  const found = standingsOf(context, digests, made.results);
  const { standings } = found;
  const refused = made.refusals.length;
  const { state, reason } = decideReceipt({ ...about, wholeReason: made.wholeReason, standings, refused });
  const isTaken = state === 'taken';
  return {
    decision: {
      state,
      reason,
      profile: made.profile,
      counts: countsOf(standings, refused, isTaken),
    },
    persons: isTaken ? sealResults(context, digests, found) : [],
  };
}

/** Who owns the original: the one person it is about, else the receipt itself. */
function ownerOf(digests: Digests, results: readonly ImportedResult[], id: string): string {
  const persons = new Set(results.map(({ person }) => person));
  const [only] = persons;
  return persons.size === 1 && only !== undefined ? subjectOf(digests, only) : `import:${id}`;
}

function answerOf(row: Omit<ReceiptRow, 'content' | 'original'>, isRepeat: boolean): ReceiveAnswer {
  const { id, state, reason, results, known, refused } = row;
  return { id, state, reason, results, known, refused, isRepeat };
}

interface ReceiptRow {
  readonly id: string;
  readonly state: ReceiptState;
  readonly reason: string;
  readonly results: number;
  readonly known: number;
  readonly refused: number;
  readonly content: string;
  readonly original: string;
}
const COLUMNS = 'id, state, reason, results, known, refused, content, original';

function sealedContent(context: CommandContext, owner: string, content: ReceiptContent) {
  return context.seal(owner, content as unknown as JsonValue);
}

/** Commands of what instruments send (收到的结果). */
export const importCommands = {
  /**
   * Takes an original once. The same bytes again, or the same message again, are answered with how the first stands, and
   * leave nothing behind.
   */
  receive(context: CommandContext, input: Receive): ReceiveAnswer {
    const digests = digestsFor(context);
    const original = digests.of('original', input.sha256);
    const same = context.database.get<ReceiptRow>(
      `select ${COLUMNS} from imports_receipt where original = ? order by id limit 1`,
      original,
    );
    if (same !== undefined) return answerOf(same, true);
    const { message } = input;
    const number =
      message === null || message.controlId === ''
        ? null
        : digests.of('message', message.sender, message.controlId);
    const isNumberReused =
      number !== null &&
      context.database.get('select 1 from imports_receipt where message = ? limit 1', number) !== undefined;
    const id = context.newId();
    const owner = ownerOf(digests, input.results, id);
    const { decision, persons } = decided(context, digests, input, { isNumberReused, isAccepted: false });
    const content = sealedContent(context, owner, {
      name: input.name,
      sha256: input.sha256,
      originalKey: input.originalKey,
      sender: message?.sender ?? '',
      controlId: message?.controlId ?? '',
      refusals: input.refusals.slice(0, MOST_REFUSALS),
    });
    context.append({
      aggregate: `import:${id}`,
      type: 'imports.received',
      body: {
        id,
        way: input.way,
        wayId: input.wayId,
        form: input.form,
        bytes: input.bytes,
        attachment: input.attachment,
        original,
        message: number,
        ...decision,
        content,
      },
    });
    keepPersons(context, id, persons);
    return answerOf({ id, ...decision, ...decision.counts }, false);
  },

  /**
   * What a person makes of a receipt that is not taken: tried again with the mapping of today, taken as far as it can be,
   * or refused for good.
   * @throws Refusal `imports.receipt_unknown`, `imports.receipt_taken`, `imports.receipt_erased`
   */
  settle(
    context: CommandContext,
    input: Interpretation & {
      readonly id: string;
      readonly act: 'retry' | 'accept' | 'refuse';
      readonly note: string;
    },
  ): ReceiveAnswer {
    const { id, act, note } = input;
    const row = context.database.get<ReceiptRow>(`select ${COLUMNS} from imports_receipt where id = ?`, id);
    if (row === undefined) throw new Refusal('imports.receipt_unknown', {});
    if (row.state === 'taken') throw new Refusal('imports.receipt_taken', {});
    const reference = z.parse(z.object({ sealed: z.string(), person: z.string() }), JSON.parse(row.content));
    const before = readContent(context.unseal(reference));
    if (before === undefined) throw new Refusal('imports.receipt_erased', {});
    const digests = digestsFor(context);
    const { decision, persons } =
      act === 'refuse'
        ? {
            decision: {
              state: 'refused' as const,
              reason: 'by-person',
              profile: input.profile,
              counts: { results: 0, known: 0, changed: 0, refused: input.refusals.length },
            },
            persons: [],
          }
        : decided(context, digests, input, { isNumberReused: false, isAccepted: act === 'accept' });
    const content = sealedContent(context, reference.person, {
      ...before,
      refusals: input.refusals.slice(0, MOST_REFUSALS),
    });
    context.append({
      aggregate: `import:${id}`,
      type: 'imports.settled',
      body: { id, act, note, ...decision, content },
    });
    keepPersons(context, id, persons);
    return answerOf({ id, ...decision, ...decision.counts }, false);
  },

  /** Somebody sees an original with the names in it: an act that is on record. @throws Refusal `imports.receipt_unknown` */
  viewOriginal(context: CommandContext, { id }: { readonly id: string }) {
    if (context.database.get('select 1 from imports_receipt where id = ?', id) === undefined)
      throw new Refusal('imports.receipt_unknown', {});
    context.append({ aggregate: `import:${id}`, type: 'imports.original-viewed', body: { id } });
    return { id };
  },
};
