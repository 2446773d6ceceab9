import type { DecodedContent } from '../decoded.ts';
import type { DeviceError } from '../errors.ts';
import type { Framed, Framer } from '../framing/framer.ts';
import { createLineDevice, type LineSession } from '../line-device.ts';
import type { DriverModule, RunningDevice } from '../manifest.ts';
import { clockToleranceSetting, readClockTolerance } from '../measurement/clock-tolerance.ts';
import { InstrumentCourse, unknownAction } from '../measurement/instrument-course.ts';
import type { DriverSetting } from '../driver-settings.ts';

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

/**
 * 体成分仪 that sends its result by itself: `start` opens the session for a person, `stop` closes it; the scale hears
 * nothing of either. A weight that is not stable is told while the measurement goes on.
 *
 * Actions: `start`, `stop`.
 */
export function createCompositionDevice(
  options: Parameters<DriverModule['createDevice']>[0],
  createFramer: () => Framer,
): RunningDevice {
  const { factory, clock, log } = options;
  const clockToleranceMs = readClockTolerance(options.settings);
  return createLineDevice({
    factory,
    clock,
    log,
    createSession: (line) => {
      const course = new InstrumentCourse({ line, clock, log, limitMs: LIMIT_MS, clockToleranceMs });
      return createSession(course, createFramer(), (identity) => line.emit({ kind: 'identity', identity }));
    },
  });
}

function createSession(
  course: InstrumentCourse,
  framer: Framer,
  tellIdentity: (identity: Readonly<Record<string, string>>) => void,
): LineSession {
  let lastRaw = '';
  let told = '';

  const identify = (fields: Readonly<Record<string, unknown>> | undefined): void => {
    const { model, serialNumber } = fields ?? {};
    if (typeof model !== 'string') return;
    const identity = { model, ...(typeof serialNumber === 'string' ? { serialNumber } : {}) };
    const key = JSON.stringify(identity);
    if (key !== told) tellIdentity(identity);
    told = key;
  };

  const hear = (line: Framed<DecodedContent>): void => {
    if (line.kind === 'refused') return course.bad(line.length, line.reason);
    if (line.kind === 'discarded') return course.bad(line.length);
    if (line.kind === 'incomplete') return undefined;
    course.good();
    if (line.kind !== 'reading') return undefined;
    if ('fields' in line) identify(line.fields);
    if ('flags' in line && line.flags.includes('unstable')) {
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

  return {
    begin() {
      course.begin();
      return Promise.resolve();
    },
    received: (bytes) => framer.push(bytes).forEach(hear),
    silent: () => framer.idle().forEach(hear),
    end: (cause: DeviceError) => course.end(cause),
    request: async (action) => {
      switch (action) {
        case 'start':
          // What has come before the person stepped on is nobody's result.
          framer.idle().forEach(hear);
          course.arm();
          return {};
        case 'stop':
          course.stopped();
          return {};
        default:
          throw unknownAction(action);
      }
    },
  };
}
