/** Posterior of every tag of a passage: features, likelihood, barrier, companions, prior, in this order. */
import type { BarrierWatch } from './barriers.ts';
import { barrierDirection, viewBarriers } from './barriers.ts';
import coefficients from './coefficients.json' with { type: 'json' };
import type { TagFeatures } from './features.ts';
import { computeFeatures, featureCount, featureNames } from './features.ts';
import { mergeTracks } from './group-track.ts';
import type { GroupEvidence, GroupMember } from './groups.ts';
import { beliefOf, fusionInputs, groupMembers } from './groups.ts';
import type { GateCoefficients, Scorer } from './likelihood.ts';
import { createScorer, normalise } from './likelihood.ts';
import { evenPriorOf, priorOf } from './prior.ts';
import type { Track } from './track.ts';
import type { GateSettings, ItemBooks, Triple } from './types.ts';

export const shippedCoefficients: GateCoefficients = coefficients;

/** A tag under evaluation with what is known of it so far; only the evaluator writes the two caches. */
export interface EvaluatedTag {
  readonly track: Track;
  /** True when the tag was resident before it departed from its baseline. */
  readonly wasResident: boolean;
  cached: CachedLikelihood | null;
  /** Evaluation of the last tick that looked at the tag. */
  latest: Evaluation | null;
}

interface CachedLikelihood {
  readonly version: number;
  readonly at: number;
  readonly features: TagFeatures | null;
  readonly running: Triple;
  final: Triple | null;
}

export interface Evaluation {
  readonly posterior: Triple;
  readonly features: TagFeatures | null;
  readonly companions: number;
  readonly dissent: number;
  /** Number of the tag's group in the passage; -1 for a tag that lives here. */
  readonly group: number;
  /** Whether somebody else may be about. */
  readonly others: boolean;
  /** How probably the tag went through the light barriers, by direction. */
  readonly traversed: { readonly out: number; readonly in: number; readonly returned: number };
  /** What the barriers saw near the tag. */
  readonly barrier: 'out' | 'in' | null;
}

export interface Evaluator {
  /**
   * What the reads so far foretell, written to `latest` of every tag. In a crowded passage only the tags whose
   * evaluation is oldest are looked at again in one tick, so that a tick stays short whatever passes the door.
   */
  running(tags: readonly EvaluatedTag[], now: number, context: EvaluationContext): void;
  /** What the ended tracks say, for the tags that are `wanted`; null for the others. */
  final(
    tags: readonly EvaluatedTag[],
    now: number,
    context: EvaluationContext,
    wanted: (index: number) => boolean,
  ): (Evaluation | null)[];
  /** Number of each tag's group; -1 for a tag that lives here. */
  groups(tags: readonly EvaluatedTag[], context: EvaluationContext): number[];
}

/** What the evaluation needs beside the reads. */
export interface EvaluationContext {
  booksOf(epc: string): ItemBooks | null;
  isBadge(epc: string): boolean;
  readonly barriers: BarrierWatch;
  /** What is left of the prior of a crossing to a track that may be a stray's (strays.ts). */
  strayShare(track: Track): number;
}

/** Tags looked at again in one tick. */
const tickBudget = 24;
/** A passage with this many more tags is looked at one tick later: bounds the work of a crowded door. */
const tagsPerTick = 48;
const tickMs = 100;

/** A tag silent for longer than this has said all it will before its decision: features stay as they are. */
const agingMs = 2000;
/** Until then its silence is looked at this often. */
const agingStepMs = 300;

/** The model of one mode: tracks that have ended, or tracks still being read. */
interface Scorers {
  readonly own: Scorer;
  readonly group: Scorer;
  readonly fusion: Scorer;
}

/**
 * Creates an evaluator with shipped or re-fitted coefficients.
 * @param known true carrier of a tag; given by the portal lab alone, for the bound with true groups
 * @throws RangeError when the coefficients are for other features
 */
export function createEvaluator(
  antennaCount: number,
  settings: GateSettings,
  model: GateCoefficients = shippedCoefficients,
  known?: (epc: string) => string | undefined,
): Evaluator {
  if (
    model.featureNames.length !== featureCount ||
    model.featureNames.some((name, index) => name !== featureNames[index])
  ) {
    throw new RangeError('gate coefficients were fitted for other features');
  }
  const scorers: Record<'running' | 'final', Scorers> = {
    running: {
      own: createScorer(model.running),
      group: createScorer(model.runningGroup),
      fusion: createScorer(model.runningFusion),
    },
    final: {
      own: createScorer(model.final),
      group: createScorer(model.finalGroup),
      fusion: createScorer(model.finalFusion),
    },
  };
  const sameCarrier = Float64Array.from(model.sameCarrier);
  const scoreTraversal = createScorer(model.traversal);
  const scoreMembership = createScorer(model.membership);

  const { scale, offset } = model.site ?? { scale: 1, offset: [0, 0, 0] };
  const atSite = (logs: Triple): Triple => [
    scale * logs[0] + offset[0],
    scale * logs[1] + offset[1],
    scale * logs[2] + offset[2],
  ];
  let barrierChanges = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const carrierOf = (epc: string): { carrier?: string } => {
    const carrier = known?.(epc);
    return carrier === undefined ? {} : { carrier };
  };

  const isStale = (tag: EvaluatedTag, now: number): boolean =>
    tag.cached === null ||
    tag.cached.version !== tag.track.version ||
    (now - tag.track.lastAt <= agingMs && now - tag.cached.at >= agingStepMs);

  const refresh = (tag: EvaluatedTag, now: number): CachedLikelihood => {
    const known = tag.cached?.version === tag.track.version ? tag.cached : null;
    const features = known === null ? computeFeatures(tag.track, now, antennaCount) : known.features;
    if (features !== null) features.values[featureCount - 1] = age(tag.track, now);
    const running: Triple = features === null ? [0, 0, 0] : scorers.running.own(features.values);
    tag.cached = { version: tag.track.version, at: now, features, running, final: known?.final ?? null };
    return tag.cached;
  };

  const finalOf = (tag: EvaluatedTag, now: number): Triple => {
    const cached = tag.cached?.version === tag.track.version ? tag.cached : refresh(tag, now);
    if (cached.final !== null) return cached.final;
    const { features } = cached;
    if (features !== null) features.values[featureCount - 1] = 0;
    cached.final = features === null ? [0, 0, 0] : scorers.final.own(features.values);
    return cached.final;
  };

  const memberOf = (tag: EvaluatedTag, own: Triple, context: EvaluationContext): GroupMember => {
    const features = tag.cached?.features ?? null;
    const nearestAt = features?.nearestAt ?? tag.track.lastAt;
    return {
      own,
      belief: beliefOf(own, evenPriorOf(context.booksOf(tag.track.epc), settings)),
      nearestAt,
      sideChangeAt: features?.sideChangeAt ?? tag.track.lastAt,
      firstAt: tag.track.firstAt,
      lastAt: tag.track.lastAt,
      readCells: features?.readCells ?? 0,
      badge: context.isBadge(tag.track.epc),
      ...carrierOf(tag.track.epc),
      barrier: viewBarriers(context.barriers, nearestAt),
    };
  };

  const judgeGroup = (
    mode: 'running' | 'final',
    tags: readonly EvaluatedTag[],
    indexes: readonly number[],
    now: number,
    context: EvaluationContext,
  ): GroupEvidence => {
    const [first] = indexes;
    const only = indexes.length === 1 && first !== undefined ? tags[first] : undefined;
    const track = only?.track ?? mergeTracks(indexes.flatMap((index) => tags[index]?.track ?? []));
    const features =
      only === undefined
        ? computeFeatures(track, mode === 'final' ? track.lastAt : now, antennaCount)
        : (only.cached?.features ?? null);
    const alone = mode === 'final' ? only?.cached?.final : only?.cached?.running;
    const nearestAt = features?.nearestAt ?? track.lastAt;
    return {
      own: alone ?? (features === null ? [0, 0, 0] : scorers[mode].group(features.values)),
      nearestAt,
      barrier: viewBarriers(context.barriers, nearestAt),
      track,
    };
  };

  const conclude = (
    mode: 'running' | 'final',
    tags: readonly EvaluatedTag[],
    members: readonly GroupMember[],
    now: number,
    context: EvaluationContext,
    wanted: (index: number) => boolean,
  ): (Evaluation | null)[] =>
    fusionInputs(
      members,
      sameCarrier,
      {
        judge: (indexes) => judgeGroup(mode, tags, indexes, now, context),
        traversals: context.barriers.traversals(),
        scoreTraversal,
        trackOf: (index) => tags[index]?.track,
        scoreMembership,
      },
      wanted,
    ).map((input, index) => {
      const tag = tags[index];
      const member = members[index];
      if (input === null || tag === undefined || member === undefined) return null;
      const fused = atSite(scorers[mode].fusion(input.values));
      const share = context.strayShare(tag.track);
      const prior = priorOf(context.booksOf(tag.track.epc), settings, tag.wasResident, share);
      const log = (direction: 0 | 1 | 2) => fused[direction] + Math.log(prior[direction]);
      return {
        posterior: normalise([log(0), log(1), log(2)]),
        features: tag.cached?.features ?? null,
        companions: input.companions,
        dissent: input.dissent,
        group: input.group,
        others: input.others,
        traversed: input.traversed,
        barrier: barrierDirection(member.barrier),
      };
    });

  return {
    running(tags, now, context) {
      if (now - lookedAt < tickMs * Math.floor(1 + tags.length / tagsPerTick)) return;
      lookedAt = now;
      const stale = tags.filter((tag) => isStale(tag, now));
      if (stale.length > tickBudget)
        stale.sort((left, right) => (left.cached?.at ?? 0) - (right.cached?.at ?? 0));
      const due = new Set(stale.slice(0, tickBudget));
      for (const tag of due) refresh(tag, now);
      const changes = context.barriers.breaks().length + context.barriers.traversals().length;
      if (due.size === 0 && changes === barrierChanges) return;
      barrierChanges = changes;
      const members = tags.map((tag) => memberOf(tag, tag.cached?.running ?? [0, 0, 0], context));
      const crowded = tags.length > tickBudget;
      const wanted = (index: number) => {
        const tag = tags[index];
        return !crowded || (tag !== undefined && due.has(tag));
      };
      conclude('running', tags, members, now, context, wanted).forEach((evaluation, index) => {
        const tag = tags[index];
        if (tag !== undefined && evaluation !== null) tag.latest = evaluation;
      });
    },
    final(tags, now, context, wanted) {
      const members = tags.map((tag) => memberOf(tag, finalOf(tag, now), context));
      return conclude('final', tags, members, now, context, wanted);
    },
    groups(tags, context) {
      const members = tags.map((tag) => memberOf(tag, tag.cached?.final ?? [0, 0, 0], context));
      const { places, groups } = groupMembers(members, sameCarrier);
      return tags.map((_, index) => groups[places[index] ?? -1] ?? -1);
    },
  };
}

/** Seconds since the last read of a tag, at most 2. */
function age(track: Track, now: number): number {
  return Math.min(2, Math.max(0, (now - track.lastAt) / 1000));
}
