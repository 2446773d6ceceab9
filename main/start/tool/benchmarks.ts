/** One output line of `bench` (service-tool.md). `ratio` is value over reference. */
export interface BenchmarkResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  readonly ratio: number;
  /** 95 % interval of a value that was drawn from chance. */
  readonly low?: number;
  readonly high?: number;
  /** The bar, where the reference is another measurement of the same run and not the bar itself. */
  readonly allowed?: number;
  /** Whether the bar (`allowed`, else the reference) is to be reached or not to be passed. */
  readonly goal?: 'at least' | 'at most';
  /** The same with what no door knows, for comparison. */
  readonly bound?: number;
  /** Where the value is what nearly all stay below (p99): the middle of them. */
  readonly median?: number;
}

export interface Benchmark {
  readonly name: string;
  run(): Promise<BenchmarkResult>;
}

interface BenchmarkFile {
  /** What the file measures; naming it runs all its benchmarks. */
  readonly area: string;
  readonly load: () => Promise<{ readonly benchmarks: readonly Benchmark[] }>;
}

/** Every file with benchmarks, by name: nothing is searched for. */
export const benchmarkFiles: readonly BenchmarkFile[] = [
  { area: 'llrp', load: () => import('../../../drivers/rfid/llrp/bench.ts') },
  { area: 'modbus-rtu', load: () => import('../../../drivers/signals/modbus-rtu/bench.ts') },
  { area: 'parsers', load: () => import('../../../drivers/parsers.bench.ts') },
  { area: 'relay', load: () => import('./benches/relay-latency.ts') },
  { area: 'gate', load: () => import('../../evidence/gate/bench.ts') },
  { area: 'portal', load: () => import('./benches/portal-pipeline.ts') },
  { area: 'portal', load: () => import('./benches/portal-accuracy.ts') },
  { area: 'store', load: () => import('../../kernel/store/bench.ts') },
  { area: 'search', load: () => import('./benches/search.ts') },
  { area: 'devices', load: () => import('./benches/idle-cpu.ts') },
  { area: 'devices', load: () => import('./benches/byte-to-screen.ts') },
  { area: 'station', load: () => import('./benches/station.ts') },
];

export interface FoundBenchmark {
  readonly area: string;
  readonly benchmark: Benchmark;
}

/** All benchmarks, in the order of the list. */
export async function loadBenchmarks(): Promise<FoundBenchmark[]> {
  const files = await Promise.all(
    benchmarkFiles.map(async ({ area, load }) => ({ area, benchmarks: (await load()).benchmarks })),
  );
  return files.flatMap(({ area, benchmarks }) => benchmarks.map((benchmark) => ({ area, benchmark })));
}

/** Those of an area, or whose name begins with `name`. Pure. */
export function benchmarksNamed(all: readonly FoundBenchmark[], name: string): FoundBenchmark[] {
  return all.filter(({ area, benchmark }) => area === name || benchmark.name.startsWith(name));
}
