import { DeviceError } from '../../errors.ts';
import { KeyedQueue } from '../../framing/keyed-queue.ts';
import type { DeviceEvent, DeviceState, DriverModule, RunningDevice } from '../../manifest.ts';
import { faultCode } from '../printer-session.ts';
import { createWaiting } from '../waiting.ts';
import { createCupsSpooler } from './cups.ts';
import type { SpoolerState } from './frame.ts';
import { type DocumentJob, readDocumentJob } from './job-input.ts';
import { createLineRunner } from './line-runner.ts';
import { runCommand } from './session.ts';
import { readSpoolerSettings, type SpoolerSettings } from './settings.ts';
import type { Absence, Spooler } from './spooler.ts';
import { createWindowsSpooler } from './windows.ts';

/** Answer of `request('print')`. The queue is empty of the job; nobody has seen the paper. */
export interface SpoolerResult {
  readonly jobId: string;
  readonly proof: 'queue';
}

const ASK_AGAIN_MS = 1000;
/** A job of a hundred pages on a slow printer, and one or two of others before it. */
const LONGEST_JOB_MS = 30 * 60_000;
const REMEMBERED_JOBS = 1000;
const mayHaveSent: ReadonlySet<string> = new Set([
  'device.timeout',
  'transport.closed',
  'transport.write_failed',
  'protocol.malformed',
]);

type Options = Parameters<DriverModule['createDevice']>[0];

/**
 * A4 printer behind the system's print service. `print` with `{ jobId, document, title?, copies?, options? }`; `status`. A job that
 * a fault holds up longer than `patienceMs` is taken back, so that it does not come out at night.
 *
 * @param spooler the service; default: CUPS, the one of Windows, or over a line the pretended one of training
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createSpoolerPrinter(options: Options, spooler?: Spooler): RunningDevice {
  const settings = readSpoolerSettings(options.settings);
  return new SpoolerPrinter(options, settings, spooler ?? serviceOf(options, settings));
}

function serviceOf({ clock, factory }: Options, { address, options }: SpoolerSettings): Spooler {
  if (address === undefined) {
    const pretended = { printer: 'Training', server: undefined };
    return createCupsSpooler(createLineRunner(factory, clock), pretended, options);
  }
  return process.platform === 'win32'
    ? createWindowsSpooler(runCommand, address.printer)
    : createCupsSpooler(runCommand, address, options);
}

class SpoolerPrinter implements RunningDevice {
  readonly #clock: Options['clock'];
  readonly #log: Options['log'];
  readonly #spooler: Spooler;
  readonly #settings: SpoolerSettings;
  readonly #waiting: ReturnType<typeof createWaiting>;
  readonly #queue = new KeyedQueue<'spooler'>();
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  readonly #jobs = new Map<string, Promise<SpoolerResult>>();
  #state = '';
  #stopped = false;
  #cancelLook = (): void => {};

  constructor({ clock, log }: Options, settings: SpoolerSettings, spooler: Spooler) {
    this.#clock = clock;
    this.#log = log;
    this.#spooler = spooler;
    this.#settings = settings;
    this.#waiting = createWaiting(clock);
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    this.#enter('connecting');
    void this.#look();
  }

  stop(): Promise<void> {
    if (!this.#stopped) {
      this.#cancelLook();
      this.#waiting.stop();
      this.#enter('stopped');
      this.#stopped = true;
      this.#queue.rejectQueued(new DeviceError('device.away', 'the device was stopped'));
    }
    return Promise.resolve();
  }

  async request(action: string, input: unknown): Promise<unknown> {
    if (this.#stopped) throw new DeviceError('device.away', 'the device was stopped');
    if (action === 'status') return this.#status();
    if (action !== 'print') throw new DeviceError('device.unsupported', `a spooler does not know ${action}`);
    const job = readDocumentJob(input);
    // A job id is handed over once, whatever became of it.
    const known = this.#jobs.get(job.jobId);
    if (known !== undefined) return known;
    const printing = this.#queue.run('spooler', () => this.#print(job));
    this.#jobs.set(job.jobId, printing);
    for (const oldest of this.#jobs.keys()) {
      if (this.#jobs.size <= REMEMBERED_JOBS) break;
      this.#jobs.delete(oldest);
    }
    // Nothing was handed over: the same job may come again.
    printing.catch((error: unknown) => {
      if (error instanceof DeviceError && error.detail['sent'] === false) this.#jobs.delete(job.jobId);
    });
    return printing;
  }

  async #print(job: DocumentJob): Promise<SpoolerResult> {
    const { jobId } = job;
    const handed = await this.#spooler.submit(job).catch((error: unknown) => {
      // Whether a document reached the service before it fell silent, nobody knows.
      const sent = !(error instanceof DeviceError) || mayHaveSent.has(error.code);
      throw this.#failed(jobId, sent ? 'printer.outcome_unknown' : this.#absence(error), sent, error);
    });
    if (!handed.accepted) {
      this.#log.warn('the print service refused a job', {
        code: handed.code,
        said: handed.said.slice(0, 200),
      });
      throw this.#failed(jobId, handed.code, false);
    }
    this.#emit({ kind: 'job', jobId, state: 'sent' });
    await this.#follow(jobId, handed.requestId);
    this.#emit({ kind: 'job', jobId, state: 'done', code: 'printer.left_queue' });
    return { jobId, proof: 'queue' };
  }

  /** Until the job has left the queue. */
  async #follow(jobId: string, requestId: string): Promise<void> {
    const since = this.#clock.monotonic();
    let goodAt = since;
    for (;;) {
      // A service that does not answer once is asked again; only its word ends the wait.
      const waiting = await this.#spooler.isWaiting(requestId).catch(undefinedWhenAway);
      if (waiting === false) return;
      const state = await this.#readState().catch(undefinedWhenAway);
      const now = this.#clock.monotonic();
      if (state !== undefined && state.faults.length === 0) goodAt = now;
      if (now - goodAt >= this.#settings.patienceMs || now - since >= LONGEST_JOB_MS) {
        const taken = await this.#spooler.takeBack(requestId).catch(undefinedWhenAway);
        const fault = state?.faults[0];
        const code = fault === undefined ? 'printer.outcome_unknown' : faultCode(fault);
        throw this.#failed(jobId, code, taken !== true);
      }
      await this.#waiting.sleep(ASK_AGAIN_MS);
    }
  }

  #failed(jobId: string, code: string, sent: boolean, cause?: unknown): DeviceError {
    this.#emit({ kind: 'job', jobId, state: 'failed', code });
    return new DeviceError('device.fault', `not printed: ${code}`, {
      retryable: !sent,
      detail: { code, sent },
      ...(cause === undefined ? {} : { cause }),
    });
  }

  async #status(): Promise<unknown> {
    const state = await this.#readState().catch(() => undefined);
    if (state === undefined)
      return { ready: false, faults: ['printer.unreachable'], warnings: [], labelsLeft: undefined };
    return {
      ready: state.faults.length === 0,
      faults: state.faults.map(faultCode),
      warnings: state.warnings,
      labelsLeft: undefined,
    };
  }

  async #readState(): Promise<SpoolerState | undefined> {
    const state = await this.#spooler.state();
    if (typeof state === 'string') {
      this.#enter('away', state);
      return undefined;
    }
    if (state.faults[0] !== undefined) this.#enter('fault', faultCode(state.faults[0]));
    else if (state.warnings[0] !== undefined) this.#enter('degraded', faultCode(state.warnings[0]));
    else this.#enter('ready');
    return state;
  }

  async #look(): Promise<void> {
    try {
      await this.#readState();
    } catch (error) {
      this.#enter('away', this.#absence(error));
    }
    if (this.#stopped) return;
    this.#cancelLook = this.#clock.after(this.#settings.pollMs, () => void this.#look());
  }

  /** Over a line nothing can be missing but the line itself. */
  #absence(error: unknown): Absence {
    const missing = error instanceof DeviceError && error.code === 'transport.not_found';
    return missing && this.#settings.address !== undefined ? 'printer.no_spooler' : 'printer.unreachable';
  }

  #enter(state: DeviceState, reason?: string): void {
    const both = `${state} ${reason ?? ''}`;
    if (this.#stopped || both === this.#state) return;
    this.#state = both;
    this.#emit({ kind: 'state', state, ...(reason === undefined ? {} : { reason }) });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function undefinedWhenAway(error: unknown): undefined {
  if (error instanceof DeviceError && error.code !== 'device.away') return undefined;
  throw error;
}
