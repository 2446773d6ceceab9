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
  /** Weights of `pairFeatures`: log odds that two tags are carried by the same person. */
  readonly sameCarrier: readonly number[];
  /** Weigh a tag's own evidence against its companions' (`fusionInputs`), for ended and for running tracks. */
  readonly finalFusion: LikelihoodModel;
  readonly runningFusion: LikelihoodModel;
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
  const hidden = model.hidden.map((row) => Float64Array.from(row));
  const output = model.output.map((row) => Float64Array.from(row));
  const inputs = new Float64Array(count + units);
  return (values) => {
    for (let index = 0; index < count; index += 1) {
      const standard = ((values[index] ?? 0) - (mean[index] ?? 0)) * (scale[index] ?? 1);
      inputs[index] = Math.max(-featureBound, Math.min(featureBound, standard));
    }
    for (let unit = 0; unit < units; unit += 1) {
      inputs[count + unit] = Math.tanh(dot(hidden[unit], inputs, count) + (model.hiddenOffset[unit] ?? 0));
    }
    const score = (direction: number): number =>
      dot(output[direction], inputs, count + units) +
      (model.outputOffset[direction] ?? 0) -
      Math.log(model.classShare[direction] ?? 1);
    return [score(0), score(1), score(2)];
  };
}

function dot(weights: Float64Array | undefined, inputs: Float64Array, count: number): number {
  let sum = 0;
  if (weights === undefined) return sum;
  for (let index = 0; index < count; index += 1) sum += (weights[index] ?? 0) * (inputs[index] ?? 0);
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
