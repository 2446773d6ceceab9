import { DeviceError } from '../../errors.ts';
import type { SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatorOptions,
  type SimulatorStage,
} from '../../simulator/simulator-stage.ts';
import { SimulatedMemory, type SimulatedRecord } from '../meter-script.ts';
import { astmFrame, ENQ, EOT, ETB, ETX, hidBlocks } from './commands.ts';
import { createAstmFramer } from './frame.ts';

const METER_TAG = [0x41, 0x42, 0x43];
const MARKS: Readonly<Record<string, string>> = { beforeMeal: 'B', afterMeal: 'A', controlSolution: 'C' };

function records(memory: SimulatedMemory): string[] {
  const { records: stored } = memory;
  const unit = stored[0]?.unit === 'mmol/L' ? '1' : '0';
  const digits = (at: string): string => at.replace(/\D/g, '').slice(0, 12);
  const count = stored.length;
  return [
    `H|\\^&||sim|Contour7350^01.10\\01.02\\05.02.03^7358-2200417^0000-|A=1^C=00^U=${unit}^V=20600|${count}|||||P|1|${digits(memory.wallTime)}`,
    'P|1',
    ...stored.map((record, index) => resultRecord(record, index + 1, digits(record.at))),
    'L|1||N',
  ];
}

function resultRecord({ value, unit, flags }: SimulatedRecord, sequence: number, time: string): string {
  const marks = flags.flatMap((flag) => MARKS[flag] ?? []).join('/');
  return `R|${sequence}|^^^Glucose|${value}|${unit}^P||${marks}||${time}`;
}

/**
 * Steps of its own: `{"link":"hid"}` (HID blocks instead of bytes), and those of `meter-script.ts`. EOT of the host
 * begins a transmission, ACK brings the next frame, NAK the same again.
 */
export function attachAstmSimulator(options: SimulatorOptions): SimulatorSession {
  const framer = createAstmFramer();
  const memory = new SimulatedMemory(() => options.clock.now());
  let inHid = false;
  /** Frames still to send; `undefined` = idle. */
  let rest: Uint8Array[] | undefined;
  let last: Uint8Array | undefined;

  const say = (stage: SimulatorStage, bytes: Uint8Array, did: string): void => {
    last = bytes;
    const wire = inHid ? Buffer.concat(hidBlocks(bytes, METER_TAG)) : bytes;
    void stage.send(Uint8Array.from(wire), { did }).catch(() => {});
  };
  const next = (stage: SimulatorStage): void => {
    const frame = rest?.shift();
    if (frame !== undefined) return say(stage, frame, 'frame');
    if (rest === undefined) return undefined;
    rest = undefined;
    return say(stage, Uint8Array.of(EOT), 'end');
  };
  const hear = (name: string, stage: SimulatorStage): void => {
    switch (name) {
      case 'endOfTransmission': {
        const texts = records(memory);
        rest = texts.map((text, index) =>
          astmFrame((index + 1) % 8, text, index === texts.length - 1 ? ETX : ETB),
        );
        return say(stage, Uint8Array.of(ENQ), 'enquiry');
      }
      case 'acknowledge':
        return next(stage);
      case 'refuse':
        return last === undefined ? undefined : say(stage, last, 'again');
      default:
        return undefined;
    }
  };

  return playSimulator(
    options,
    {
      step(step, stage) {
        const { link } = step;
        if (link !== undefined) {
          if (link !== 'hid' && link !== 'serial')
            throw new DeviceError('input.invalid', 'link is hid or serial');
          // The host's first byte must already find the right form.
          inHid = link === 'hid';
          return () => Promise.resolve();
        }
        const act = memory.step(step);
        if (act === undefined) return undefined;
        return () => {
          stage.report(act());
          return Promise.resolve();
        };
      },
      received(bytes, stage) {
        for (const line of framer.push(bytes)) {
          if (line.kind !== 'checked' || !memory.isOn) continue;
          for (const element of line.elements) if (element.kind === 'control') hear(element.name, stage);
        }
      },
    },
    { checkFromEnd: 4 },
  );
}
