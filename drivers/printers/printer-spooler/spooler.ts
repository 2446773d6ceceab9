import type { SpoolerState } from './frame.ts';
import type { DocumentJob } from './job-input.ts';

/** What became of handing a document over. `code`: why it was refused. */
export type Handed =
  | { readonly accepted: true; readonly requestId: string }
  | { readonly accepted: false; readonly code: string; readonly said: string };

/** Why a printer cannot be asked: no service on this computer, no queue of that name, or it does not come back. */
export type Absence = 'printer.no_spooler' | 'printer.no_queue' | 'printer.unreachable';

/** The print service (打印服务) of one system, with one queue. Rejects with DeviceError where its commands cannot be run. */
export interface Spooler {
  submit(job: DocumentJob): Promise<Handed>;
  /** Whether the job still waits or prints; undefined when the service does not say. */
  isWaiting(requestId: string): Promise<boolean | undefined>;
  state(): Promise<SpoolerState | Absence>;
  /** True when the job was taken back before it was printed. */
  takeBack(requestId: string): Promise<boolean>;
}
