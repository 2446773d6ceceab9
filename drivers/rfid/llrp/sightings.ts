import type { DecodedTag } from '../../decoded.ts';
import type { TagSighting } from '../../manifest.ts';
import type { Clock } from '../../transport/transport.ts';
import type { Group } from './codec.ts';
import { numberAt } from './groups.ts';
import { ReaderClock, type ReaderClockKind } from './reader-clock.ts';

/** A batch leaves after this time or this many sightings, whichever comes first. */
const FLUSH_MS = 40;
const BATCH = 256;
/** Reads older than the link by more than this were held back by the reader. */
const LATE_MARGIN_MS = 500;
/** Held reports come right after ENABLE_EVENTS_AND_REPORTS; later an old time means a stepped clock. */
const DRAIN_MS = 30_000;
/** Smaller changes of the offset are not worth an event. */
const OFFSET_NEWS_MS = 100;

interface Times {
  readonly kind: ReaderClockKind;
  readonly firstUs: number;
  readonly lastUs: number;
}

export interface SightingSink {
  onSightings(sightings: readonly TagSighting[]): void;
  onClock(offsetMs: number, stepped: boolean): void;
}

/**
 * Turns decoded tags into sightings with corrected times, and hands them on in batches. Keeps the reader's clock
 * offset, fed by every event and every report that is not late.
 */
export class SightingStream {
  readonly #clock: Clock;
  readonly #sink: SightingSink;
  readonly #readerClock = new ReaderClock();
  #batch: TagSighting[] = [];
  #cancelFlush: (() => void) | undefined;
  #linkSince = 0;
  #drainUntil: number | undefined;
  #toldOffset: number | undefined;
  #uptimeUs: number | undefined;
  #kind: ReaderClockKind = 'utc';

  constructor(clock: Clock, sink: SightingSink) {
    this.#clock = clock;
    this.#sink = sink;
  }

  /** Offset to this computer's clock in milliseconds, undefined before the reader told a time. */
  get offsetMs(): number | undefined {
    return this.#readerClock.offsetOf(this.#kind);
  }

  /** A new link: `greeting` carries the reader's present time. Returns whether its uptime went back (a restart). */
  linkOpened(greeting: Group): boolean {
    this.#linkSince = this.#clock.now();
    this.#drainUntil = this.#clock.monotonic() + DRAIN_MS;
    const uptime = numberAt(greeting, 'uptime');
    const restarted = uptime !== undefined && this.#uptimeUs !== undefined && uptime < this.#uptimeUs;
    if (uptime !== undefined) this.#uptimeUs = uptime;
    this.eventTime(greeting);
    return restarted;
  }

  /** Takes the timestamp of an event and gives its time on this computer's clock. */
  eventTime(data: Group): number {
    const utc = numberAt(data, 'utcTimestamp');
    const uptime = numberAt(data, 'uptime');
    const us = utc ?? uptime;
    if (us === undefined) return this.#clock.now();
    const kind = utc === undefined ? 'uptime' : 'utc';
    this.#observe(kind, us);
    return Math.round(us / 1000 + (this.#readerClock.offsetOf(kind) ?? 0));
  }

  add(tags: readonly DecodedTag[]): void {
    for (const tag of tags) {
      this.#batch.push(this.#sight(tag));
      if (this.#batch.length >= BATCH) this.flush();
    }
    if (this.#batch.length > 0 && this.#cancelFlush === undefined) {
      this.#cancelFlush = this.#clock.after(FLUSH_MS, () => this.flush());
    }
  }

  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    if (this.#batch.length === 0) return;
    const batch = this.#batch;
    this.#batch = [];
    this.#sink.onSightings(batch);
  }

  #sight(tag: DecodedTag): TagSighting {
    const times = timesOf(tag);
    const now = this.#clock.now();
    let firstAt = now;
    let lastAt = now;
    let late = false;
    if (times !== undefined) {
      late = this.#isLate(times);
      if (!late) this.#observe(times.kind, times.lastUs);
      const offset = this.#readerClock.offsetOf(times.kind) ?? now - times.lastUs / 1000;
      firstAt = Math.round(times.firstUs / 1000 + offset);
      lastAt = Math.round(times.lastUs / 1000 + offset);
    }
    return {
      epc: tag.epc,
      epcBits: tag.epcBits,
      ...(tag.tid === undefined ? {} : { tid: tag.tid }),
      antenna: tag.antennaId,
      rssi: tag.peakRssi,
      count: tag.seenCount ?? 1,
      firstReaderUs: times?.firstUs,
      lastReaderUs: times?.lastUs,
      firstAt,
      lastAt,
      late,
    };
  }

  #isLate(times: Times): boolean {
    if (this.#drainUntil === undefined) return false;
    const offset = this.#readerClock.offsetOf(times.kind);
    if (offset === undefined) return false;
    const old = times.lastUs / 1000 + offset < this.#linkSince - LATE_MARGIN_MS;
    if (!old || this.#clock.monotonic() > this.#drainUntil) this.#drainUntil = undefined;
    return old && this.#drainUntil !== undefined;
  }

  #observe(kind: ReaderClockKind, us: number): void {
    this.#kind = kind;
    if (kind === 'uptime' && us > (this.#uptimeUs ?? 0)) this.#uptimeUs = us;
    const stepped = this.#readerClock.observe(kind, us, this.#clock.now(), this.#clock.monotonic());
    const offset = this.#readerClock.offsetOf(kind);
    if (offset === undefined) return;
    if (!stepped && this.#toldOffset !== undefined && Math.abs(offset - this.#toldOffset) < OFFSET_NEWS_MS)
      return;
    this.#toldOffset = offset;
    this.#sink.onClock(Math.round(offset), stepped);
  }
}

function timesOf(tag: DecodedTag): Times | undefined {
  // A time beyond 2^53 µs arrives as text; such a reader time is nonsense and counts as missing.
  const utc = pair(tag.firstSeenUtcUs, tag.lastSeenUtcUs);
  if (utc !== undefined) return { kind: 'utc', ...utc };
  const uptime = pair(tag.firstSeenUptimeUs, tag.lastSeenUptimeUs);
  return uptime === undefined ? undefined : { kind: 'uptime', ...uptime };
}

function pair(
  first: unknown,
  last: unknown,
): { readonly firstUs: number; readonly lastUs: number } | undefined {
  const firstUs = typeof first === 'number' ? first : last;
  const lastUs = typeof last === 'number' ? last : first;
  return typeof firstUs === 'number' && typeof lastUs === 'number' ? { firstUs, lastUs } : undefined;
}
