import { DeviceError } from '../../errors.ts';
import type { SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatorOptions,
  type SimulatorStage,
} from '../../simulator/simulator-stage.ts';
import { SimulatedMemory, type SimulatedRecord } from '../meter-script.ts';
import type { BinaryFrame } from './binary-frame.ts';
import { binaryContent, clockSeconds, clockText } from './binary-messages.ts';
import { binaryFrame, linkControl, ULTRA_EASY, ultra2Line, VERIO } from './commands.ts';
import { createOneTouchFramer } from './frame.ts';
import { FAMILIES, type OneTouchFamily } from './settings.ts';

const CARRIAGE_RETURN = 0x0d;
const SERIAL = 'SIM0001XY';
const VERSION = 'P02.00.00 30/08/06';
const letters = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const four = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

/**
 * Steps of its own: `{"family":"ultra-easy"|"verio-iq"|"ultra2"}` (default ultra-easy), and those of
 * `meter-script.ts`. Answers every question of the host while it is on.
 */
export function attachOneTouchSimulator(options: SimulatorOptions): SimulatorSession {
  const framer = createOneTouchFramer();
  const memory = new SimulatedMemory(() => options.clock.now());
  let family: OneTouchFamily = 'ultra-easy';
  return playSimulator(
    options,
    {
      step(step, stage) {
        const known = FAMILIES.find((name) => name === step['family']);
        if (step['family'] !== undefined && known === undefined) {
          throw new DeviceError('input.invalid', 'no OneTouch family is called so');
        }
        const act =
          known === undefined
            ? memory.step(step)
            : (): Record<string, unknown> => {
                family = known;
                return { did: 'family', family };
              };
        if (act === undefined) return undefined;
        // The model is set before the host's first question.
        if (known !== undefined) family = known;
        return () => {
          stage.report(act());
          return Promise.resolve();
        };
      },
      received(bytes, stage) {
        // A command ends with CR alone: the meter does not wait for what might follow.
        const rest =
          bytes.at(-1) === CARRIAGE_RETURN ? [...framer.push(bytes), ...framer.idle()] : framer.push(bytes);
        for (const line of rest) {
          if (!memory.isOn) continue;
          if (line.kind === 'binary') answerBinary(line, family, memory, stage);
          else if (line.kind === 'line') answerText(line.text, memory, stage);
        }
      },
    },
    { checkFromEnd: 3 },
  );
}

function answerBinary(
  frame: BinaryFrame,
  family: OneTouchFamily,
  memory: SimulatedMemory,
  stage: SimulatorStage,
): void {
  const isUltra = family === 'ultra-easy';
  const { sent, expected, disconnect } = linkControl(frame.link);
  const say = (bytes: Uint8Array, did: string): void => void stage.send(bytes, { did }).catch(() => {});
  if (isUltra && disconnect)
    return say(binaryFrame([], { disconnect: true, acknowledge: true }), 'disconnect');
  if (frame.message.length === 0) return;
  const message = answerMessage(frame, isUltra, memory);
  if (message === undefined) return;
  if (!isUltra) return say(binaryFrame(message), 'answer');
  // The host's counter becomes what is expected next; the host says which of ours it expects.
  say(binaryFrame([], { acknowledge: true, sent: expected, expected: !sent }), 'acknowledge');
  say(binaryFrame(message, { sent: expected, expected: !sent }), 'answer');
}

function answerMessage(frame: BinaryFrame, isUltra: boolean, memory: SimulatedMemory): number[] | undefined {
  const { content } = binaryContent(frame, undefined);
  if (content.kind !== 'frame') return undefined;
  const { prefix } = isUltra ? ULTRA_EASY : VERIO;
  const ok = [prefix, 0x06];
  switch (content.fields['command']) {
    case 'readVersion':
      return [...ok, VERSION.length, ...letters(VERSION), ...(isUltra ? [] : [0])];
    case 'readSerial':
      return [...ok, ...letters(SERIAL), ...(isUltra ? [] : [0])];
    case 'readClock':
      return [...ok, ...four(clockSeconds(memory.wallTime, prefix))];
    case 'setClock':
      memory.setClock(clockText(secondsOf(frame.message), prefix) ?? memory.wallTime);
      return isUltra ? [...ok, ...frame.message.subarray(3)] : ok;
    case 'readUnit':
      return [...ok, 0, 0, 0, 0];
    case 'readRecordCount': {
      const count = memory.records.length;
      return isUltra ? [prefix, 0x0f, count & 0xff, count >> 8] : [...ok, count & 0xff, count >> 8];
    }
    case 'readRecord': {
      const record = memory.records[Number(content.fields['index'])];
      return record === undefined ? [prefix, 0x09] : [...ok, ...recordBytes(record, prefix)];
    }
    case 'eraseMemory':
      memory.clear();
      return ok;
    default:
      return undefined;
  }
}

function secondsOf(message: Uint8Array): number {
  return new DataView(message.buffer, message.byteOffset).getUint32(3, true);
}

function recordBytes({ at, value, flags }: SimulatedRecord, prefix: number): number[] {
  const time = four(clockSeconds(at, prefix));
  if (prefix === ULTRA_EASY.prefix) return [...time, ...four(value)];
  const meal = flags.includes('beforeMeal') ? 1 : flags.includes('afterMeal') ? 2 : 0;
  return [...time, value & 0xff, value >> 8, flags.includes('controlSolution') ? 1 : 0, meal, 0, 0];
}

function answerText(command: string, memory: SimulatedMemory, stage: SimulatorStage): void {
  const say = (text: string, did: string): void => void stage.send(ultra2Line(text), { did }).catch(() => {});
  const clock = (at: string): string => `"SUN","${usDate(at)}","${at.slice(11).padEnd(8, ':00')}   "`;
  const set = /^DMT(\d{2})\/(\d{2})\/(\d{2}) ([\d:]+)$/.exec(command);
  if (set !== null) {
    memory.setClock(`20${set[3]}-${set[1]}-${set[2]}T${set[4]}`);
    return say(`T ${clock(memory.wallTime)}`, 'setClock');
  }
  switch (command) {
    case 'DM@':
      return say(`@ "${SERIAL}"`, 'serial');
    case 'DM?':
      return say(`?${VERSION}`, 'version');
    case 'DMF':
      return say(`F ${clock(memory.wallTime)}`, 'clock');
    case 'DMSU?':
      return say('SU?,"MG/DL "', 'unit');
    case 'DMP': {
      const { records } = memory;
      say(`P ${String(records.length).padStart(3, '0')},"${SERIAL}","MG/DL "`, 'dump');
      for (const { value, flags, at } of records) {
        const mark = flags.includes('controlSolution') ? 'C' : ' ';
        const meal = flags.includes('beforeMeal') ? 'B' : flags.includes('afterMeal') ? 'A' : 'N';
        say(`P ${clock(at)},"${mark} ${String(value).padStart(3, '0')} ","${meal}","00", 00`, 'record');
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

function usDate(at: string): string {
  return `${at.slice(5, 7)}/${at.slice(8, 10)}/${at.slice(2, 4)}`;
}
