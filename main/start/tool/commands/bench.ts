import { readArguments } from '../arguments.ts';
import { benchmarksNamed, type FoundBenchmark, loadBenchmarks } from '../benchmarks.ts';
import { ToolError, wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

/** `bench [name…]`: a line for each benchmark; names are areas or beginnings of a benchmark's name. */
export async function bench(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals } = readArguments(args, 0, Number.POSITIVE_INFINITY);
  const all = await loadBenchmarks();
  for (const { benchmark } of chosen(all, positionals)) {
    io.diagnose(benchmark.name);
    await io.output.line(await measured(benchmark));
    await io.output.flush();
  }
}

async function measured(benchmark: FoundBenchmark['benchmark']): Promise<object> {
  try {
    return await benchmark.run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ToolError('benchmark.failed', message, benchmark.name, error);
  }
}

function chosen(all: readonly FoundBenchmark[], names: readonly string[]): readonly FoundBenchmark[] {
  if (names.length === 0) return all;
  const wanted = new Set(
    names.flatMap((name) => {
      const found = benchmarksNamed(all, name);
      if (found.length === 0) throw wrongUsage(`没有此测试 / no such benchmark: ${name}; ${listOf(all)}`);
      return found;
    }),
  );
  return all.filter((found) => wanted.has(found));
}

function listOf(all: readonly FoundBenchmark[]): string {
  const areas = [...new Set(all.map(({ area }) => area))];
  return `现有 / there are: ${areas.join(' ')}, ${all.map(({ benchmark }) => benchmark.name).join(' ')}`;
}
