import type { Decoded } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { LineSession } from '../../line-device.ts';
import { ScaleSession, type ScaleTools } from '../scale-session.ts';
import type { ScaleSettings } from '../scale-settings.ts';
import { textCommand, textCommands } from './commands.ts';
import { createTextScaleFramer } from './frame.ts';

export interface TextScaleSettings {
  /** `a-and-d`: asked with `Q`, obeys `R`, `T`; `none`: it only sends. */
  readonly commands: 'none' | 'a-and-d';
}

/** @throws DeviceError `input.invalid` */
export function readTextScaleSettings(settings: Readonly<Record<string, unknown>>): TextScaleSettings {
  const commands = settings['commands'] ?? 'none';
  if (commands === 'none' || commands === 'a-and-d') return { commands };
  throw new DeviceError('input.invalid', 'commands is none or a-and-d', { detail: { setting: 'commands' } });
}

const ANSWER_MS = 2000;
const REST_LIMIT_MS = 20_000;
const isReading = (line: Decoded): boolean => line.kind === 'reading';

export function createTextScaleSession(
  options: ConstructorParameters<typeof ScaleSession>[0],
  settings: ScaleSettings,
  { commands }: TextScaleSettings,
): LineSession {
  const framer = createTextScaleFramer();
  if (commands === 'none') return new ScaleSession(options, { framer }, settings);
  return new ScaleSession(
    options,
    {
      framer,
      poll: { request: textCommand(textCommands.now), isAnswer: isReading },
      identify,
      actions: {
        zero: (tools) => obeyed(tools, textCommands.rezero),
        tare: (tools) => obeyed(tools, textCommands.tare),
        weigh,
      },
    },
    settings,
  );
}

/** `?TN` and `?SN`; balances without them answer with an error or not at all. */
async function identify(tools: ScaleTools): Promise<Readonly<Record<string, string>> | undefined> {
  const told = async (command: string, header: string, name: string): Promise<Record<string, string>> => {
    const line = await tools.ask(
      textCommand(command),
      (one) => (one.kind === 'frame' && one.type === header) || (one.kind === 'reading' && 'error' in one),
      ANSWER_MS,
    );
    return line.kind === 'frame' ? { [name]: String(line.fields['value']) } : {};
  };
  const identity = {
    ...(await told(textCommands.model, 'TN', 'model')),
    ...(await told(textCommands.serial, 'SN', 'serial')),
  };
  return Object.keys(identity).length === 0 ? undefined : identity;
}

/** With the acknowledgement switched on the balance sends ACK, otherwise it only shows zero. */
async function obeyed(tools: ScaleTools, command: string): Promise<unknown> {
  const line = await tools.ask(
    textCommand(command),
    (one) =>
      (one.kind === 'frame' && one.type === 'ACK') ||
      (one.kind === 'reading' &&
        ('error' in one || (one.values.weight === 0 && one.values.weightStable === true))),
    ANSWER_MS,
  );
  if (line.kind === 'reading' && 'error' in line) throw refusal(line.error);
  return { done: true };
}

/** `S`: the value once it is at rest. */
async function weigh(tools: ScaleTools): Promise<unknown> {
  const line = await tools.ask(textCommand(textCommands.stable), isReading, REST_LIMIT_MS);
  if (line.kind !== 'reading') throw refusal({ code: '?', meaning: 'unexpected answer' });
  if ('error' in line) throw refusal(line.error);
  const { offset: _offset, length: _length, ...reading } = line;
  return reading;
}

function refusal(error: { readonly code: string; readonly meaning: string }): DeviceError {
  return new DeviceError('device.refused', `the balance answers ${error.code}: ${error.meaning}`, {
    retryable: true,
    detail: { code: error.code, meaning: error.meaning },
  });
}
