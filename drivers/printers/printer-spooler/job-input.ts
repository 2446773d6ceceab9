import { DeviceError } from '../../errors.ts';
import { isJobId } from '../label-languages/zpl-rfid.ts';

export interface DocumentJob {
  readonly jobId: string;
  /** PDF, PostScript or plain text: what the spooler knows by itself. */
  readonly document: Uint8Array;
  readonly title: string;
  readonly copies: number;
  readonly options: readonly string[];
}

/** @throws DeviceError `input.invalid` */
export function readDocumentJob(input: unknown): DocumentJob {
  const job: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {};
  const { jobId, document, title = '', copies = 1, options = [] } = job;
  if (typeof jobId !== 'string' || !isJobId(jobId))
    throw invalid('jobId is 1 to 64 letters, digits or hyphens');
  if (!(document instanceof Uint8Array) || document.length === 0)
    throw invalid('document is a Uint8Array with content');
  if (typeof title !== 'string') throw invalid('title is a text');
  if (typeof copies !== 'number' || !Number.isInteger(copies) || copies < 1 || copies > 99) {
    throw invalid('copies lie between 1 and 99');
  }
  if (
    !Array.isArray(options) ||
    !options.every((option) => typeof option === 'string' && /^[a-z][\w=.-]{0,60}$/i.test(option))
  ) {
    throw invalid('options is a list like ["sides=two-sided-long-edge"]');
  }
  // The title stands on screens and banner pages of other people: the job's own id where none is given.
  return { jobId, document, title: title.slice(0, 80) || jobId, copies, options: options.map(String) };
}

function invalid(message: string): DeviceError {
  return new DeviceError('input.invalid', message);
}
