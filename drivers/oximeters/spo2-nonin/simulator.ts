import type { SimulatorSession } from '../../manifest.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { playSimulator, type SimulatorOptions, wholeNumber } from '../../simulator/simulator-stage.ts';
import { liveStep, type SimulatedValues } from '../oximeter-script.ts';
import { ACK, ETX, FORMATS, type NoninFormat, STX, TIME_ANSWER, timeBytes } from './commands.ts';
import { createNoninFramer } from './frame.ts';
import { format8Frame, spotCheckFrame, streamPacket } from './simulator-frames.ts';

export { format8Frame, spotCheckFrame, streamPacket } from './simulator-frames.ts';

function packetOf(format: NoninFormat, { spo2, pulse, flags }: SimulatedValues, now: number): Uint8Array {
  const isOut = flags.includes('fingerOut');
  switch (format) {
    case 2:
    case 7:
      return streamPacket({ format, pulse, spo2, status: isOut ? 0x08 : 0 });
    case 8: {
      const frame = format8Frame({ pulse, spo2, status: 0 });
      frame[3] = isOut ? 0x08 : 0;
      return frame;
    }
    case 13:
      return spotCheckFrame({ at: wallTimeOf(now), pulse, spo2, status: isOut ? 0x0100 : 0x0200 });
  }
}

/**
 * Steps of its own: `live` (see `oximeter-script.ts`), with `"clockMinutes":-90` to set the device's clock wrong.
 * Answers the choice of a format (8 until told otherwise) and questions for its time.
 */
export function attachNoninSimulator(options: SimulatorOptions): SimulatorSession {
  const framer = createNoninFramer();
  let format: NoninFormat = 8;
  let skewMs = 0;
  const now = (): number => options.clock.now() + skewMs;
  return playSimulator(options, {
    step(step, stage) {
      if (step['clockMinutes'] !== undefined) {
        const isSlow = Number(step['clockMinutes']) < 0;
        const minutes = wholeNumber({ minutes: Math.abs(Number(step['clockMinutes'])) }, 'minutes', 0);
        return () => {
          skewMs = (isSlow ? -minutes : minutes) * 60_000;
          return Promise.resolve();
        };
      }
      return liveStep(step, stage, (values) => packetOf(format, values, now()));
    },
    received(bytes, stage) {
      for (const line of framer.push(bytes)) {
        if (line.kind !== 'frame') continue;
        if (line.type === 'selectFormat') {
          format = FORMATS.find((known) => known === line.fields['format']) ?? format;
          void stage.send(Uint8Array.of(ACK), { did: 'format', format }).catch(() => {});
        } else if (line.type === 'readTime') {
          const answer = Uint8Array.of(STX, TIME_ANSWER, 6, ...timeBytes(new Date(now())), ETX);
          void stage.send(answer, { did: 'time' }).catch(() => {});
        } else if (line.type === 'setTime') {
          skewMs = 0;
          stage.report({ did: 'setTime' });
        }
      }
    },
  });
}
