import { shippedCoefficients } from '../gate/evaluate.ts';
import { createGate } from '../gate/gate.ts';
import { createRecorder, type GateRecorder, narrowed, type TraceStart, traceOf } from '../gate/recorder.ts';
import { type SiteCorrection, withCorrection } from '../gate/site-fit.ts';
import type { TraceHeader } from '../gate/trace.ts';
import type { Gate, GateEvent, GateOutput, PassageClosed, ResidentState } from '../gate/types.ts';
import type { PortalAntenna } from './live.ts';
import { coefficientsLabel, type GateVersion } from './mode.ts';

/** A quiet moment is one this long after the last passage: crossings that cancel each other (5 s) are settled. */
const quietAfterMs = 5000;
const quietEveryMs = 2500;
/** How long before a passage its trace begins, at least: the gate looks back three seconds, and reads may come late. */
const leadMs = 4000;
/** A card counts for a crossing up to ten seconds later (point 9 of the portal notes). */
const cardLeadMs = 10_000;
/**
 * Where one passage follows the other without a quiet moment, the trace of the later one begins with the earlier ones, up
 * to this long: what lies further back no longer matters, and the recorder keeps three minutes.
 */
const chainMs = 60_000;
const slidingChainMs = 150_000;

export interface DoorEngineOptions {
  readonly door: string;
  readonly antennas: readonly PortalAntenna[];
}

/** What was recorded about a passage that has ended. */
export interface PassageRecord {
  /** Of this passage alone. */
  readonly events: readonly GateEvent[];
  /** Lines of a gate trace whose replay comes to the same decisions. */
  readonly trace: readonly string[];
}

/** What the engine says; the end of a passage comes with what was recorded about it. */
export type DoorOutput =
  | Exclude<GateOutput, PassageClosed>
  | {
      readonly kind: 'passage_closed';
      readonly closed: PassageClosed;
      readonly record: PassageRecord;
    };

interface Opened {
  /** A passage whose window slid goes on with tags of the one before. */
  readonly from: number;
  readonly notBefore: number;
  readonly trace: TraceStart;
}

/** The decision engine of one door with what it was fed: versions of its numbers, its recorder, what it has learnt. */
export class DoorEngine {
  readonly #options: DoorEngineOptions;
  readonly #recorder: GateRecorder;
  readonly #badges = new Map<string, string>();
  #gate: Gate;
  /** The version that decides, and another one that waits for the end of the passage. */
  #version: GateVersion | null = null;
  #nextVersion: GateVersion | null | undefined;
  /** Quiet moments of late, the newest last. */
  #quiet: TraceStart[];
  #opened: Opened;
  #endedAt = Number.NEGATIVE_INFINITY;
  #learnsUntil: number | null = null;

  constructor(options: DoorEngineOptions) {
    this.#options = options;
    this.#gate = this.#createGate();
    this.#recorder = createRecorder();
    const beginning = this.#recorder.start(Number.NEGATIVE_INFINITY, []);
    this.#quiet = [beginning];
    this.#opened = { from: 0, notBefore: Number.NEGATIVE_INFINITY, trace: beginning };
  }

  push(event: GateEvent): readonly DoorOutput[] {
    if (event.kind === 'person') this.#badges.set(event.epc, event.person);
    if (event.kind === 'learn') this.#learnsUntil = event.until;
    this.#noteQuiet(event.t);
    this.#recorder.push(event);
    // In order: where a window slides, the passage that ends stands before the one that goes on with its tags.
    return this.#gate.push(event).map((output) => {
      if (output.kind === 'passage_opened') this.#noteOpening(output.at);
      return output.kind === 'passage_closed'
        ? { kind: output.kind, closed: output, record: this.#record(output) }
        : output;
    });
  }

  /** Until when the shelf is being learnt; null when it is known. */
  learningUntil(now: number): number | null {
    return this.#learnsUntil !== null && now < this.#learnsUntil ? this.#learnsUntil : null;
  }

  /** Takes over what the door knew of its shelf before the station was started anew. */
  restore(t: number, residents: readonly ResidentState[]): void {
    for (const resident of residents) this.push({ kind: 'resident', t, resident });
  }

  isBadge(epc: string): boolean {
    return this.#badges.has(epc);
  }

  badgeOf(epc: string): string | undefined {
    return this.#badges.get(epc);
  }

  /** Which numbers decide from now on; null gives the shipped ones back. In an open passage it waits for its end. */
  useVersion(version: GateVersion | null): void {
    this.#nextVersion = version;
  }

  /** Puts another version in force between two passages, with everything the engine knew. @returns whether it did */
  renew(t: number): boolean {
    const next = this.#nextVersion;
    if (next === undefined || this.#gate.open) return false;
    this.#nextVersion = undefined;
    this.#version = next;
    const memory = this.#gate.memory();
    this.#gate = this.#createGate();
    // A card would open a passage of its own.
    for (const event of memory) if (event.kind !== 'card') this.#gate.push({ ...event, t });
    // What the old numbers concluded just now is not in the new engine.
    this.#endedAt = Number.NEGATIVE_INFINITY;
    this.#quiet = [this.#recorder.start(t, memory)];
    return true;
  }

  get coefficients(): string {
    return coefficientsLabel(this.#version);
  }

  get correction(): SiteCorrection | undefined {
    return this.#version?.correction;
  }

  /** First line of this door's traces. */
  get header(): TraceHeader {
    const { door, antennas } = this.#options;
    return {
      id: door,
      antennas: antennas.map(({ antenna, side }) => ({ id: antenna, side })),
      readsPerSecond: null,
      coefficients: this.coefficients,
      ...(this.#version === null ? {} : { site: this.#version.correction }),
    };
  }

  get open(): boolean {
    return this.#gate.open;
  }

  live(): ReturnType<Gate['live']> {
    return this.#gate.live();
  }

  /** What the baseline knows about the shelf. */
  residents(): readonly ResidentState[] {
    return this.#gate.residents();
  }

  /** Now, as the beginning of a trace. */
  traceStart(now: number): TraceStart {
    return this.#recorder.start(now, this.#gate.memory());
  }

  /** Lines of a trace of everything since then. */
  traceSince(start: TraceStart, now: number): string[] {
    return traceOf(this.header, this.#recorder.events(start, now));
  }

  #record(closed: PassageClosed): PassageRecord {
    const { from, notBefore, trace } = this.#opened;
    this.#endedAt = closed.to;
    const events = this.#recorder.events(trace, closed.to);
    return {
      events: narrowed(events, Math.max(from - leadMs, notBefore), Math.max(from - cardLeadMs, notBefore)),
      trace: traceOf(this.header, events),
    };
  }

  #noteQuiet(t: number): void {
    const last = this.#quiet.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    if (this.#gate.open || t - last < quietEveryMs || t - this.#endedAt < quietAfterMs) return;
    const worthKeeping = this.#quiet.filter((moment) => t - moment.at < 2 * leadMs + quietEveryMs);
    this.#quiet = [...worthKeeping, this.#recorder.start(t, this.#gate.memory())];
  }

  #noteOpening(at: number): void {
    const slid = at === this.#endedAt;
    const before = this.#opened;
    const quiet = this.#quiet.findLast((moment) => moment.at <= at - leadMs);
    // None since the passage before: the trace begins where that one's does, or, in the end, just here.
    const chained = at - before.trace.at < (slid ? slidingChainMs : chainMs) ? before.trace : undefined;
    const since = quiet !== undefined && quiet.at > this.#endedAt ? quiet : chained;
    this.#opened = {
      from: slid ? before.from : at,
      notBefore: slid ? before.notBefore : this.#endedAt,
      trace: since ?? this.#quiet[0] ?? before.trace,
    };
  }

  #createGate(): Gate {
    const { id, antennas } = this.header;
    return createGate({ id, antennas }, withCorrection(shippedCoefficients, this.correction));
  }
}
