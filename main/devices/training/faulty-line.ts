import { createSeededRandom } from '../../../drivers/transport/seeded-random.ts';
import type { Clock, Transport } from '../../../drivers/transport/transport.ts';
import type { TrainingFault } from '../../contract/device-work.ts';

const garbageBytes = 24;
const lateMs = 3000;
/** Bytes that end a frame behind its check: CR, LF, ETX, EOT, 7E, padding of a report. */
const frameEnds: ReadonlySet<number> = new Set([0x0d, 0x0a, 0x03, 0x04, 0x7e, 0x00]);

/** What the simulator's end of the line does to everything it sends, whatever the protocol. */
export interface Seat {
  readonly transport: Transport;
  /** The simulator that sat here may still speak, and nobody hears it. */
  leave(): void;
}

/**
 * The device's end of a training line (培训线路). Simulators sit down on it one after the other; what they send goes wrong
 * as `fault()` says at that moment: nothing, noise, half a frame, one bit of its check flipped, three seconds late.
 */
export function createFaultyLine(device: Transport, clock: Clock, fault: () => TrainingFault) {
  const random = createSeededRandom(1);
  let heard: (bytes: Uint8Array) => void = () => {};
  const ends = new Set<(cause: Error | undefined) => void>();
  const cancels = new Set<() => void>();
  device.onBytes((bytes) => heard(bytes));
  device.onClose((cause) => {
    for (const cancel of cancels) cancel();
    for (const end of ends) end(cause);
  });

  function later(bytes: Uint8Array): void {
    const cancel = clock.after(lateMs, () => {
      cancels.delete(cancel);
      device.write(bytes).catch(() => {});
    });
    cancels.add(cancel);
  }

  async function write(bytes: Uint8Array): Promise<void> {
    const now = fault();
    switch (now) {
      case 'none':
        return device.write(bytes);
      case 'silence':
      case 'unplugged':
        return;
      case 'garbage':
        return device.write(Uint8Array.from({ length: garbageBytes }, () => Math.floor(random() * 256)));
      case 'half':
        return device.write(bytes.subarray(0, Math.max(1, bytes.length >> 1)));
      case 'wrong-checksum': {
        const broken = Uint8Array.from(bytes);
        const at = broken.findLastIndex((byte) => !frameEnds.has(byte));
        if (at >= 0) broken[at] = (broken[at] ?? 0) ^ 0x01;
        return device.write(broken);
      }
      case 'late':
        return later(bytes);
    }
  }

  return {
    sit(): Seat {
      let seated = true;
      const end = new Set<(cause: Error | undefined) => void>();
      const tell = (cause: Error | undefined): void => {
        for (const listener of end) listener(cause);
      };
      ends.add(tell);
      return {
        leave() {
          seated = false;
          ends.delete(tell);
        },
        transport: {
          url: device.url,
          onBytes(listener) {
            heard = (bytes) => {
              if (seated) listener(bytes);
            };
          },
          onClose: (listener) => void end.add(listener),
          open: () => Promise.resolve(),
          write: (bytes) => (seated ? write(bytes) : Promise.resolve()),
          close: () => (seated ? device.close() : Promise.resolve()),
        },
      };
    },
    close: () => device.close(),
  };
}
export type FaultyLine = ReturnType<typeof createFaultyLine>;
