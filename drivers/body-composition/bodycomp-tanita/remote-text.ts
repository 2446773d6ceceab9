import type { DecodedContent } from '../../decoded.ts';
import { readingError } from '../../measurement/reading.ts';

/** Error statuses, sent as an answer or unasked ("MC-980MA Instructions for PC mode", section 4.2). */
const ERRORS: ReadonlyMap<string, string> = new Map([
  ['E0', 'internal trouble'],
  ['E1', 'overload'],
  ['E2', 'impedance could not be measured'],
  ['E3', 'zero point could not be set'],
  ['E4', 'measurement asked for without the data of a person'],
  ['E5', 'zero point is not set'],
  ['E6', 'data of the person incomplete'],
  ['E7', 'body fat could not be calculated'],
  ['E8', 'memory of the settings'],
  ['E9', 'negative load'],
]);

/** What the lines `D0` to `D6` of the PC mode enter. */
const ENTERED: readonly string[] = [
  'clothesKg',
  'sex',
  'bodyType',
  'heightCm',
  'age',
  'number',
  'targetFatPercent',
];

/**
 * Lines of the remote and PC modes: commands, their echoes and refusals (`D0!`, `!`), what was entered (`D?`), error
 * statuses. `undefined` = none of them.
 */
export function remoteContent(text: string, raw: Uint8Array): DecodedContent | undefined {
  if (/^E\d{1,2}$/.test(text)) {
    return readingError(text, ERRORS.get(text) ?? 'error status of the scale', raw);
  }
  if (text === '!') return { kind: 'frame', type: 'remote', fields: { refused: true } };
  if (text === 'D?') return { kind: 'frame', type: 'remote', fields: { command: text } };
  if (/^D\d(?:[\d.]{1,16}|!)(?:,D\d(?:[\d.]{1,16}|!))+$/.test(text)) {
    return { kind: 'frame', type: 'remote', fields: { command: 'D?', entered: enteredOf(text) } };
  }
  const match = /^([A-DF-Z]\d)([\d.]{0,16})(!?)$/.exec(text);
  if (match === null) return undefined;
  const [, command, value = '', mark] = match;
  const fields = { command, ...(value === '' ? {} : { value }), ...(mark === '!' ? { refused: true } : {}) };
  return { kind: 'frame', type: 'remote', fields };
}

/** As texts, as they came; `null` for what is not set. */
function enteredOf(text: string): Record<string, string | null> {
  const entered: Record<string, string | null> = {};
  for (const part of text.split(',')) {
    const value = part.slice(2);
    const name = ENTERED[Number(part[1])] ?? part.slice(0, 2);
    if (value === '!') entered[name] = null;
    else if (name === 'sex') entered[name] = { '1': 'male', '2': 'female' }[value] ?? value;
    else entered[name] = value;
  }
  return entered;
}
