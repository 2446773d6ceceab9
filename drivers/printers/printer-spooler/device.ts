import { DeviceError } from '../../errors.ts';
import { KeyedQueue } from '../../framing/keyed-queue.ts';
import type { DeviceEvent, DeviceState, DriverModule, RunningDevice } from '../../manifest.ts';
import { faultCode } from '../printer-session.ts';
import { createWaiting } from '../waiting.ts';
import { queueOf, stateOf, submit, takeBack } from './commands.ts';
import { readPrinterState, readQueue, readRequestId, type SpoolerState } from './frame.ts';
import { type DocumentJob, readDocumentJob } from './job-input.ts';
import { type RunCommand, runCommand } from './session.ts';
import { readSpoolerSettings } from './settings.ts';

/** Answer of `request('print')`. The queue is empty of the job; nobody has seen the paper. */
export interface SpoolerResult {
  readonly jobId: string;
  readonly proof: 'queue';
}

const ASK_AGAIN_MS = 1000;
const REMEMBERED_JOBS = 1000;

type Options = Parameters<DriverModule['createDevice']>[0];

/**
 * A4 printer behind the system's spooler. `print` with `{ jobId, document, title?, copies?, options? }`; `status`. A job that a fault
 * holds up longer than `patienceMs` is taken back, so that it does not come out at night.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createSpoolerPrinter(options: Options, run: RunCommand = runCommand): RunningDevice {
  return new SpoolerPrinter(options, run);
}

class SpoolerPrinter implements RunningDevice {
  readonly #clock: Options['clock'];
  readonly #log: Options['log'];
  readonly #run: RunCommand;
  readonly #settings: ReturnType<typeof readSpoolerSettings>;
  readonly #waiting: ReturnType<typeof createWaiting>;
  readonly #queue = new KeyedQueue<'spooler'>();
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  readonly #jobs = new Map<string, Promise<SpoolerResult>>();
  #state = '';
  #stopped = false;
  #cancelLook = (): void => {};

  constructor({ clock, log, settings }: Options, run: RunCommand) {
    this.#clock = clock;
    this.#log = log;
    this.#run = run;
    this.#settings = readSpoolerSettings(settings);
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
    const { address, options } = this.#settings;
    const { title, copies, document, jobId } = job;
    const handed = await this.#run(
      submit(address, { title, copies, document, options: [...options, ...job.options] }),
    ).catch((error: unknown) => {
      throw this.#failed(jobId, 'printer.unreachable', false, error);
    });
    const requestId = handed.code === 0 ? readRequestId(handed.output) : undefined;
    if (requestId === undefined) {
      this.#log.warn('spooler refused a job', { code: handed.code, said: handed.output.slice(0, 200) });
      throw this.#failed(jobId, 'printer.spooler_refused', false);
    }
    this.#emit({ kind: 'job', jobId, state: 'sent' });
    await this.#follow(jobId, requestId);
    this.#emit({ kind: 'job', jobId, state: 'done', code: 'printer.left_queue' });
    return { jobId, proof: 'queue' };
  }

  /** Until the job has left the queue. */
  async #follow(jobId: string, requestId: string): Promise<void> {
    let goodAt = this.#clock.monotonic();
    for (;;) {
      const { address, patienceMs } = this.#settings;
      const waiting = await this.#run(queueOf(address));
      if (waiting.code === 0 && !readQueue(waiting.output).includes(requestId)) return;
      const state = await this.#readState();
      const now = this.#clock.monotonic();
      if (state !== undefined && state.faults.length === 0) goodAt = now;
      if (now - goodAt >= patienceMs) {
        const taken = await this.#run(takeBack(address, requestId));
        const fault = state?.faults[0];
        throw this.#failed(
          jobId,
          fault === undefined ? 'printer.outcome_unknown' : faultCode(fault),
          taken.code !== 0,
        );
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
    const told = await this.#run(stateOf(this.#settings.address));
    const state = told.code === 0 ? readPrinterState(told.output) : undefined;
    if (state === undefined) this.#enter('away', 'printer.unreachable');
    else if (state.faults[0] !== undefined) this.#enter('fault', faultCode(state.faults[0]));
    else if (state.warnings[0] !== undefined) this.#enter('degraded', faultCode(state.warnings[0]));
    else this.#enter('ready');
    return state;
  }

  async #look(): Promise<void> {
    try {
      await this.#readState();
    } catch (error) {
      const code = error instanceof DeviceError ? error.code : 'transport.open_failed';
      this.#enter('away', code === 'transport.not_found' ? 'printer.no_spooler' : 'printer.unreachable');
    }
    if (this.#stopped) return;
    this.#cancelLook = this.#clock.after(this.#settings.pollMs, () => void this.#look());
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
