import type { DecodedContent } from '../../decoded.ts';
import { deviceTime, readingError } from '../../measurement/reading.ts';
import { pressureReading, refusal } from '../pressure-reading.ts';
import { type CommandName, commandMeanings } from './commands.ts';
import { errorMeaning } from './errors.ts';

/** Numbers of a result by tag; both cases carry meaning: `M` mean pressure, `m` movement. */
const numberTag = /^([SMDPimrt])\s*(\d+)$/;
const errorTag = /^E\d\d$/;
const valueTags: readonly string[] = ['S', 'M', 'D', 'P'];

/**
 * What stands between STX and ETX: a host's command, a result, a pulse table or some other answer.
 *
 * @param raw the whole frame, kept with a reading
 */
export function interpretPayload(payload: string, address: string, raw: Uint8Array): DecodedContent {
  if (/^[A-Z]{2}$/.test(payload)) return command(payload, address);
  const groups = payload.split('\x1e');
  const [model = '', time = '', ...rest] = groups;
  if (!/^\d{10}$/.test(time)) {
    // A result whose time is damaged is no other kind of answer.
    if (groups.some((group) => errorTag.test(group))) return refusal('date');
    return {
      kind: 'frame',
      type: 'ANSWER',
      fields: { address, groups: groups.map((group) => group.trim()) },
    };
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = time.match(/\d\d/g)?.map(Number) ?? [];
  const at = deviceTime(2000 + year, month, day, hour, minute);
  if (at === undefined) return refusal('date');
  return rest[0] === 'RP' ? pulseTable(model, at, rest.slice(1)) : result(at, rest, raw);
}

function command(payload: string, address: string): DecodedContent {
  const meaning = commandMeanings[payload as CommandName] as string | undefined;
  const fields = { command: payload, address, ...(meaning === undefined ? {} : { meaning }) };
  return { kind: 'frame', type: payload, fields };
}

/**
 * Groups are read by tag, never by place: what stands before the error code depends on function setting F25 (form and
 * mode of the result, an identifier or none), what stands behind the pulse on the model.
 */
function result(at: string, groups: readonly string[], raw: Uint8Array): DecodedContent {
  const errorAt = groups.findIndex((group) => errorTag.test(group));
  const code = groups[errorAt];
  if (code === undefined) return refusal('field');
  const person = identifier(groups.slice(0, errorAt));
  if (code !== 'E00') return readingError(code, errorMeaning(code), raw, { person, at });
  const numbers = new Map<string, number>();
  for (const group of groups.slice(errorAt + 1)) {
    const match = numberTag.exec(group);
    const [, tag = '', digits = ''] = match ?? [];
    // A value's tag without its digits is a damaged value; other tags may be empty (`h     `).
    if (match === null && valueTags.includes(group.charAt(0))) return refusal('field');
    if (match === null) continue;
    if (numbers.has(tag)) return refusal('field');
    numbers.set(tag, Number(digits));
  }
  const systolic = numbers.get('S');
  const diastolic = numbers.get('D');
  const pulse = numbers.get('P');
  if (systolic === undefined || diastolic === undefined || pulse === undefined) return refusal('field');
  const flags = [
    ...((numbers.get('i') ?? 0) > 0 ? ['irregularHeartbeat'] : []),
    ...((numbers.get('m') ?? 0) > 0 ? ['movement'] : []),
    ...((numbers.get('r') ?? 0) > 0 ? ['repeated'] : []),
  ];
  return pressureReading({ systolic, diastolic, map: numbers.get('M'), pulse, flags, person, at, raw });
}

/** The one group before the error code that is neither form nor mode (one or two capitals). */
function identifier(groups: readonly string[]): string | null {
  const candidates = groups.map((group) => group.trim()).filter((group) => !/^[A-Z]{0,2}$/.test(group));
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

/** `RP`: how many, then pressure and pulse amplitude of every beat, as one public program logs it. */
function pulseTable(model: string, at: string, groups: readonly string[]): DecodedContent {
  const [count = '', ...entries] = groups.filter((group) => group !== '');
  const expected = /^N\s*(\d+)$/.exec(count)?.[1];
  const pulses = entries.map((entry) => /^\s*(\d+),\s*(\d+)$/.exec(entry));
  if (expected === undefined || Number(expected) !== pulses.length || pulses.includes(null)) {
    return refusal('field');
  }
  const beats = pulses.map((match) => ({ pressure: Number(match?.[1]), amplitude: Number(match?.[2]) }));
  return { kind: 'frame', type: 'RP_ANSWER', fields: { model, at, pulses: beats } };
}
