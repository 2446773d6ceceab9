import { Refusal, StoreError, type StoreErrorCode } from '../errors.ts';
import type { LedgerEntry } from '../module.ts';
import type { Checkpoint, EntryProof } from './checkpoints.ts';
import type { CommandRequest } from './command-runner.ts';
import type { EngineStatus } from './engine.ts';
import type { EntryFilter } from './entries.ts';

/** What the threads of a store say to each other. Every request has a number and gets one reply. */

export interface WriterStart {
  readonly folder: string;
  /** URL of a file whose default export is the list of domains. */
  readonly modules: string;
  readonly station: string;
  readonly ballastBytes: number;
  readonly markFile: string | undefined;
}

export interface ReaderStart {
  readonly folder: string;
  readonly modules: string;
}

export type WriterAsk =
  | ({ readonly kind: 'execute' } & Omit<CommandRequest, 'commandId'> & {
        readonly commandId: string | undefined;
      })
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'proof'; readonly seq: number }
  | { readonly kind: 'status' }
  | { readonly kind: 'close' };

export type ReaderAsk =
  | { readonly kind: 'query'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'entries'; readonly filter: EntryFilter }
  | { readonly kind: 'backup'; readonly target: string }
  | { readonly kind: 'bundle'; readonly target: string; readonly aggregate: string | undefined }
  | { readonly kind: 'close' };

export interface ExecuteAnswer {
  readonly output: string | undefined;
  readonly entries: readonly LedgerEntry[];
  readonly seq: number;
  readonly repeated: boolean;
}

/** Answers by kind of request. */
export interface WriterAnswers {
  readonly execute: ExecuteAnswer;
  readonly checkpoint: Checkpoint;
  readonly proof: EntryProof | undefined;
  readonly status: EngineStatus;
  readonly close: undefined;
}

export interface ReaderAnswers {
  readonly query: unknown;
  readonly entries: LedgerEntry[];
  readonly backup: undefined;
  readonly bundle: number;
  readonly close: undefined;
}

export interface Numbered<Ask> {
  readonly id: number;
  readonly ask: Ask;
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown; readonly milliseconds: number }
  | { readonly id: number; readonly ok: false; readonly error: ErrorForm; readonly milliseconds: number };

/** First message of a worker, then one message a batch. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: ErrorForm }
  | { readonly kind: 'replies'; readonly replies: readonly Reply[] };

/** Structured cloning would strip an error's class and own fields, so codes travel in a form of their own. */
export type ErrorForm =
  | { readonly form: 'refusal'; readonly code: string; readonly detail: Refusal['detail'] }
  | {
      readonly form: 'store';
      readonly code: StoreErrorCode;
      readonly message: string;
      readonly retryable: boolean;
      readonly detail: StoreError['detail'];
    }
  | { readonly form: 'error'; readonly name: string; readonly message: string; readonly stack: string };

export function errorToForm(error: unknown): ErrorForm {
  if (error instanceof Refusal) return { form: 'refusal', code: error.code, detail: error.detail };
  if (error instanceof StoreError) {
    const { code, message, retryable, detail } = error;
    return { form: 'store', code, message, retryable, detail };
  }
  if (error instanceof Error) {
    return { form: 'error', name: error.name, message: error.message, stack: error.stack ?? '' };
  }
  return { form: 'error', name: 'Error', message: String(error), stack: '' };
}

export function errorFromForm(form: ErrorForm): Error {
  if (form.form === 'refusal') return new Refusal(form.code, form.detail);
  if (form.form === 'store') {
    return new StoreError(form.code, form.message, { retryable: form.retryable, detail: { ...form.detail } });
  }
  const error = new Error(form.message);
  error.name = form.name;
  error.stack = form.stack;
  return error;
}
