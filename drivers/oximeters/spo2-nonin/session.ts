import { DeviceError } from '../../errors.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import type { OximeterProtocol } from '../oximeter-session.ts';
import { type NoninFormat, readTime, selectFormat, setTime } from './commands.ts';
import { createNoninFramer } from './frame.ts';

/**
 * @param format what the device is told to send; `undefined` leaves it as it is, and format 8 (one frame a second) is the
 * slowest stream that then may come. Format 13 sends nothing between spot checks.
 */
export function noninProtocol(format: NoninFormat | undefined): OximeterProtocol {
  return {
    createSource: createNoninFramer,
    ...(format === undefined || format === 13 ? {} : { silentAfterMs: 5000 }),
    // The command is heard in the first five seconds of a connection only.
    greeting: [...(format === undefined ? [] : [selectFormat(format)]), readTime()],
    told: ({ type, fields }, { course }) => {
      if (type === 'time' && typeof fields['at'] === 'string') course.clockIs(fields['at']);
    },
    request: async (action, _input, { line, clock }) => {
      if (action !== 'setClock') {
        throw new DeviceError('device.unsupported', `the oximeter knows no action ${action}`);
      }
      const now = clock.now();
      await line.write(setTime(new Date(now)));
      await line.write(readTime());
      return { at: wallTimeOf(now) };
    },
  };
}
