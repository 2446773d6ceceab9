import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog, systemClock } from '../../transport/transport.ts';
import { createRelayDevice } from './device.ts';
import { RelayBoard } from './relay-board.ts';

export interface BenchmarkResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  readonly ratio: number;
}

const ALARMS = 120;
/** Eight bytes of ten bits at 9600 baud. */
const REQUEST_ON_WIRE_MS = 8.3;
/** The same for the six bytes of an answer, and a board that thinks for 10 ms. */
const ANSWER_MS = 10 + 6.3;

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    systemClock.after(milliseconds, resolve);
  });

/**
 * From the decision (`request('sirenOn')`) to the first byte of the flash command on the line, on a 9600-baud bus that
 * is polled as in service. The reference is one whole poll on the same bus in the same run: the most an alarm has to
 * wait for, since it goes ahead of everything else. The target is 50 ms.
 */
async function alarmToWire(): Promise<BenchmarkResult> {
  const board = new RelayBoard({
    clock: systemClock,
    unit: 7,
    dialect: 'waveshare-d',
    answerDelayMs: ANSWER_MS,
  });
  let onFlash: () => void = () => {};
  let pollSince: number | undefined;
  const polls: number[] = [];
  const device = createRelayDevice({
    factory: () => {
      const [near, far] = createMemoryPair();
      board.onAnswer((bytes) => {
        far.write(bytes).catch(() => {});
      });
      far.onBytes((bytes) => {
        if (bytes[1] === 5 && bytes[2] === 2) onFlash();
        systemClock.after(REQUEST_ON_WIRE_MS, () => board.receive(bytes));
      });
      const write = near.write.bind(near);
      const onBytes = near.onBytes.bind(near);
      near.write = (bytes) => {
        pollSince = (bytes[1] ?? 0) <= 2 ? performance.now() : undefined;
        return write(bytes);
      };
      near.onBytes = (listener) =>
        onBytes((bytes) => {
          if (pollSince !== undefined) polls.push(performance.now() - pollSince);
          listener(bytes);
        });
      return near;
    },
    clock: systemClock,
    log: silentLog,
    settings: { unit: 7, dialect: 'waveshare-d', outputs: { siren: 1 }, inputs: { doorContact: 1 } },
  });
  device.start();
  await pause(300);
  const waits: number[] = [];
  for (let alarm = 0; alarm < ALARMS; alarm += 1) {
    const decided = performance.now();
    const onWire = new Promise<number>((resolve) => {
      onFlash = () => resolve(performance.now() - decided);
    });
    const confirmed = device.request('sirenOn', { milliseconds: 100 });
    await confirmed;
    waits.push(await onWire);
    // 17 ms steps meet every phase of the 125 ms polls.
    await pause(5 + ((alarm * 17) % 40));
  }
  await device.stop();
  board.stop();
  const value = percentile(waits, 0.99);
  const reference = percentile(polls, 0.99);
  return { name: 'modbus-rtu alarm to wire p99', value, unit: 'ms', reference, ratio: value / reference };
}

export const benchmarks: readonly { readonly name: string; run(): Promise<BenchmarkResult> }[] = [
  { name: 'modbus-rtu-alarm-to-wire', run: alarmToWire },
];
