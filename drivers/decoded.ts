/**
 * One line of `station-tool decode`: what a frame decoder of any driver says about a stretch of bytes.
 * The forms are fixed by the service tool's description; offsets and lengths of all lines tile the input.
 */
export interface Span {
  /** Offset of the first byte in the whole input. */
  readonly offset: number;
  /** Number of bytes. */
  readonly length: number;
}

export interface DecodedTag {
  /** Upper-case hexadecimal. */
  readonly epc: string;
  readonly epcBits: number;
  readonly antennaId?: number;
  /** dBm; with `rssiUnit` `raw` a number of the reader's own, good for ranking only. */
  readonly peakRssi?: number;
  readonly rssiUnit?: 'raw';
  /** Microseconds since 1970 (UTC) or since the reader's boot (uptime). Below 2^53 until the year 2255. */
  readonly firstSeenUtcUs?: number;
  readonly lastSeenUtcUs?: number;
  readonly firstSeenUptimeUs?: number;
  readonly lastSeenUptimeUs?: number;
  readonly seenCount?: number;
  /** Upper-case hexadecimal. */
  readonly tid?: string;
  readonly pc?: number;
  readonly crc?: number;
  readonly [extra: string]: unknown;
}

/** Names of measured values (service-tool.md, "Lines of `decode`"); what a device measures beside them is a flag or a frame. */
export const measuredNames = [
  'systolic',
  'diastolic',
  'map',
  'pulse',
  'weight',
  'height',
  'bmi',
  'waist',
  'hip',
  'bodyFat',
  'muscle',
  'water',
  'bone',
  'visceralFat',
  'bmr',
  'impedance',
  'glucose',
  'spo2',
  'pulseRate',
  'perfusion',
  'temperature',
  'fev1',
  'fvc',
  'pef',
  'weightStable',
  'netWeight',
  'tare',
  'count',
] as const;
export type MeasuredName = (typeof measuredNames)[number];

/** UCUM codes of the units that devices send; units without a UCUM code of their own stand as the device sends them. */
export type MeasuredUnit =
  | 'mm[Hg]'
  | 'kPa'
  | '/min'
  | 'kg'
  | 'g'
  | 'mg'
  | 't'
  | '[lb_av]'
  | '[oz_av]'
  | '[oz_tr]'
  | '[gr]'
  | '[pwt_tr]'
  | '[car_m]'
  | '[ston_av]'
  | 'tael'
  | '[stone_av]'
  | 'ug'
  | 'N'
  | 'momme'
  | 'tola'
  | 'baht'
  | 'cm'
  | 'm'
  | 'mm'
  | '[in_i]'
  | '[ft_i]'
  | 'kg/m2'
  | 'mmol/L'
  | 'mg/dL'
  | '%'
  | 'Cel'
  | '[degF]'
  | 'L'
  | 'mL'
  | 'L/s'
  | 'L/min'
  | 'kcal/d'
  | 'kJ/d'
  | 'Ohm'
  | '1';

/** Everything measured is a number, but `weightStable`, which is the scale's own word that the pan is at rest. */
export type MeasuredValues = {
  readonly [Name in Exclude<MeasuredName, 'weightStable'>]?: number;
} & { readonly weightStable?: boolean };

/**
 * 测量值: one result as the device sent it, never converted. A frame that is wrong in any field is refused as a whole
 * and never becomes a reading.
 */
export interface ReadingContent {
  readonly kind: 'reading';
  readonly values: MeasuredValues;
  readonly units: { readonly [Name in MeasuredName]?: MeasuredUnit };
  /** The number as text where its trailing zeros carry meaning (balances). */
  readonly text?: { readonly [Name in MeasuredName]?: string };
  /** What the device says about the result, in camel case: `irregularHeartbeat`, `movement`, `fingerOut`, `unstable` … */
  readonly flags: readonly string[];
  /** The person's number as the device sent it; null where it sends none. */
  readonly person: string | null;
  /** The device's own clock without zone, `2026-03-15T09:42` or with seconds; null where it sends none. */
  readonly at: string | null;
  /** What the device tells beside the named values (waveform, segments, record number), named as the maker names it. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The bytes of the result, upper-case hexadecimal. */
  readonly raw: string;
}

/** A measurement that ended without values: the device's own error code and what it means. */
export interface ReadingErrorContent {
  readonly kind: 'reading';
  readonly error: { readonly code: string; readonly meaning: string };
  /** What the code means in the words that readings with values use: `overLimit`, `underZero` … */
  readonly flags?: readonly string[];
  readonly person: string | null;
  readonly at: string | null;
  readonly raw: string;
}

/** 格口状态: null = the board does not say (no sensor, or a form that carries one fact only). */
export interface DoorCell {
  /** From 1. */
  readonly cell: number;
  readonly locked: boolean | null;
  readonly closed: boolean | null;
  readonly occupied: boolean | null;
}
/** The doors of one board. */
export interface BoardDoors {
  readonly board: number;
  readonly cells: readonly DoorCell[];
}
export interface DoorsContent {
  readonly kind: 'doors';
  readonly board: number;
  readonly cells: readonly DoorCell[];
}

/** 居民身份证: text part of a resident identity card as the reader's security module released it. */
export interface PersonContent {
  readonly kind: 'person';
  readonly name: string;
  readonly sex: string;
  readonly birth: string;
  readonly idNumber: string;
  readonly [extra: string]: unknown;
}

export type DecodedContent =
  | { readonly kind: 'discarded'; readonly hex: string }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'frame'; readonly type: string; readonly fields: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'tags';
      readonly type: string;
      /** Of protocols whose messages are numbered. */
      readonly messageId?: number;
      readonly tags: readonly DecodedTag[];
      /** What the frame says beside its tags (status of the inventory, reader address). */
      readonly fields?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'relays'; readonly unit: number; readonly on: readonly number[] }
  | { readonly kind: 'card'; readonly uid: string; readonly uidBits: number; readonly text: string }
  | { readonly kind: 'printer'; readonly ready: boolean; readonly faults: readonly string[] }
  | ReadingContent
  | ReadingErrorContent
  | DoorsContent
  | PersonContent;

export type Decoded = DecodedContent & Span;

/**
 * The pure byte-to-frame half of a driver. Any split of the same bytes over `push` calls gives the same lines;
 * nothing is lost silently; `end` reports what is left over.
 */
export interface FrameDecoder {
  push(bytes: Uint8Array): Decoded[];
  end(): Decoded[];
}
