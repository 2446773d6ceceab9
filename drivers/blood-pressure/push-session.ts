import type { Decoded, DecodedContent } from '../decoded.ts';
import { assertNever, DeviceError } from '../errors.ts';
import type { Framed, Framer } from '../framing/framer.ts';
import type { LineSession } from '../line-device.ts';
import type { DriverModule, RunningDevice } from '../manifest.ts';
import { PressureCourse, type PressureCourseOptions } from './pressure-course.ts';
import { createPressureDevice } from './pressure-device.ts';

export interface PushProtocol<Content extends DecodedContent> {
  readonly createFramer: () => Framer<Content>;
  /** True when what has just come may be the whole end of a result that only silence can end. */
  readonly mayBeComplete?: (bytes: Uint8Array) => boolean;
  /** What the host says to a frame of the device, before the next one comes. */
  readonly answer?: (line: Framed<Content>, options: PressureCourseOptions) => void;
}

/** Longest pause inside a frame (blood-pressure.md section 9): a radio link may halt in the middle of a packet. */
const GAP_MS = 500;
/**
 * Two characters of the slowest line (2400 baud) after a USB adapter has emptied its buffer (16 ms). Not longer: the value
 * has to be on the screen within 50 ms.
 */
const END_MS = 25;

/**
 * A monitor that is started at the device and sends its result by itself. `start` opens the session for a person,
 * `stop` closes it; the device hears nothing of either.
 */
export function createPushDevice<Content extends DecodedContent>(
  options: Parameters<DriverModule['createDevice']>[0],
  protocol: PushProtocol<Content>,
): RunningDevice {
  return createPressureDevice(options, GAP_MS, (session) => createPushSession(session, protocol));
}

export function createPushSession<Content extends DecodedContent>(
  options: PressureCourseOptions,
  protocol: PushProtocol<Content>,
): LineSession {
  const framer = protocol.createFramer();
  const course = new PressureCourse(options);
  const take = (lines: readonly Framed<Content>[]): void => {
    for (const line of lines) {
      hear(line, course);
      protocol.answer?.(line, options);
    }
  };
  let cancelEnd = (): void => {};
  return {
    received(bytes) {
      cancelEnd();
      take(framer.push(bytes));
      if (protocol.mayBeComplete?.(bytes) !== true) return;
      cancelEnd = options.clock.after(END_MS, () => take(framer.idle()));
    },
    silent: () => take(framer.idle()),
    end(cause) {
      cancelEnd();
      course.end(cause);
    },
    request(action) {
      switch (action) {
        case 'start':
          // What has come before the person sat down is nobody's result.
          take(framer.idle());
          course.arm();
          return Promise.resolve({});
        case 'stop':
          course.stopped();
          return Promise.resolve({});
        default:
          return Promise.reject(
            new DeviceError('device.unsupported', `the monitor knows no action ${action}`),
          );
      }
    },
  };
}

/** Sorts a line of any driver of this family into the course of the measurement. */
export function hear(line: Decoded | Framed<DecodedContent>, course: PressureCourse): void {
  switch (line.kind) {
    case 'reading':
      return course.take(line);
    case 'refused':
      return course.bad(line.length, line.reason);
    case 'discarded':
      return course.bad(line.length);
    case 'frame':
      return course.good();
    case 'incomplete':
      return;
    case 'tags':
    case 'relays':
    case 'card':
    case 'printer':
    case 'doors':
    case 'person':
      throw new DeviceError('protocol.unexpected', `a monitor sends no ${line.kind}`);
    default:
      return assertNever(line);
  }
}
