import type { Decoded, ReadingContent } from '../decoded.ts';
import { DeviceError } from '../errors.ts';
import { createLineDevice, type DeviceLine, type LineSession } from '../line-device.ts';
import type { DriverModule, RunningDevice } from '../manifest.ts';
import { InstrumentCourse, unknownAction } from '../measurement/instrument-course.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';
import { type OximeterSettings, readOximeterSettings } from './oximeter-settings.ts';
import { Settling } from './settling.ts';

/** Lines of `decode` from bytes; `idle` decides what waits for more. */
export interface LineSource {
  push(bytes: Uint8Array): Decoded[];
  idle(): Decoded[];
}

export interface OximeterTools {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly course: InstrumentCourse;
}

/** What distinguishes the oximeters on the line. */
export interface OximeterProtocol {
  readonly createSource: () => LineSource;
  /** Silence of the stream that is no pause between packets; absent for devices that send spot checks only. */
  readonly silentAfterMs?: number;
  /** Said when the line opens. */
  readonly greeting?: readonly Uint8Array[];
  readonly keepAlive?: { readonly everyMs: number; readonly bytes: Uint8Array };
  /** Stored session: what starts it, what ends it, and how long a pause means its end. */
  readonly memory?: {
    readonly start: Uint8Array;
    readonly end: readonly Uint8Array[];
    readonly pauseMs: number;
  };
  /** A frame that is no reading, for identity and clock. */
  readonly told?: (line: Extract<Decoded, { readonly kind: 'frame' }>, tools: OximeterTools) => void;
  readonly request?: (action: string, input: unknown, tools: OximeterTools) => Promise<unknown>;
}

/** A spot check with children and cold fingers included. */
const LIMIT_MS = 120_000;
const CLOCK_TOLERANCE_MS = 600_000;
/** Live values on the screen; packets come up to 75 times a second. */
const LIVE_EVERY_MS = 250;

export function createOximeterDevice(
  options: Parameters<DriverModule['createDevice']>[0],
  protocol: OximeterProtocol,
): RunningDevice {
  const { factory, clock, log } = options;
  const settings = readOximeterSettings(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => new OximeterSession({ line, clock, log, settings, protocol }),
  });
}

interface SessionOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: OximeterSettings;
  readonly protocol: OximeterProtocol;
}

interface MemoryRead {
  readonly readings: ReadingContent[];
  readonly resolve: (readings: readonly ReadingContent[]) => void;
  readonly reject: (error: DeviceError) => void;
}

class OximeterSession implements LineSession {
  readonly #options: SessionOptions;
  readonly #tools: OximeterTools;
  readonly #source: LineSource;
  readonly #settling: Settling;
  #lastLive = Number.NEGATIVE_INFINITY;
  #memory: MemoryRead | undefined;
  #cancelKeepAlive = (): void => {};
  #cancelPause = (): void => {};

  constructor(options: SessionOptions) {
    this.#options = options;
    const { line, clock, log, protocol, settings } = options;
    const { silentAfterMs } = protocol;
    const course = new InstrumentCourse({
      line,
      clock,
      log,
      limitMs: LIMIT_MS,
      clockToleranceMs: CLOCK_TOLERANCE_MS,
      ...(silentAfterMs === undefined ? {} : { silentAfterMs }),
    });
    this.#tools = { line, clock, course };
    this.#source = protocol.createSource();
    this.#settling = new Settling(settings.settleMs);
  }

  async begin(): Promise<void> {
    const { line, protocol } = this.#options;
    this.#tools.course.begin();
    for (const bytes of protocol.greeting ?? []) await line.write(bytes);
    this.#keepAlive();
  }

  received(bytes: Uint8Array): void {
    for (const line of this.#source.push(bytes)) this.#hear(line);
  }

  silent(): void {
    for (const line of this.#source.idle()) this.#hear(line);
  }

  end(cause: DeviceError): void {
    this.#cancelKeepAlive();
    this.#cancelPause();
    this.#memory?.reject(cause);
    this.#memory = undefined;
    this.#tools.course.end(cause);
  }

  async request(action: string, input: unknown): Promise<unknown> {
    const { course } = this.#tools;
    switch (action) {
      case 'start':
        // What has come before the person put a finger in is nobody's result.
        this.silent();
        course.arm();
        this.#settling.restart();
        return {};
      case 'stop':
        course.stopped();
        return {};
      case 'readMemory':
        return { readings: await this.#readMemory() };
      default: {
        const { request } = this.#options.protocol;
        if (request === undefined) throw unknownAction(action);
        return request(action, input, this.#tools);
      }
    }
  }

  #hear(line: Decoded): void {
    const { course } = this.#tools;
    switch (line.kind) {
      case 'reading':
        course.good();
        if ('values' in line) this.#take(line);
        return;
      case 'frame':
        this.#told(line);
        return;
      case 'refused':
        course.bad(line.length, line.reason);
        return;
      case 'discarded':
        course.bad(line.length);
        return;
      default:
        return;
    }
  }

  #take(reading: ReadingContent): void {
    const { course, clock } = this.#tools;
    if (reading.flags.includes('stored')) {
      this.#store(reading);
      return;
    }
    if (reading.at !== null) {
      // A spot check is a result by itself.
      if (reading.flags.includes('fromMemory')) course.remembered(reading);
      else course.result(reading);
      return;
    }
    const now = clock.monotonic();
    course.measuring();
    if (course.phase !== 'idle' && this.#settling.take(reading, now)) {
      this.#settling.restart();
      course.result(reading);
      return;
    }
    if (now - this.#lastLive < LIVE_EVERY_MS) return;
    this.#lastLive = now;
    course.live(reading);
  }

  #told(line: Extract<Decoded, { readonly kind: 'frame' }>): void {
    const { course } = this.#tools;
    const { flags } = line.fields;
    const isSet = (flag: string): boolean => Array.isArray(flags) && flags.includes(flag);
    const trouble = troubles.find(({ flag }) => isSet(flag));
    if (trouble !== undefined) this.#settling.restart();
    course.good(trouble?.reason);
    if (line.type === 'stored') this.#pause();
    this.#options.protocol.told?.(line, this.#tools);
  }

  async #readMemory(): Promise<readonly ReadingContent[]> {
    const { line, protocol } = this.#options;
    const { memory } = protocol;
    if (memory === undefined) throw unknownAction('readMemory');
    if (this.#memory !== undefined)
      throw new DeviceError('device.refused', 'the memory is already being read');
    const { promise, resolve, reject } = Promise.withResolvers<readonly ReadingContent[]>();
    this.#memory = { readings: [], resolve, reject };
    await line.write(memory.start);
    this.#pause();
    const readings = await promise;
    for (const bytes of memory.end) await line.write(bytes);
    return readings;
  }

  #store(reading: ReadingContent): void {
    if (this.#memory === undefined) {
      this.#tools.course.remembered(reading);
      return;
    }
    this.#memory.readings.push(reading);
    this.#pause();
  }

  /** The device tells no end of its stored session: a pause is the end. */
  #pause(): void {
    const { clock, protocol } = this.#options;
    const memory = this.#memory;
    this.#cancelPause();
    if (memory === undefined || protocol.memory === undefined) return;
    this.#cancelPause = clock.after(protocol.memory.pauseMs, () => {
      this.#memory = undefined;
      memory.resolve(memory.readings);
    });
  }

  #keepAlive(): void {
    const { clock, line, protocol } = this.#options;
    const { keepAlive } = protocol;
    if (keepAlive === undefined) return;
    this.#cancelKeepAlive = clock.after(keepAlive.everyMs, () => {
      // A failed write ends the line, which ends this session.
      line.write(keepAlive.bytes).catch(() => {});
      this.#keepAlive();
    });
  }
}

/** What the person can do something about, told beside a line that is in order. */
const troubles = [
  { flag: 'probeError', reason: 'oximeter.probe' },
  { flag: 'sensorDisconnect', reason: 'oximeter.probe' },
  { flag: 'fingerOut', reason: 'oximeter.finger_out' },
  { flag: 'sensorAlarm', reason: 'oximeter.finger_out' },
  { flag: 'searching', reason: 'oximeter.searching' },
] as const;
