import type { DecodedContent } from '../decoded.ts';
import type { Recognition } from '../framing/framer.ts';
import { toHex } from '../framing/hexadecimal.ts';

/** What one packet of an oximeter says about 血氧 and 脉率; `undefined` = the device has no value now. */
export interface OximeterValues {
  /** Percent. */
  readonly spo2: number | undefined;
  /** Per minute. */
  readonly pulse: number | undefined;
}

const UNITS = { spo2: '%', pulseRate: '/min' } as const;
/** Highest pulse any of the families can show (Nonin 9560 specification: 18 to 321). */
const HIGHEST_PULSE = 321;

/**
 * A pair is a measurement only as a pair: with one value missing the packet says something about the device, not about
 * the person. A saturation over 100 % that is not the maker's "no value" refuses the packet.
 *
 * @param about what the packet says beside the values; goes with the reading or stands in the frame
 */
export function oximeterContent(options: {
  readonly values: OximeterValues;
  /** What forbids a reading: finger out, probe error, searching. */
  readonly usable: boolean;
  readonly type: string;
  readonly flags: readonly string[];
  readonly about: Readonly<Record<string, unknown>>;
  readonly at?: string | null;
  readonly raw: Uint8Array;
}): DecodedContent {
  const { spo2, pulse } = options.values;
  if (options.usable && ((spo2 ?? 0) > 100 || (pulse ?? 0) > HIGHEST_PULSE)) {
    return { kind: 'refused', reason: 'range' };
  }
  if (!options.usable || spo2 === undefined || pulse === undefined || spo2 === 0 || pulse === 0) {
    const fields = { ...options.about, pulse: pulse ?? null, spo2: spo2 ?? null, flags: options.flags };
    return { kind: 'frame', type: options.type, fields };
  }
  // Written out: up to 75 a second come from each device, and `reading` has to look for what is given.
  return {
    kind: 'reading',
    values: { spo2, pulseRate: pulse },
    units: UNITS,
    flags: options.flags,
    person: null,
    at: options.at ?? null,
    fields: options.about,
    raw: toHex(options.raw),
  };
}

/** The framer's verdict over a packet whose form is right. */
export function verdictOf(content: DecodedContent, length: number): Recognition {
  return content.kind === 'refused'
    ? { verdict: 'refused', length, reason: content.reason }
    : { verdict: 'frame', length, content };
}

/** Name and bit. */
export type FlagBits = readonly (readonly [name: string, mask: number])[];

/** Names of the bits that are set in `word`. */
export function flagsOf(word: number, bits: FlagBits): string[] {
  const names: string[] = [];
  for (const bit of bits) if ((word & bit[1]) !== 0) names.push(bit[0]);
  return names;
}

/** Names of the flags that are set. */
export function setFlags(flags: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [name] : []));
}
