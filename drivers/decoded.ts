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
  /** dBm. */
  readonly peakRssi?: number;
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

export type DecodedContent =
  | { readonly kind: 'discarded'; readonly hex: string }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'frame'; readonly type: string; readonly fields: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'tags';
      readonly type: string;
      readonly messageId: number;
      readonly tags: readonly DecodedTag[];
    }
  | { readonly kind: 'relays'; readonly unit: number; readonly on: readonly number[] }
  | { readonly kind: 'card'; readonly uid: string; readonly uidBits: number; readonly text: string }
  | { readonly kind: 'printer'; readonly ready: boolean; readonly faults: readonly string[] };

export type Decoded = DecodedContent & Span;

/**
 * The pure byte-to-frame half of a driver. Any split of the same bytes over `push` calls gives the same lines;
 * nothing is lost silently; `end` reports what is left over.
 */
export interface FrameDecoder {
  push(bytes: Uint8Array): Decoded[];
  end(): Decoded[];
}
