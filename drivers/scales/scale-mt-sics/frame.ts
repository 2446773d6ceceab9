import type { DecodedContent, FrameDecoder } from '../../decoded.ts';
import type { Framer } from '../../framing/framer.ts';
import { createLineFramer } from '../../framing/line-framer.ts';
import { decoderOf, readingError } from '../../measurement/reading.ts';
import { tidyDecimal } from '../decimal.ts';
import { firstForm, hostCommand, type LineMeaning } from '../line-forms.ts';
import { weightUnit } from '../units.ts';
import { weighingReading } from '../weighing.ts';
import { commandErrors, failures, inquiryFields, isCommand, tellsTare, tellsWeight } from './commands.ts';

/** The decoder of `station-tool decode scale-mt-sics`. */
export function createMtSicsDecoder(): FrameDecoder {
  return decoderOf(createMtSicsFramer());
}

export function createMtSicsFramer(): Framer {
  return createLineFramer(firstForm([sicsLine]));
}

/** `command status parameters`, an error of the command, or a command of the host. */
export function sicsLine(text: string, raw: Uint8Array): LineMeaning {
  const tokens = tokensOf(text);
  const [command, status, ...parameters] = tokens ?? [];
  if (command === undefined) return undefined;
  const meaning = commandErrors[command];
  if (meaning !== undefined && status === undefined) return readingError(command, meaning, raw);
  if (status === undefined || !/^[ABSDIL+-]$/.test(status)) return hostLine(command, tokens ?? []);
  const failure = failures[status];
  if (failure !== undefined && parameters.length === 0 && isAnswered(command)) {
    return readingError(
      status,
      failure.meaning,
      raw,
      failure.flag === undefined ? {} : { flags: [failure.flag] },
    );
  }
  if (failure !== undefined || !isAnswered(command)) return undefined;
  if (tellsWeight(command) || tellsTare(command)) return weightLine(command, status, parameters, raw);
  return inquiryLine(command, status, parameters);
}

/** Balances also answer to commands we do not know by name; the letter and its place make the form. */
function isAnswered(command: string): boolean {
  return isCommand(command) || /^[A-Z0-9]{1,5}$/.test(command);
}

function weightLine(
  command: string,
  status: string,
  parameters: readonly string[],
  raw: Uint8Array,
): LineMeaning {
  const [first, second, ...more] = parameters;
  if (first === 'Error' && second !== undefined && more.length === 0) {
    return readingError(second, 'device error', raw);
  }
  // `T A` and `TA A` without a value only say that it was done.
  if (first === undefined) return acknowledged(command, status, []);
  // A sign may stand apart from its digits.
  const [number, unitText, ...rest] =
    first === '+' || first === '-' ? [`${first}${second ?? ''}`, ...more] : parameters;
  const text = tidyDecimal(number ?? '');
  if (text === undefined) return { kind: 'refused', reason: 'number' };
  const unit = weightUnit(unitText ?? '');
  if (unit === undefined) return { kind: 'refused', reason: 'unit' };
  if (rest.length > 0) return { kind: 'refused', reason: 'field' };
  const tare = tellsTare(command);
  // A tare that was only read or preset says nothing about the pan.
  const stable = status === 'A' ? (tare ? undefined : true) : status === 'S';
  return weighingReading({ quantity: tare ? 'tare' : 'weight', text, unit, stable }, raw);
}

function inquiryLine(command: string, status: string, parameters: readonly string[]): DecodedContent {
  const names = inquiryFields[command];
  if (names === undefined) return acknowledged(command, status, parameters);
  const named = Object.fromEntries(
    names.flatMap((name, index) => {
      const value = parameters[index];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return {
    kind: 'frame',
    type: command,
    fields: { status, ...named, ...(parameters.length > names.length ? { values: parameters } : {}) },
  };
}

function acknowledged(command: string, status: string, values: readonly string[]): DecodedContent {
  const at = status === 'S' || status === 'D' ? { stable: status === 'S' } : {};
  return {
    kind: 'frame',
    type: command,
    fields: { status, ...at, ...(values.length === 0 ? {} : { values }) },
  };
}

function hostLine(command: string, tokens: readonly string[]): DecodedContent | undefined {
  if (!isCommand(command)) return undefined;
  const parameters = tokens.slice(1);
  return hostCommand(command, parameters.length === 0 ? {} : { parameters });
}

/** Words and quoted texts (`"` inside is doubled); `undefined` for a text without its closing quote. */
export function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  const word = /\s*(?:"((?:[^"]|"")*)"|([^\s"]+))/y;
  while (word.lastIndex < text.length) {
    const rest = word.lastIndex;
    const match = word.exec(text);
    if (match === null) return text.slice(rest).trim() === '' ? tokens : undefined;
    const [, quoted, plain = ''] = match;
    tokens.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return tokens;
}
