import type { BenchmarkResult } from '../benchmarks.ts';

/** Three decimals say enough. */
export function benchmarkResult(
  name: string,
  value: number,
  unit: string,
  reference: number,
): BenchmarkResult {
  const round = (number: number): number => Math.round(number * 1000) / 1000;
  return { name, value: round(value), unit, reference: round(reference), ratio: round(value / reference) };
}

/** The value that `share` (0 to 1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
