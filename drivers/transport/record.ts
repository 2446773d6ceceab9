import { formatCaptureLine } from './capture.ts';
import { type Clock, systemClock, type Transport } from './transport.ts';

/**
 * Wraps a line so that everything carried over it is also handed to `write` as lines of the recording format
 * (`capture.ts`), without line ends. Recordings from the field are replayed with `replay:///file`.
 */
export function recordTransport(
  transport: Transport,
  write: (line: string) => void,
  clock: Clock = systemClock,
): Transport {
  let start = clock.monotonic();
  transport.onBytes((bytes) =>
    write(formatCaptureLine({ t: clock.monotonic() - start, direction: 'in', bytes })),
  );
  return {
    // Feature reports and control requests stay reachable; they are not part of the recording.
    ...transport,
    async open(signal) {
      start = clock.monotonic();
      await transport.open(signal);
    },
    async write(bytes) {
      await transport.write(bytes);
      write(formatCaptureLine({ t: clock.monotonic() - start, direction: 'out', bytes }));
    },
  };
}
