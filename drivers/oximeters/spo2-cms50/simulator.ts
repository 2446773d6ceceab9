import type { SimulatorSession } from '../../manifest.ts';
import { playSimulator, type SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { liveStep, memoryStep, type SimulatedValues } from '../oximeter-script.ts';
import { END_STORED, READ_STORED, STORED_PREAMBLE } from './commands.ts';

/** A live packet; without flags a good one. */
export function livePacket({ spo2, pulse, flags }: SimulatedValues, index = 0): Uint8Array {
  const bit = (flag: string, mask: number): number => (flags.includes(flag) ? mask : 0);
  return Uint8Array.of(
    0x80 | bit('beep', 0x40) | bit('droppingSpo2', 0x20) | bit('fingerOut', 0x10) | 5,
    40 + (index % 60),
    ((pulse >> 1) & 0x40) | bit('searching', 0x20) | bit('probeError', 0x10) | (index % 15),
    pulse & 0x7f,
    spo2 & 0x7f,
  );
}

/** Header and records as one block. */
export function storedBlock(memory: readonly SimulatedValues[]): Uint8Array {
  const bytes = memory.length * 3 - 1;
  const records = memory.flatMap(({ spo2, pulse }) => [0xf0 | (pulse >> 7), 0x80 | (pulse & 0x7f), spo2]);
  return Uint8Array.of(
    ...STORED_PREAMBLE,
    ...STORED_PREAMBLE,
    ...STORED_PREAMBLE,
    0x80 | (bytes >> 14),
    0x80 | ((bytes >> 7) & 0x7f),
    bytes & 0x7f,
    ...records,
  );
}

/** Steps of its own: `live`, `memory` (see `oximeter-script.ts`); answers the request for the stored session. */
export function attachCms50Simulator(options: SimulatorOptions): SimulatorSession {
  let memory: readonly SimulatedValues[] = [];
  return playSimulator(options, {
    step(step, stage) {
      const stored = memoryStep(step);
      if (stored === undefined) return liveStep(step, stage, livePacket);
      return () => {
        memory = stored;
        stage.report({ did: 'memory', records: stored.length });
        return Promise.resolve();
      };
    },
    received(bytes, stage) {
      if (bytes[0] === READ_STORED[0] && memory.length > 0) {
        void stage.send(storedBlock(memory), { did: 'stored', records: memory.length }).catch(() => {});
      } else if (bytes[0] === END_STORED[0]) stage.report({ did: 'ended' });
    },
  });
}
