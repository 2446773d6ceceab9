import type { DecodedContent } from '../decoded.ts';
import type { DeviceError } from '../errors.ts';
import type { Framed, Framer } from '../framing/framer.ts';
import { createLineDevice, type DeviceLine, type LineSession } from '../line-device.ts';
import type { DriverModule, RunningDevice } from '../manifest.ts';
import { clockToleranceSetting, readClockTolerance } from '../measurement/clock-tolerance.ts';
import { InstrumentCourse, unknownAction } from '../measurement/instrument-course.ts';
import type { DriverSetting } from '../driver-settings.ts';
import type { Clock, DriverLog } from '../transport/transport.ts';

/** From stepping on to the last segment, with a second try. */
const LIMIT_MS = 180_000;

export const compositionSettingsForm: readonly DriverSetting[] = [
  {
    ...clockToleranceSetting,
    hint: {
      zh: '更早的结果不计入本次会话',
      en: 'Older results are kept out of the session',
    },
  },
];

export interface CompositionSessionOptions {
  readonly line: DeviceLine;
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly course: InstrumentCourse;
}

/**
 * 体成分仪 that sends its result by itself. @param createSession the model's own session, on the course of this class
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createCompositionDevice(
  options: Parameters<DriverModule['createDevice']>[0],
  createSession: (session: CompositionSessionOptions) => LineSession,
): RunningDevice {
  const { factory, clock, log } = options;
  const clockToleranceMs = readClockTolerance(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => {
      const course = new InstrumentCourse({ line, clock, log, limitMs: LIMIT_MS, clockToleranceMs });
      return createSession({ line, clock, log, course });
    },
  });
}

/** What a model adds to listening. */
export interface CompositionProtocol<Content extends DecodedContent> {
  readonly framer: Framer<Content>;
  /** Is told of every line first; calls `hear` for what is no answer to the host's own words. */
  readonly take?: (line: Framed<Content>, hear: (line: Framed<DecodedContent>) => void) => void;
  /** Actions beside `start` and `stop`; `undefined` for one that the model does not know. */
  readonly request?: (action: string, input: unknown) => Promise<unknown> | undefined;
  readonly end?: (cause: DeviceError) => void;
}

/**
 * The session of scales that speak by themselves: `start` opens the session for a person, `stop` closes it; the scale
 * hears nothing of either. A weight that is not stable is told while the measurement goes on.
 */
export function createCompositionSession<Content extends DecodedContent>(
  { line: wire, course }: CompositionSessionOptions,
  protocol: CompositionProtocol<Content>,
): LineSession {
  const { framer } = protocol;
  let lastRaw = '';
  let told = '';

  const identify = (fields: Readonly<Record<string, unknown>> | undefined): void => {
    const { model, serialNumber } = fields ?? {};
    if (typeof model !== 'string') return;
    const identity = { model, ...(typeof serialNumber === 'string' ? { serialNumber } : {}) };
    const key = JSON.stringify(identity);
    if (key !== told) wire.emit({ kind: 'identity', identity });
    told = key;
  };

  const hear = (line: Framed<DecodedContent>): void => {
    if (line.kind === 'refused') return course.bad(line.length, line.reason);
    if (line.kind === 'discarded') return course.bad(line.length);
    if (line.kind === 'incomplete') return undefined;
    course.good();
    if (line.kind !== 'reading') return undefined;
    if ('fields' in line) identify(line.fields);
    if ('flags' in line && line.flags?.includes('unstable') === true) {
      course.measuring();
      return course.live(line);
    }
    // A line with a time that comes again is the memory of the scale, not a new measurement.
    const isAgain = line.raw === lastRaw && line.at !== null;
    lastRaw = line.raw;
    if (isAgain) return course.remembered(line);
    if (line.at !== null && !course.isOld(line)) course.clockIs(line.at);
    course.measuring();
    return course.result(line);
  };

  const take = (lines: readonly Framed<Content>[]): void => {
    for (const line of lines) {
      if (protocol.take === undefined) hear(line);
      else protocol.take(line, hear);
    }
  };

  return {
    begin() {
      course.begin();
      return Promise.resolve();
    },
    received: (bytes) => take(framer.push(bytes)),
    silent: () => take(framer.idle()),
    end(cause) {
      course.end(cause);
      protocol.end?.(cause);
    },
    request: async (action, input) => {
      switch (action) {
        case 'start':
          // What has come before the person stepped on is nobody's result.
          take(framer.idle());
          course.arm();
          return {};
        case 'stop':
          course.stopped();
          return {};
        default: {
          const answer = protocol.request?.(action, input);
          if (answer === undefined) throw unknownAction(action);
          return answer;
        }
      }
    },
  };
}
