/** Fits the likelihood models and the same-carrier model by gradient descent (Adam); deterministic for given rows. */
import type { LikelihoodModel } from '../../../main/evidence/gate/likelihood.ts';
import { createRandom } from '../../../main/evidence/gate/walk-model/index.ts';

/** Labelled rows of equal width, kept flat. */
export class Rows {
  readonly width: number;
  values = new Float32Array(0);
  labels = new Uint8Array(0);
  count = 0;

  constructor(width: number) {
    this.width = width;
  }

  add(values: ArrayLike<number>, label: 0 | 1 | 2): void {
    if (values.length !== this.width) throw new RangeError(`a row of ${values.length}, not ${this.width}`);
    if (this.count === this.labels.length) {
      const room = Math.max(1024, this.count * 2);
      const grown = new Float32Array(room * this.width);
      grown.set(this.values);
      this.values = grown;
      const labels = new Uint8Array(room);
      labels.set(this.labels);
      this.labels = labels;
    }
    this.values.set(values, this.count * this.width);
    this.labels[this.count] = label;
    this.count += 1;
  }
}

export interface TrainingOptions {
  readonly hiddenUnits: number;
  readonly epochs: number;
  readonly seed: number;
  readonly learningRate: number;
  readonly decay: number;
}

const batch = 64;
const bound = 4;

/** Fits one model on labelled rows. */
export function trainModel(rows: Rows, options: TrainingOptions): LikelihoodModel {
  const random = createRandom(options.seed);
  const features = rows.width;
  const { mean, scale } = standardisation(rows);
  const inputs = standardise(rows, mean, scale);
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
  const order = Int32Array.from({ length: rows.count }, (_, index) => index);
  const x = new Float64Array(width);
  const delta = new Float64Array(3);
  let step = 0;

  const forward = (row: number): void => {
    x.set(inputs.subarray(row * features, (row + 1) * features));
    for (let unit = 0; unit < H; unit += 1) {
      const base = unit * (features + 1);
      let sum = theta[base + features] as number;
      for (let index = 0; index < features; index += 1)
        sum += (theta[base + index] as number) * (x[index] as number);
      x[features + unit] = Math.tanh(sum);
    }
    let top = Number.NEGATIVE_INFINITY;
    for (let output = 0; output < 3; output += 1) {
      const base = hiddenSize + output * (width + 1);
      let sum = theta[base + width] as number;
      for (let index = 0; index < width; index += 1)
        sum += (theta[base + index] as number) * (x[index] as number);
      delta[output] = sum;
      top = Math.max(top, sum);
    }
    let total = 0;
    for (let output = 0; output < 3; output += 1) {
      delta[output] = Math.exp((delta[output] as number) - top);
      total += delta[output] as number;
    }
    for (let output = 0; output < 3; output += 1) delta[output] = (delta[output] as number) / total;
  };
  const backward = (label: number): void => {
    for (let output = 0; output < 3; output += 1) {
      const error = (delta[output] as number) - (label === output ? 1 : 0);
      delta[output] = error;
      const base = hiddenSize + output * (width + 1);
      for (let index = 0; index < width; index += 1)
        gradient[base + index] = (gradient[base + index] as number) + error * (x[index] as number);
      gradient[base + width] = (gradient[base + width] as number) + error;
    }
    for (let unit = 0; unit < H; unit += 1) {
      const value = x[features + unit] as number;
      let back = 0;
      for (let output = 0; output < 3; output += 1)
        back +=
          (delta[output] as number) * (theta[hiddenSize + output * (width + 1) + features + unit] as number);
      back *= 1 - value * value;
      const base = unit * (features + 1);
      for (let index = 0; index < features; index += 1)
        gradient[base + index] = (gradient[base + index] as number) + back * (x[index] as number);
      gradient[base + features] = (gradient[base + features] as number) + back;
    }
  };

  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    shuffle(order, random);
    const rate = options.learningRate * 0.5 * (1 + Math.cos((Math.PI * epoch) / options.epochs));
    for (let from = 0; from < order.length; from += batch) {
      gradient.fill(0);
      const until = Math.min(order.length, from + batch);
      for (let place = from; place < until; place += 1) {
        const row = order[place] as number;
        forward(row);
        backward(rows.labels[row] as number);
      }
      step += 1;
      const correctFirst = rate / (1 - 0.9 ** step);
      const correctSecond = 1 / (1 - 0.999 ** step);
      for (let index = 0; index < size; index += 1) {
        const slope = (gradient[index] as number) / (until - from) + options.decay * (theta[index] as number);
        const m = 0.9 * (first[index] as number) + 0.1 * slope;
        const v = 0.999 * (second[index] as number) + 0.001 * slope * slope;
        first[index] = m;
        second[index] = v;
        theta[index] = (theta[index] as number) - (correctFirst * m) / (Math.sqrt(v * correctSecond) + 1e-8);
      }
    }
  }
  const share = [0, 0, 0];
  for (let row = 0; row < rows.count; row += 1) {
    const label = rows.labels[row] as number;
    share[label] = (share[label] ?? 0) + 1;
  }
  const slice = (from: number, length: number) => Array.from(theta.subarray(from, from + length), rounded);
  return {
    mean: mean.map(rounded),
    scale: scale.map(rounded),
    hidden: Array.from({ length: H }, (_, unit) => slice(unit * (features + 1), features)),
    hiddenOffset: Array.from({ length: H }, (_, unit) =>
      rounded(theta[unit * (features + 1) + features] as number),
    ),
    output: Array.from({ length: 3 }, (_, output) => slice(hiddenSize + output * (width + 1), width)),
    outputOffset: Array.from({ length: 3 }, (_, output) =>
      rounded(theta[hiddenSize + output * (width + 1) + width] as number),
    ),
    classShare: share.map((value) => rounded(Math.max(1, value) / rows.count)),
  };
}

function shuffle(order: Int32Array, random: { integer(low: number, high: number): number }): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = random.integer(0, index);
    const kept = order[index] as number;
    order[index] = order[other] as number;
    order[other] = kept;
  }
}

function standardise(rows: Rows, mean: readonly number[], scale: readonly number[]): Float32Array {
  const inputs = new Float32Array(rows.count * rows.width);
  for (let place = 0; place < inputs.length; place += 1) {
    const index = place % rows.width;
    const value = ((rows.values[place] as number) - (mean[index] as number)) / (scale[index] as number);
    inputs[place] = Math.max(-bound, Math.min(bound, value));
  }
  return inputs;
}

/** Logistic regression of a yes/no answer (label 0 yes, 2 no); the first value of each row is 1 for the offset. */
export function trainLogistic(rows: Rows, epochs = 12): number[] {
  const random = createRandom(3);
  const { width } = rows;
  const weights = new Float64Array(width);
  const slopes = new Float64Array(width).fill(1e-3);
  const order = Int32Array.from({ length: rows.count }, (_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    const rate = 0.05 * 0.5 * (1 + Math.cos((Math.PI * epoch) / epochs));
    for (const row of order) {
      let odds = 0;
      for (let index = 0; index < width; index += 1)
        odds += (weights[index] as number) * (rows.values[row * width + index] as number);
      const error = 1 / (1 + Math.exp(-odds)) - (rows.labels[row] === 0 ? 1 : 0);
      for (let index = 0; index < width; index += 1) {
        const slope = error * (rows.values[row * width + index] as number);
        slopes[index] = 0.999 * (slopes[index] as number) + 0.001 * slope * slope;
        weights[index] =
          (weights[index] as number) - (rate * slope) / (Math.sqrt(slopes[index] as number) + 1e-3) / 10;
      }
    }
  }
  return Array.from(weights, rounded);
}

function standardisation(rows: Rows) {
  const mean = new Array<number>(rows.width).fill(0);
  const scale = new Array<number>(rows.width).fill(0);
  const size = rows.count * rows.width;
  for (let place = 0; place < size; place += 1) {
    const index = place % rows.width;
    mean[index] = (mean[index] ?? 0) + (rows.values[place] as number) / rows.count;
  }
  for (let place = 0; place < size; place += 1) {
    const index = place % rows.width;
    scale[index] =
      (scale[index] ?? 0) + ((rows.values[place] as number) - (mean[index] ?? 0)) ** 2 / rows.count;
  }
  return { mean, scale: scale.map((variance) => Math.max(0.02, Math.sqrt(variance))) };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
