/** Fits the likelihood model and the same-carrier model by gradient descent (Adam); deterministic for given rows. */
import type { LikelihoodModel } from '../../../main/evidence/gate/likelihood.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';

export interface Row {
  readonly label: 0 | 1 | 2;
  readonly values: Float64Array;
  readonly weight: number;
}

export interface TrainingOptions {
  readonly hiddenUnits: number;
  readonly epochs: number;
  readonly seed: number;
  readonly learningRate: number;
  readonly decay: number;
}

/** Fits one model on labelled rows. */
export function trainModel(rows: readonly Row[], options: TrainingOptions): LikelihoodModel {
  const random = createRandom(options.seed);
  const features = rows[0]?.values.length ?? 0;
  const { mean, scale } = standardisation(rows, features);
  const inputs = rows.map((row) =>
    Float64Array.from(row.values, (value, index) =>
      Math.max(-4, Math.min(4, (value - (mean[index] ?? 0)) / (scale[index] ?? 1))),
    ),
  );
  const H = options.hiddenUnits;
  const width = features + H;
  const hiddenSize = H * (features + 1);
  const size = hiddenSize + 3 * (width + 1);
  const theta = new Float64Array(size);
  for (let index = 0; index < hiddenSize; index += 1)
    theta[index] = random.normal(0, 1 / Math.sqrt(features));
  for (let index = hiddenSize; index < size; index += 1) theta[index] = random.normal(0, 0.02);
  const gradient = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const order = rows.map((_, index) => index);
  const x = new Float64Array(width);
  const delta = new Float64Array(3);
  const batch = 64;
  let step = 0;
  const at = (array: Float64Array, index: number): number => array[index] as number;
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    for (let index = order.length - 1; index > 0; index -= 1) {
      const other = random.integer(0, index);
      const kept = order[index] as number;
      order[index] = order[other] as number;
      order[other] = kept;
    }
    const rate = options.learningRate * 0.5 * (1 + Math.cos((Math.PI * epoch) / options.epochs));
    for (let from = 0; from < order.length; from += batch) {
      gradient.fill(0);
      const until = Math.min(order.length, from + batch);
      for (let place = from; place < until; place += 1) {
        const rowIndex = order[place] as number;
        const row = rows[rowIndex] as Row;
        const input = inputs[rowIndex] as Float64Array;
        x.set(input);
        for (let unit = 0; unit < H; unit += 1) {
          const base = unit * (features + 1);
          let sum = at(theta, base + features);
          for (let index = 0; index < features; index += 1) sum += at(theta, base + index) * at(input, index);
          x[features + unit] = Math.tanh(sum);
        }
        let top = Number.NEGATIVE_INFINITY;
        for (let output = 0; output < 3; output += 1) {
          const base = hiddenSize + output * (width + 1);
          let sum = at(theta, base + width);
          for (let index = 0; index < width; index += 1) sum += at(theta, base + index) * at(x, index);
          delta[output] = sum;
          top = Math.max(top, sum);
        }
        let total = 0;
        for (let output = 0; output < 3; output += 1) {
          delta[output] = Math.exp(at(delta, output) - top);
          total += at(delta, output);
        }
        for (let output = 0; output < 3; output += 1) {
          delta[output] = (at(delta, output) / total - (row.label === output ? 1 : 0)) * row.weight;
          const base = hiddenSize + output * (width + 1);
          for (let index = 0; index < width; index += 1)
            gradient[base + index] = at(gradient, base + index) + at(delta, output) * at(x, index);
          gradient[base + width] = at(gradient, base + width) + at(delta, output);
        }
        for (let unit = 0; unit < H; unit += 1) {
          let back = 0;
          for (let output = 0; output < 3; output += 1)
            back += at(delta, output) * at(theta, hiddenSize + output * (width + 1) + features + unit);
          back *= 1 - at(x, features + unit) ** 2;
          const base = unit * (features + 1);
          for (let index = 0; index < features; index += 1)
            gradient[base + index] = at(gradient, base + index) + back * at(input, index);
          gradient[base + features] = at(gradient, base + features) + back;
        }
      }
      step += 1;
      const correctFirst = 1 - 0.9 ** step;
      const correctSecond = 1 - 0.999 ** step;
      for (let index = 0; index < size; index += 1) {
        const slope = at(gradient, index) / (until - from) + options.decay * at(theta, index);
        first[index] = 0.9 * at(first, index) + 0.1 * slope;
        second[index] = 0.999 * at(second, index) + 0.001 * slope * slope;
        theta[index] =
          at(theta, index) -
          (rate * at(first, index)) / correctFirst / (Math.sqrt(at(second, index) / correctSecond) + 1e-8);
      }
    }
  }
  const share = [0, 0, 0];
  for (const row of rows) share[row.label] = (share[row.label] ?? 0) + row.weight;
  const shareTotal = share.reduce((sum, value) => sum + value, 0);
  const slice = (from: number, length: number) => Array.from(theta.subarray(from, from + length), rounded);
  return {
    mean: mean.map(rounded),
    scale: scale.map(rounded),
    hidden: Array.from({ length: H }, (_, unit) => slice(unit * (features + 1), features)),
    hiddenOffset: Array.from({ length: H }, (_, unit) =>
      rounded(at(theta, unit * (features + 1) + features)),
    ),
    output: Array.from({ length: 3 }, (_, output) => slice(hiddenSize + output * (width + 1), width)),
    outputOffset: Array.from({ length: 3 }, (_, output) =>
      rounded(at(theta, hiddenSize + output * (width + 1) + width)),
    ),
    classShare: share.map((value) => rounded(value / shareTotal)),
  };
}

/** Logistic regression of a yes/no answer; each row starts with 1 for the offset. */
export function trainLogistic(
  rows: readonly { readonly x: readonly number[]; readonly yes: boolean }[],
  rounds = 300,
): number[] {
  const size = rows[0]?.x.length ?? 0;
  const weights = new Array<number>(size).fill(0);
  const velocity = new Array<number>(size).fill(0);
  for (let round = 0; round < rounds; round += 1) {
    const gradient = new Array<number>(size).fill(0);
    for (const row of rows) {
      const odds = row.x.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
      const error = 1 / (1 + Math.exp(-odds)) - (row.yes ? 1 : 0);
      row.x.forEach((value, index) => {
        gradient[index] = (gradient[index] ?? 0) + (error * value) / rows.length;
      });
    }
    for (let index = 0; index < size; index += 1) {
      velocity[index] = 0.9 * (velocity[index] ?? 0) - 0.3 * (gradient[index] ?? 0);
      weights[index] = (weights[index] ?? 0) + (velocity[index] ?? 0);
    }
  }
  return weights.map(rounded);
}

function standardisation(rows: readonly Row[], features: number) {
  const mean = new Array<number>(features).fill(0);
  const scale = new Array<number>(features).fill(0);
  for (const row of rows)
    row.values.forEach((value, index) => {
      mean[index] = (mean[index] ?? 0) + value / rows.length;
    });
  for (const row of rows)
    row.values.forEach((value, index) => {
      scale[index] = (scale[index] ?? 0) + (value - (mean[index] ?? 0)) ** 2 / rows.length;
    });
  return { mean, scale: scale.map((variance) => Math.max(0.02, Math.sqrt(variance))) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
