import type { SimulatorSession } from '../../manifest.ts';
import { utcOfWallTime } from '../../measurement/wall-time.ts';
import { playSimulator, type SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { SimulatedMemory, type SimulatedRecord } from '../meter-script.ts';
import { COMMANDS, FROM_METER, taidocFrame } from './commands.ts';
import { createTaidocFramer } from './frame.ts';
import { timeBytes, timeOf } from './messages.ts';

function packed(wallTime: string): number[] {
  return timeBytes(new Date(utcOfWallTime(wallTime) ?? 0));
}

function valueBytes({ value, flags }: SimulatedRecord): number[] {
  const mark = flags.includes('controlSolution')
    ? 0xc0
    : flags.includes('afterMeal')
      ? 0x80
      : flags.includes('beforeMeal')
        ? 0x40
        : 0;
  return [value & 0xff, value >> 8, 0, mark];
}

/** Steps of its own: see `meter-script.ts`. Answers every question of the host while it is on. */
export function attachTaidocSimulator(options: SimulatorOptions): SimulatorSession {
  const framer = createTaidocFramer();
  const memory = new SimulatedMemory(() => options.clock.now());

  const answerData = (code: number, data: Uint8Array): readonly number[] | undefined => {
    const record = memory.records[(data[0] ?? 0) | ((data[1] ?? 0) << 8)];
    switch (code) {
      case COMMANDS.connect:
        return [];
      case COMMANDS.readModel:
        return [0x77, 0x42, 0, 0];
      case COMMANDS.readClock:
        return packed(memory.wallTime);
      case COMMANDS.setClock:
        memory.setClock(timeOf(data) ?? memory.wallTime);
        return [...data];
      case COMMANDS.readSerialLow:
        return [0x01, 0x00, 0x00, 0x26];
      case COMMANDS.readSerialHigh:
        return [0x77, 0x42, 0x00, 0x00];
      case COMMANDS.readRecordCount:
        return [memory.records.length & 0xff, memory.records.length >> 8];
      case COMMANDS.readRecordTime:
        return record === undefined ? undefined : packed(record.at);
      case COMMANDS.readRecordValue:
        return record === undefined ? undefined : valueBytes(record);
      case COMMANDS.clearMemory:
        memory.clear();
        return [];
      default:
        return undefined;
    }
  };

  return playSimulator(options, {
    step(step, stage) {
      const act = memory.step(step);
      if (act === undefined) return undefined;
      return () => {
        stage.report(act());
        return Promise.resolve();
      };
    },
    received(bytes, stage) {
      for (const line of framer.push(bytes)) {
        if (line.kind !== 'checked' || !line.fromHost || !memory.isOn) continue;
        const data = answerData(line.code, line.data);
        if (data === undefined) continue;
        void stage
          .send(taidocFrame(line.code, data, FROM_METER), { did: 'answer', code: line.code })
          .catch(() => {});
      }
    },
  });
}
