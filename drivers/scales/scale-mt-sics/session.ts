import type { Decoded, ReadingContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { LineSession } from '../../line-device.ts';
import { type AnyReading, ScaleSession, type ScaleTools } from '../scale-session.ts';
import type { ScaleSettings } from '../scale-settings.ts';
import { commandLine } from './commands.ts';
import { createMtSicsFramer } from './frame.ts';
import { type ProcedureStep, WeighingProcedure } from './procedure.ts';

/** A balance waits up to 40 s for rest before it gives `I` (weight-height.md section 2). */
const REST_LIMIT_MS = 45_000;
const ANSWER_MS = 3000;

const isReading = (line: Decoded): line is Decoded & AnyReading => line.kind === 'reading';
const isFrame =
  (type: string) =>
  (line: Decoded): boolean =>
    (line.kind === 'frame' && line.type === type) || isReading(line);

/**
 * One connection to an MT-SICS balance. Between requests it is asked `SI` for the live value; what counts is asked with `S`,
 * `Z` and `T`, which wait for rest.
 */
export function createMtSicsSession(
  options: ConstructorParameters<typeof ScaleSession>[0],
  settings: ScaleSettings,
): LineSession {
  const procedure = new WeighingProcedure();
  const doStep =
    (step: ProcedureStep) =>
    async (tools: ScaleTools, input: unknown): Promise<unknown> => {
      procedure.require(step);
      switch (step) {
        case 'begin': {
          const identity = await identify(tools);
          return procedure.begun(identity, expectedSerial(input), tools.clock.now());
        }
        case 'zero':
          return procedure.zeroed(await zero(tools), tools.clock.now());
        case 'tare':
          return procedure.tared(await weighed(tools, 'T'), tools.clock.now());
        case 'weigh':
          return procedure.weighed(await weighed(tools, 'S'), tools.clock.now());
        case 'finish':
          return procedure.finished(await weighed(tools, 'S'), tools.clock.now());
        case 'cancel':
          return procedure.cancelled();
      }
    };
  return new ScaleSession(
    options,
    {
      framer: createMtSicsFramer(),
      poll: { request: commandLine('SI'), isAnswer: isReading },
      identify,
      actions: {
        identify,
        zero: async (tools) => ({ zero: true, raw: await zero(tools) }),
        tare: (tools) => weighed(tools, 'T'),
        clearTare: (tools) => plain(tools, 'TAC'),
        weigh: (tools) => weighed(tools, 'S'),
        'procedure.begin': doStep('begin'),
        'procedure.zero': doStep('zero'),
        'procedure.tare': doStep('tare'),
        'procedure.weigh': doStep('weigh'),
        'procedure.finish': doStep('finish'),
        'procedure.cancel': doStep('cancel'),
      },
    },
    settings,
  );
}

/** `@` cancels what an earlier host left running; then model and serial number. */
async function identify(tools: ScaleTools): Promise<Readonly<Record<string, string>>> {
  // The answer to `@` is the serial number line of either form.
  const reset = await tools.ask(
    commandLine('@'),
    (line) => line.kind === 'frame' && (line.type === 'I4' || line.type === '@'),
    ANSWER_MS,
  );
  const model = await tools.ask(commandLine('I2'), isFrame('I2'), ANSWER_MS);
  const serial = await tools.ask(commandLine('I4'), isFrame('I4'), ANSWER_MS);
  return {
    ...text(model, 'model'),
    ...(Object.keys(text(serial, 'serial')).length > 0 ? text(serial, 'serial') : text(reset, 'serial')),
  };
}

function text(line: Decoded, field: string): Readonly<Record<string, string>> {
  const value = line.kind === 'frame' ? line.fields[field] : undefined;
  return typeof value === 'string' ? { [field]: value } : {};
}

async function plain(tools: ScaleTools, command: string): Promise<unknown> {
  const line = await tools.ask(commandLine(command), isFrame(command), ANSWER_MS);
  if (isReading(line)) throw refusal(line, command);
  return { done: true };
}

async function zero(tools: ScaleTools): Promise<string> {
  const line = await tools.ask(commandLine('Z'), isFrame('Z'), REST_LIMIT_MS);
  if (isReading(line)) throw refusal(line, 'Z');
  return 'Z A';
}

/** `T` and `S`: a value at rest, with its raw line; anything else rejects with `device.refused` and the balance's own letter. */
async function weighed(tools: ScaleTools, command: 'S' | 'T'): Promise<ReadingContent> {
  const line = await tools.ask(commandLine(command), isReading, REST_LIMIT_MS);
  if (!isReading(line) || 'error' in line) throw refusal(line, command);
  const { offset: _offset, length: _length, ...reading } = line;
  // `S` never answers with a moving value; if it does, it was the answer to something else.
  if (command === 'S' && reading.values.weightStable !== true) {
    throw new DeviceError('device.refused', 'the balance is not at rest', {
      retryable: true,
      detail: { command },
    });
  }
  return reading;
}

function refusal(line: Decoded, command: string): DeviceError {
  const error = isReading(line) && 'error' in line ? line.error : { code: '?', meaning: 'unexpected answer' };
  return new DeviceError(
    'device.refused',
    `the balance answers ${command} with ${error.code}: ${error.meaning}`,
    {
      retryable: error.code === 'I',
      detail: { command, code: error.code, meaning: error.meaning },
    },
  );
}

function expectedSerial(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('serial' in input)) return undefined;
  if (typeof input.serial === 'string') return input.serial;
  throw new DeviceError('input.invalid', 'serial is a text', { detail: { setting: 'serial' } });
}
