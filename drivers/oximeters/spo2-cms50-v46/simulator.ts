import type { SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatorOptions,
  type SimulatorStage,
} from '../../simulator/simulator-stage.ts';
import { liveStep, memoryStep, type SimulatedValues } from '../oximeter-script.ts';
import { COMMANDS } from './commands.ts';
import { createCms50V46Source, STORED } from './frame.ts';
import { LIVE } from './packets.ts';
import { seven } from './seven-bit.ts';

const ACKNOWLEDGE = Uint8Array.of(0x0c, 0x80);
const letters = (text: string): number[] => [...Buffer.from(text.padEnd(6), 'latin1')];

export function livePacket({ spo2, pulse, flags }: SimulatedValues, index = 0): Uint8Array {
  const bit = (flag: string, mask: number): number => (flags.includes(flag) ? mask : 0);
  return seven(LIVE, [
    bit('probeError', 0x80) | bit('beep', 0x40) | bit('droppingSpo2', 0x20) | bit('fingerOut', 0x10) | 5,
    bit('searching', 0x80) | (40 + (index % 60)),
    index % 15,
    pulse,
    spo2,
    0xff,
    0xff,
  ]);
}

/** Three seconds a packet; zeros fill the last. */
export function storedPackets(memory: readonly SimulatedValues[]): Uint8Array {
  const data = memory.flatMap(({ spo2, pulse }) => [spo2, pulse]);
  while (data.length % 6 !== 0) data.push(0);
  const packets: number[] = [];
  for (let at = 0; at < data.length; at += 6) packets.push(...seven(STORED, data.slice(at, at + 6)));
  return Uint8Array.from(packets);
}

/** Steps of its own: `live`, `memory` (see `oximeter-script.ts`). Answers commands; sends live packets only when asked to. */
export function attachCms50V46Simulator(options: SimulatorOptions): SimulatorSession {
  const source = createCms50V46Source();
  let memory: readonly SimulatedValues[] = [];
  let isLive = false;
  const say = (stage: SimulatorStage, bytes: Uint8Array, did: string): void => {
    void stage.send(bytes, { did }).catch(() => {});
  };
  const answer = (code: number, stage: SimulatorStage): void => {
    switch (code) {
      case COMMANDS.startLive:
        isLive = true;
        return stage.report({ did: 'startLive' });
      case COMMANDS.stopLive:
        isLive = false;
        return say(stage, ACKNOWLEDGE, 'stopLive');
      case COMMANDS.stopStored:
        return say(stage, ACKNOWLEDGE, 'stopStored');
      case COMMANDS.readModel:
        return say(stage, seven(0x02, [0, ...letters('SIM50')]), 'model');
      case COMMANDS.readVendor:
        return say(stage, seven(0x03, [...letters('VIRTUL'), 0x20]), 'vendor');
      case COMMANDS.startStored:
        isLive = false;
        return memory.length === 0 ? undefined : say(stage, storedPackets(memory), 'stored');
      case COMMANDS.keepAlive:
        return stage.report({ did: 'keepAlive' });
      default:
        return undefined;
    }
  };
  return playSimulator(options, {
    step(step, stage) {
      const stored = memoryStep(step);
      if (stored !== undefined) {
        return () => {
          memory = stored;
          stage.report({ did: 'memory', records: stored.length });
          return Promise.resolve();
        };
      }
      return liveStep(step, stage, (values, index) =>
        isLive ? livePacket(values, index) : new Uint8Array(0),
      );
    },
    received(bytes, stage) {
      for (const line of source.push(bytes)) {
        if (line.kind === 'frame' && line.type === 'command') answer(Number(line.fields['code']), stage);
      }
    },
  });
}
