import { DeviceError } from '../errors.ts';
import type { Clock } from '../transport/transport.ts';
import type { PrinterSession, PrinterStatus, ReadBack } from './printer-session.ts';
import type { Waiting } from './waiting.ts';

export interface PrintJob {
  readonly jobId: string;
  readonly bytes: Uint8Array;
  /** The EPC the read-back has to show; upper-case hexadecimal. */
  readonly expectedEpc: string | undefined;
}

/**
 * How a job ended. `sent` false = nothing reached the printer and the same job may be tried again; true = labels may
 * have come out or may still come, so a person (or a reader, by reading the tag) has to say before it is repeated.
 */
export type JobOutcome =
  | { readonly state: 'done'; readonly readBack?: string }
  | { readonly state: 'failed'; readonly code: string; readonly sent: boolean; readonly readBack?: string };

export interface JobSurroundings {
  readonly session: PrinterSession;
  readonly clock: Clock;
  readonly waiting: Waiting;
  /** The bytes were accepted. */
  readonly onSent: () => void;
  readonly onStatus: (status: PrinterStatus) => void;
  /** How long a printer that says what is wrong is given to be put right; milliseconds. */
  readonly patienceMs: number;
}

/** No answer for so long = outcome unknown (`label-printers.md` section 4). */
const unknownAfterMs = 10_000;
const askAgainMs = 250;
/** A printer takes bytes at least this fast (1 kB/s is 9600 baud), plus the time its buffer may be full. */
const slowestBytesPerMs = 0.9;
const fullBufferMs = 30_000;

/**
 * Prints one job and follows the chain of section 5: bytes accepted → labels left 0 → no error bits → read-back
 * received. Never sends twice. Rejects only when the line was lost before anything was sent.
 */
export async function runPrintJob(job: PrintJob, surroundings: JobSurroundings): Promise<JobOutcome> {
  const { session, waiting } = surroundings;
  const readBacks: ReadBack[] = [];
  session.onReadBack((readBack) => {
    if (readBack.jobId === job.jobId) readBacks.push(readBack);
  });

  const before = await session.status();
  surroundings.onStatus(before);
  if (!before.ready) return failed(before.faults[0] ?? 'printer.silent', false);

  try {
    const limitMs = fullBufferMs + job.bytes.length / slowestBytesPerMs;
    const tooSlow = (): DeviceError => new DeviceError('device.timeout', 'the printer takes no more bytes');
    await waiting.atMost(limitMs, session.send(job.bytes), tooSlow);
    surroundings.onSent();
    const problem = await drain(surroundings);
    if (problem !== undefined) return failed(problem, true);
    if (job.expectedEpc === undefined) return { state: 'done' };
    return await judgeReadBack(job.expectedEpc, readBacks, surroundings);
  } catch (error) {
    // A line lost from here on says nothing about the paper.
    if (error instanceof DeviceError) return failed('printer.outcome_unknown', true);
    throw error;
  }
}

function failed(code: string, sent: boolean): JobOutcome {
  return { state: 'failed', code, sent };
}

/** Waits until nothing is left to print; the code of the problem when that does not happen. */
async function drain({
  session,
  clock,
  waiting,
  onStatus,
  patienceMs,
}: JobSurroundings): Promise<string | undefined> {
  let lastAnswerAt = clock.monotonic();
  let lastProgressAt = lastAnswerAt;
  let remaining: number | undefined;
  let clearAnswers = 0;
  for (;;) {
    const status = await session.status();
    onStatus(status);
    const now = clock.monotonic();
    if (status.answered) lastAnswerAt = now;
    else if (now - lastAnswerAt >= unknownAfterMs) return 'printer.outcome_unknown';
    if (status.labelsLeft !== undefined && status.labelsLeft !== remaining) {
      remaining = status.labelsLeft;
      lastProgressAt = now;
    }
    if (status.ready && status.working) lastProgressAt = now;
    // Asked right after the bytes, a printer may say 0 because it has not yet read the format: two answers count.
    clearAnswers = status.ready && status.drained ? clearAnswers + 1 : 0;
    if (clearAnswers === 2) return undefined;
    if (now - lastProgressAt >= patienceMs) return status.faults[0] ?? 'printer.outcome_unknown';
    await waiting.sleep(askAgainMs);
  }
}

async function judgeReadBack(
  expectedEpc: string,
  readBacks: readonly ReadBack[],
  { clock, waiting }: JobSurroundings,
): Promise<JobOutcome> {
  const since = clock.monotonic();
  while (readBacks.length === 0 && clock.monotonic() - since < unknownAfterMs)
    await waiting.sleep(askAgainMs);
  // Voided tags answer too, should the firmware report them: the last answer is of the label that counts.
  const last = readBacks.at(-1);
  if (last === undefined) return failed('printer.read_back_missing', true);
  if (last.epc !== expectedEpc) {
    return { state: 'failed', code: 'printer.read_back_differs', sent: true, readBack: last.epc };
  }
  return { state: 'done', readBack: last.epc };
}
