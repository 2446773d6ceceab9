/**
 * How probable a tag's reads are if it went out, came in, or did neither (portal.md section 3, point 5): a multinomial
 * logistic model whose inputs are the features and, beside them, a small hidden layer for the combinations a straight
 * line cannot express. The numbers are data (`coefficients.json`, written by resources/tooling/portal-lab/fit.ts).
 */
import type { Triple } from './types.ts';

/** Coefficients of one model; F features, H hidden units, 3 classes in the order of `directionOrder`. */
export interface LikelihoodModel {
  /** Mean and scale a feature is standardised with, F each. */
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  /** H rows of F weights, then H offsets. */
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenOffset: readonly number[];
  /** 3 rows of F + H weights, then 3 offsets. */
  readonly output: readonly (readonly number[])[];
  readonly outputOffset: readonly number[];
  /** Share of the classes the model was fitted on, taken out again to leave a likelihood. */
  readonly classShare: readonly number[];
}

/** Coefficients as shipped or re-fitted from commissioning walks. */
export interface GateCoefficients {
  readonly provenance: Readonly<Record<string, unknown>>;
  readonly featureNames: readonly string[];
  /** For tracks that have ended. */
  readonly final: LikelihoodModel;
  /** For tracks that are still being read: what the reads so far foretell. */
  readonly running: LikelihoodModel;
  /** For the merged tracks of groups, ended and still running. */
  readonly finalGroup: LikelihoodModel;
  readonly runningGroup: LikelihoodModel;
  /** Weights of `pairFeatures` (pairs.ts): log odds that two tags are carried by the same person. */
  readonly sameCarrier: readonly number[];
  /** Whether a group made a traversal of the light barriers: first against third class. */
  readonly traversal: LikelihoodModel;
  /** Whether a tag belongs to a group: first against third class. */
  readonly membership: LikelihoodModel;
  /** Weigh a tag's own evidence against its companions' (`fusionInputs`), for ended and for running tracks. */
  readonly finalFusion: LikelihoodModel;
  readonly runningFusion: LikelihoodModel;
  /** What this site's labelled walks taught (site-fit.ts); absent as shipped. */
  readonly site?: { readonly scale: number; readonly offset: Triple };
}

/** Standardised features stay within this many standard deviations: an odd site must not throw the model. */
const featureBound = 4;

/** Gives the log-likelihoods of out, in and none, up to a common constant, for features in the model's order. */
export type Scorer = (values: Float64Array) => Triple;

/** Lays a model out in flat arrays; the scorer is reused for every tag and tick. */
export function createScorer(model: LikelihoodModel): Scorer {
  const count = model.mean.length;
  const units = model.hidden.length;
  const mean = Float64Array.from(model.mean);
  const scale = Float64Array.from(model.scale, (value) => 1 / value);
  const hidden = Float64Array.from(model.hidden.flat());
  const offset = Float64Array.from(model.hiddenOffset);
  const output = Float64Array.from(model.output.flat());
  const constant = Float64Array.from(
    model.outputOffset,
    (value, direction) => value - Math.log(model.classShare[direction] ?? 1),
  );
  const inputs = new Float64Array(count + units);
  return (values) => {
    if (values.length !== count) throw new RangeError(`${values.length} values for a model of ${count}`);
    for (let index = 0; index < count; index += 1) {
      const standard = ((values[index] as number) - (mean[index] as number)) * (scale[index] as number);
      inputs[index] = Math.max(-featureBound, Math.min(featureBound, standard));
    }
    for (let unit = 0; unit < units; unit += 1)
      inputs[count + unit] = Math.tanh(dot(hidden, unit * count, inputs, count) + (offset[unit] as number));
    const width = count + units;
    const score = (direction: number): number =>
      dot(output, direction * width, inputs, width) + (constant[direction] ?? 0);
    return [score(0), score(1), score(2)];
  };
}

function dot(weights: Float64Array, from: number, inputs: Float64Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1)
    sum += (weights[from + index] as number) * (inputs[index] as number);
  return sum;
}

/** Probabilities from log weights; the largest is taken out first so that nothing overflows. */
export function normalise(logs: Triple): Triple {
  const top = Math.max(logs[0], logs[1], logs[2]);
  const out = Math.exp(logs[0] - top);
  const into = Math.exp(logs[1] - top);
  const none = Math.exp(logs[2] - top);
  const sum = out + into + none;
  return [out / sum, into / sum, none / sum];
}
