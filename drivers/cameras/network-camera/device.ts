import type { Duplex } from 'node:stream';
import { DeviceError } from '../../errors.ts';
import type { DeviceEvent, DeviceState, RunningDevice } from '../../manifest.ts';
import { duplexOf } from '../../transport/duplex.ts';
import type { Clock, DriverLog, TransportFactory } from '../../transport/transport.ts';
import { FrameRing, type KeptFrame } from './frame-ring.ts';
import { CameraSession, type Snapshot } from './session.ts';
import { type CameraSettings, parseCameraSettings } from './settings.ts';

export interface CameraDeviceOptions {
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Used where the settings name no `url`: HTTP over a line, as in training. */
  readonly factory?: TransportFactory;
}

/** Answer of `framesAround`: pictures, or the reason why there is none; a door does not wait for either. */
export type FramesAround =
  | { readonly frames: readonly KeptFrame[] }
  | { readonly frames: readonly []; readonly reason: string };

/** Look for the camera this often while nothing needs its pictures. */
const PRESENCE_MS = 30_000;
const FIRST_RETRY_MS = 1000;
/** Longest pause after failures; a refused password waits for a person instead. */
const LONGEST_RETRY_MS = 30_000;
/** Longest span `framesAround` waits for. */
const LONGEST_AFTER_MS = 60_000;

/**
 * A network camera. Actions: `arm`, `disarm`, `snapshot` → {at, jpeg, width, height, clockOffsetMs},
 * `framesAround` {at, beforeMs, afterMs} → FramesAround, `status`. While armed it takes `framesPerSecond` pictures and
 * keeps them so that `keepMs` before and after a moment can be had; the setting `armed` (default true) says how it starts.
 *
 * @throws DeviceError `input.invalid` when the settings are not usable.
 */
export function createCameraDevice(options: CameraDeviceOptions): RunningDevice {
  return new CameraDevice(options, parseCameraSettings(options.settings));
}

class CameraDevice implements RunningDevice {
  readonly #clock: Clock;
  readonly #log: DriverLog;
  readonly #settings: CameraSettings;
  readonly #connect: (() => Duplex) | undefined;
  readonly #ring: FrameRing;
  readonly #listeners: ((event: DeviceEvent) => void)[] = [];
  readonly #waits = new Set<() => void>();
  #armed: boolean;
  #session: CameraSession | undefined;
  #state: DeviceState = 'stopped';
  #reason: string | undefined;
  #cancelNext: (() => void) | undefined;
  #taking = false;
  #failures = 0;
  #offset: number | undefined;

  constructor(options: CameraDeviceOptions, settings: CameraSettings) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#settings = settings;
    const { factory } = options;
    this.#connect = settings.hasAddress || factory === undefined ? undefined : () => duplexOf(factory());
    // Before and after the moment: when the time after it is over, the time before it must still be there.
    this.#ring = new FrameRing(settings.keepMs * 2);
    this.#armed = options.settings['armed'] !== false;
  }

  onEvent(listener: (event: DeviceEvent) => void): void {
    this.#listeners.push(listener);
  }

  start(): void {
    if (this.#session !== undefined) return;
    this.#session = new CameraSession({ clock: this.#clock, ...this.#settings, connect: this.#connect });
    this.#enter('connecting');
    void this.#round(this.#session);
  }

  async stop(): Promise<void> {
    if (this.#session === undefined) return;
    this.#session.close();
    this.#session = undefined;
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    for (const release of this.#waits) release();
    this.#waits.clear();
    this.#enter('stopped');
  }

  async request(action: string, input: unknown): Promise<unknown> {
    switch (action) {
      case 'snapshot':
        return this.#snapshot();
      case 'framesAround':
        return this.#framesAround(readSpan(input));
      case 'arm':
      case 'disarm':
        return this.#setArmed(action === 'arm');
      case 'status':
        return { state: this.#state, reason: this.#reason ?? null, armed: this.#armed };
      default:
        throw new DeviceError('device.unsupported', `a camera has no action ${action}`, {
          detail: { action },
        });
    }
  }

  #setArmed(armed: boolean): { readonly armed: boolean } {
    this.#armed = armed;
    // Between two pictures the next one comes now; a picture under way plans the next one by itself.
    if (armed && this.#session !== undefined && !this.#taking && this.#failures === 0) {
      this.#cancelNext?.();
      void this.#round(this.#session);
    }
    return { armed };
  }

  async #snapshot(): Promise<Snapshot> {
    if (this.#session === undefined) throw new DeviceError('device.away', 'the camera is not started');
    try {
      const snapshot = await this.#session.snapshot();
      this.#took(snapshot);
      return snapshot;
    } catch (error) {
      this.#missed(error);
      throw error;
    }
  }

  /** Takes a picture and plans the next: by rate while armed, else to see that the camera lives. */
  async #round(session: CameraSession): Promise<void> {
    const began = this.#clock.monotonic();
    this.#taking = true;
    try {
      const snapshot = await session.snapshot();
      if (this.#session === session) this.#took(snapshot);
    } catch (error) {
      if (this.#session === session) this.#missed(error);
    }
    this.#taking = false;
    if (this.#session !== session || this.#reason === 'camera.login_refused') return;
    const period = this.#armed ? 1000 / this.#settings.framesPerSecond : PRESENCE_MS;
    const wait =
      this.#failures > 0
        ? Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS)
        : Math.max(0, period - (this.#clock.monotonic() - began));
    this.#cancelNext = this.#clock.after(wait, () => void this.#round(session));
  }

  #took(snapshot: Snapshot): void {
    this.#failures = 0;
    this.#ring.add({ at: snapshot.at, jpeg: snapshot.jpeg });
    this.#enter('ready');
    const { clockOffsetMs } = snapshot;
    if (clockOffsetMs !== undefined && clockOffsetMs !== this.#offset) {
      this.#offset = clockOffsetMs;
      this.#emit({ kind: 'clock', offsetMs: clockOffsetMs, stepped: false });
    }
    this.#emit({ kind: 'frame', at: snapshot.at, jpeg: snapshot.jpeg });
  }

  #missed(error: unknown): void {
    if (this.#session === undefined) return;
    this.#failures += 1;
    const { state, reason } = judgeFailure(error);
    this.#log.info('no picture', { reason });
    this.#enter(state, reason);
  }

  async #framesAround(span: Span): Promise<FramesAround> {
    const until = span.at + span.afterMs;
    const wait = until - this.#clock.now();
    if (wait > 0) await this.#pause(wait);
    const frames = this.#ring.between(span.at - span.beforeMs, until);
    if (frames.length > 0) return { frames };
    const reason = this.#reason ?? (this.#armed ? 'camera.no_picture_in_span' : 'camera.not_armed');
    return { frames: [], reason: this.#session === undefined ? 'camera.stopped' : reason };
  }

  /** Ends early when the device is stopped, so that nobody waits for a camera that takes no pictures any more. */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#session === undefined) return resolve();
      const release = (): void => {
        cancel();
        this.#waits.delete(release);
        resolve();
      };
      const cancel = this.#clock.after(milliseconds, release);
      this.#waits.add(release);
    });
  }

  #enter(state: DeviceState, reason?: string): void {
    if (this.#state === state && this.#reason === reason) return;
    this.#state = state;
    this.#reason = reason;
    this.#emit(reason === undefined ? { kind: 'state', state } : { kind: 'state', state, reason });
  }

  #emit(event: DeviceEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** What a failed picture means for the screen. */
function judgeFailure(error: unknown): { readonly state: DeviceState; readonly reason: string } {
  if (!(error instanceof DeviceError)) return { state: 'fault', reason: 'camera.unknown' };
  switch (error.code) {
    case 'device.refused':
      if (error.detail['login'] === 'refused') return { state: 'fault', reason: 'camera.login_refused' };
      if (error.detail['login'] !== undefined) return { state: 'fault', reason: 'camera.login_unsupported' };
      return { state: 'fault', reason: 'camera.refused' };
    case 'device.timeout':
      return { state: 'away', reason: 'camera.no_answer' };
    case 'protocol.foreign':
      return { state: 'fault', reason: 'camera.certificate_changed' };
    case 'transport.open_failed':
    case 'transport.closed':
      return { state: 'away', reason: 'camera.unreachable' };
    default:
      return { state: 'degraded', reason: 'camera.bad_picture' };
  }
}

interface Span {
  readonly at: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

function readSpan(input: unknown): Span {
  const given: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {};
  const { at, beforeMs, afterMs } = given;
  if (typeof at === 'number' && typeof beforeMs === 'number' && typeof afterMs === 'number') {
    if (beforeMs >= 0 && afterMs >= 0 && afterMs <= LONGEST_AFTER_MS) return { at, beforeMs, afterMs };
  }
  throw new DeviceError('input.invalid', 'framesAround needs at, beforeMs and afterMs (0 to 60000)');
}
