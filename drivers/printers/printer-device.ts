import { DeviceError } from '../errors.ts';
import { KeyedQueue } from '../framing/keyed-queue.ts';
import type { DeviceEvent, DeviceState, RunningDevice } from '../manifest.ts';
import type { Clock, DriverLog, Transport, TransportFactory } from '../transport/transport.ts';
import { connect, type PrinterConnection } from './connection.ts';
import { type JobOutcome, type PrintJob, runPrintJob } from './job.ts';
import { faultCode, type PrinterSession, type PrinterStatus } from './printer-session.ts';
import { readPrinterSettings, readPrintJob } from './printer-settings.ts';
import { type PrinterLanguage, withUsbPort } from './usb-port.ts';
import { createWaiting } from './waiting.ts';

/** Answer of `request('print')`. */
export interface PrintResult {
  readonly jobId: string;
  /** The EPC that counts: the one read back, upper-case hexadecimal. */
  readonly readBack?: string;
}

/** Answer of `request('status')`. An unreachable printer is an answer too: `printer.unreachable`. */
export interface StatusResult {
  readonly ready: boolean;
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /** Undefined while the printer does not say. */
  readonly labelsLeft: number | undefined;
}

const jobAttempts = 4;
const longestPauseMs = 30_000;
/** Outcomes kept, so that a job id coming again is recognised. */
const rememberedJobs = 1000;

/**
 * A printer of any language. It connects for every job and every look at its state and hangs up after, since most printers serve
 * one client at a time; jobs and looks run one after the other.
 *
 * Actions: `print` with `{ jobId, bytes, rfid?: { expectedEpc }, copies? }` gives `PrintResult`; `status` gives
 * `StatusResult`. A job id is sent to the printer at most once: repeated after `done` it gives the same result
 * without printing; after an unknown outcome it is refused (`device.refused`), and a person reads the tag and
 * decides on a new job.
 */
export function createPrinter(options: PrinterOptions): RunningDevice {
  return new Printer(options);
}

export interface PrinterOptions {
  readonly factory: TransportFactory;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The language the driver speaks, compared with what the printer lists on USB. */
  readonly language: PrinterLanguage;
  /** Its conversation: made for every connection, listens at once. */
  readonly createSession: (transport: Transport, clock: Clock) => PrinterSession;
  /** Further actions of a language over a connection of their own, for example opening a cash drawer. */
  readonly actions?: Readonly<Record<string, (session: PrinterSession, input: unknown) => Promise<unknown>>>;
}

class Printer implements RunningDevice {
  readonly #options: PrinterOptions;
  readonly #settings: ReturnType<typeof readPrinterSettings>;
  readonly #waiting: ReturnType<typeof createWaiting>;
  readonly #queue = new KeyedQueue<'printer'>();
  readonly #listeners = new Set<(event: DeviceEvent) => void>();
  readonly #outcomes = new Map<string, JobOutcome>();
  readonly #running = new Map<string, Promise<PrintResult>>();
  #connection: PrinterConnection | undefined;
  #state: { readonly state: DeviceState; readonly reason: string } | undefined;
  #identified = false;
  #identityShown = '{}';
  #failedLooks = 0;
  #stopTimer = (): void => {};
  #stopped = false;

  constructor(options: PrinterOptions) {
    this.#options = options;
    this.#settings = readPrinterSettings(options.settings);
    this.#waiting = createWaiting(options.clock);
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.add(listener);
  }

  start(): void {
    this.#setState('connecting');
    void this.#look().catch(() => {});
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#stopTimer();
    this.#waiting.stop();
    this.#queue.rejectQueued(new DeviceError('device.away', 'the device was stopped'));
    await this.#connection?.close();
    this.#setState('stopped');
  }

  async request(action: string, input: unknown): Promise<unknown> {
    if (this.#stopped) throw new DeviceError('device.away', 'the device was stopped');
    switch (action) {
      case 'print':
        return await this.#print(readPrintJob(input));
      case 'status':
        return await this.#look();
      default:
        return await this.#act(action, input);
    }
  }

  async #act(action: string, input: unknown): Promise<unknown> {
    const work = this.#options.actions?.[action];
    if (work === undefined) throw new DeviceError('device.unsupported', `a printer does not know ${action}`);
    this.#stopTimer();
    try {
      return await this.#queue.run('printer', () =>
        this.#connected(jobAttempts, ({ session }) => work(session, input)),
      );
    } finally {
      this.#lookLater();
    }
  }

  #print(job: PrintJob): Promise<PrintResult> {
    const running = this.#running.get(job.jobId);
    if (running !== undefined) return running;
    const earlier = this.#outcomes.get(job.jobId);
    if (earlier !== undefined && (earlier.state === 'done' || earlier.sent)) {
      return Promise.resolve().then(() => resultOf(job.jobId, earlier, true));
    }
    const printing = this.#queue
      .run('printer', () => this.#sendAndFollow(job))
      .finally(() => this.#running.delete(job.jobId));
    this.#running.set(job.jobId, printing);
    return printing;
  }

  async #sendAndFollow(job: PrintJob): Promise<PrintResult> {
    this.#stopTimer();
    const outcome = await this.#outcomeOf(job);
    this.#remember(job.jobId, outcome);
    this.#emit({
      kind: 'job',
      jobId: job.jobId,
      state: outcome.state,
      ...(outcome.state === 'failed' ? { code: outcome.code } : {}),
      ...(outcome.readBack === undefined ? {} : { readBack: outcome.readBack }),
    });
    this.#lookLater();
    return resultOf(job.jobId, outcome, false);
  }

  async #outcomeOf(job: PrintJob): Promise<JobOutcome> {
    try {
      return await this.#connected(jobAttempts, ({ session }) =>
        runPrintJob(job, {
          session,
          clock: this.#options.clock,
          waiting: this.#waiting,
          patienceMs: this.#settings.patienceMs,
          onSent: () => this.#emit({ kind: 'job', jobId: job.jobId, state: 'sent' }),
          onStatus: (status) => this.#show(status),
        }),
      );
    } catch (error) {
      this.#showUnreachable(error);
      return { state: 'failed', code: 'printer.unreachable', sent: false };
    }
  }

  #remember(jobId: string, outcome: JobOutcome): void {
    this.#outcomes.delete(jobId);
    this.#outcomes.set(jobId, outcome);
    for (const oldest of this.#outcomes.keys()) {
      if (this.#outcomes.size <= rememberedJobs) break;
      this.#outcomes.delete(oldest);
    }
  }

  /** Looks at the printer once and plans the next look. */
  #look(): Promise<StatusResult> {
    this.#stopTimer();
    return this.#queue.run('printer', async () => {
      try {
        return await this.#connected(1, async ({ session }) => {
          const status = await session.status();
          await this.#identify(session, status.answered);
          this.#failedLooks = 0;
          this.#show(status);
          const { ready, faults, warnings, labelsLeft } = status;
          return { ready, faults, warnings, labelsLeft };
        });
      } catch (error) {
        this.#showUnreachable(error);
        return { ready: false, faults: ['printer.unreachable'], warnings: [], labelsLeft: undefined };
      } finally {
        this.#lookLater();
      }
    });
  }

  /** Once after it was found; a printer that is silent in its language may still say on USB what it is. */
  async #identify(session: PrinterSession, answered: boolean): Promise<void> {
    if (this.#identified) return;
    const identity = answered ? await session.identify() : await session.portIdentity?.();
    this.#identified = answered;
    const text = JSON.stringify(identity ?? {});
    if (text === '{}' || text === this.#identityShown) return;
    this.#identityShown = text;
    if (identity !== undefined) this.#emit({ kind: 'identity', identity });
  }

  #lookLater(): void {
    this.#stopTimer();
    if (this.#stopped) return;
    const pause = Math.min(this.#settings.pollMs * 2 ** Math.min(this.#failedLooks, 6), longestPauseMs);
    const milliseconds = Math.max(pause, this.#settings.pollMs);
    this.#stopTimer = this.#options.clock.after(milliseconds, () => void this.#look().catch(() => {}));
  }

  async #connected<Result>(
    attempts: number,
    work: (connection: PrinterConnection) => Promise<Result>,
  ): Promise<Result> {
    const { factory, clock, language } = this.#options;
    const createSession = (line: Transport): PrinterSession =>
      withUsbPort(this.#options.createSession(line, clock), line, language);
    const connection = await connect({ factory, clock, waiting: this.#waiting, createSession }, attempts);
    this.#connection = connection;
    try {
      return await work(connection);
    } finally {
      this.#connection = undefined;
      await connection.close();
    }
  }

  #show(status: PrinterStatus): void {
    const [warning] = status.warnings;
    if (!status.ready) this.#setState('fault', status.faults[0], { faults: status.faults });
    else if (warning === undefined) this.#setState('ready');
    else this.#setState('degraded', faultCode(warning));
  }

  #showUnreachable(error: unknown): void {
    this.#failedLooks += 1;
    // Another one may be plugged in when it comes back.
    this.#identified = false;
    const code = error instanceof DeviceError ? error.code : 'transport.open_failed';
    this.#options.log.debug('printer unreachable', { code });
    this.#setState('away', 'printer.unreachable', { code });
  }

  #setState(state: DeviceState, reason = '', detail: Readonly<Record<string, unknown>> = {}): void {
    if (this.#stopped && state !== 'stopped') return;
    if (this.#state?.state === state && this.#state.reason === reason) return;
    this.#state = { state, reason };
    this.#emit({ kind: 'state', state, ...(reason === '' ? {} : { reason, detail }) });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function resultOf(jobId: string, outcome: JobOutcome, again: boolean): PrintResult {
  if (outcome.state === 'done') {
    return outcome.readBack === undefined ? { jobId } : { jobId, readBack: outcome.readBack };
  }
  const { code, sent, readBack } = outcome;
  const detail = { code, sent, ...(readBack === undefined ? {} : { readBack }) };
  if (again) throw new DeviceError('device.refused', 'this job was sent once already', { detail });
  if (code === 'printer.unreachable') {
    throw new DeviceError('device.away', 'the printer cannot be reached', { retryable: true, detail });
  }
  const unknown = code === 'printer.outcome_unknown' || code === 'printer.read_back_missing';
  throw new DeviceError(unknown ? 'device.timeout' : 'device.fault', `not printed as wanted: ${code}`, {
    retryable: !sent,
    detail,
  });
}
