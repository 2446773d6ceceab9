/** Posterior of every tag of a passage: features, likelihood, barrier, companions, prior, in this order. */
import type { BarrierWatch } from './barriers.ts';
import { barrierDirection, viewBarriers } from './barriers.ts';
import coefficients from './coefficients.json' with { type: 'json' };
import type { TagFeatures } from './features.ts';
import { computeFeatures, featureCount, featureNames } from './features.ts';
import type { GroupMember } from './groups.ts';
import { fusionInputs } from './groups.ts';
import type { GateCoefficients, Scorer } from './likelihood.ts';
import { createScorer, normalise } from './likelihood.ts';
import { evenPriorOf, priorOf } from './prior.ts';
import type { Track } from './track.ts';
import type { GateSettings, ItemBooks, Triple } from './types.ts';

export const shippedCoefficients: GateCoefficients = coefficients;

/** A tag under evaluation; the cached part is recomputed only when the track has changed. */
export interface EvaluatedTag {
  readonly track: Track;
  cached: {
    readonly version: number;
    readonly features: TagFeatures | null;
    running: Triple;
    final: Triple | null;
  } | null;
}

export interface Evaluation {
  readonly posterior: Triple;
  readonly features: TagFeatures | null;
  readonly companions: number;
  readonly dissent: number;
  /** What the barriers saw near the tag. */
  readonly barrier: 'out' | 'in' | null;
}

export interface Evaluator {
  /**
   * Evaluates all tags of a passage together.
   * @param mode `running`: what the reads so far foretell; `final`: what the ended tracks say.
   */
  evaluate(
    tags: readonly EvaluatedTag[],
    now: number,
    mode: 'running' | 'final',
    booksOf: (epc: string) => ItemBooks | null,
    barriers: BarrierWatch,
  ): Evaluation[];
}

/** A tag silent for longer than this has said all it will before its decision: features stay as they are. */
const agingMs = 2000;

/** Creates an evaluator with shipped or re-fitted coefficients. Throws RangeError when they are for other features. */
export function createEvaluator(
  antennaCount: number,
  settings: GateSettings,
  model: GateCoefficients = shippedCoefficients,
): Evaluator {
  if (
    model.featureNames.length !== featureCount ||
    model.featureNames.some((name, index) => name !== featureNames[index])
  ) {
    throw new RangeError('gate coefficients were fitted for other features');
  }
  const scorers: Record<'running' | 'final', { own: Scorer; fusion: Scorer }> = {
    running: { own: createScorer(model.running), fusion: createScorer(model.runningFusion) },
    final: { own: createScorer(model.final), fusion: createScorer(model.finalFusion) },
  };

  const refresh = (tag: EvaluatedTag, now: number, mode: 'running' | 'final') => {
    const aging = now - tag.track.lastAt <= agingMs;
    if (tag.cached === null || tag.cached.version !== tag.track.version || (aging && mode === 'running')) {
      const kept = tag.cached?.version === tag.track.version ? tag.cached.features : undefined;
      const features = kept === undefined ? computeFeatures(tag.track, now, antennaCount) : kept;
      if (features !== null)
        features.values[featureCount - 1] = Math.min(2, Math.max(0, (now - tag.track.lastAt) / 1000));
      tag.cached = {
        version: tag.track.version,
        features,
        running: features === null ? [0, 0, 0] : scorers.running.own(features.values),
        final: null,
      };
    }
    if (mode === 'final' && tag.cached.final === null) {
      const { features } = tag.cached;
      if (features !== null) features.values[featureCount - 1] = 0;
      tag.cached.final = features === null ? [0, 0, 0] : scorers.final.own(features.values);
    }
    return tag.cached;
  };

  return {
    evaluate(tags, now, mode, booksOf, barriers) {
      const members = tags.map((tag): GroupMember => {
        const cached = refresh(tag, now, mode);
        const own = mode === 'final' ? (cached.final ?? cached.running) : cached.running;
        return {
          own,
          prior: evenPriorOf(booksOf(tag.track.epc), settings),
          nearestAt: cached.features?.nearestAt ?? tag.track.lastAt,
          sideChangeAt: cached.features?.sideChangeAt ?? tag.track.lastAt,
          firstAt: tag.track.firstAt,
          lastAt: tag.track.lastAt,
          readCells: cached.features?.readCells ?? 0,
          barrier: viewBarriers(barriers, cached.features?.nearestAt ?? tag.track.lastAt),
        };
      });
      return fusionInputs(members, model.sameCarrier).map((input, index) => {
        const tag = tags[index];
        const member = members[index];
        if (tag === undefined || member === undefined) throw new RangeError('one fusion input a tag');
        const fused = scorers[mode].fusion(input.values);
        const prior = priorOf(booksOf(tag.track.epc), settings);
        const log = (direction: 0 | 1 | 2) => fused[direction] + Math.log(prior[direction]);
        return {
          posterior: normalise([log(0), log(1), log(2)]),
          features: tag.cached?.features ?? null,
          companions: input.companions,
          dissent: input.dissent,
          barrier: barrierDirection(member.barrier),
        };
      });
    },
  };
}
