import { describe, expect, it } from 'vitest';
import { benchmarksNamed, loadBenchmarks } from './benchmarks.ts';

const namesOf = async (wanted: string): Promise<string[]> =>
  benchmarksNamed(await loadBenchmarks(), wanted).map(({ benchmark }) => benchmark.name);

describe('benchmarks', () => {
  it('are found by their area or the beginning of their name', async () => {
    expect(await namesOf('portal')).toEqual(
      expect.arrayContaining(['portal-pipeline', 'portal.plain.one.right', 'portal.barriers.shelf']),
    );
    expect(await namesOf('portal-')).toEqual(['portal-pipeline']);
    expect(await namesOf('cold')).toEqual(['cold-start']);
    expect(await namesOf('llrp')).toContain('llrp-decode');
    expect(await namesOf('store')).toContain('ledger.entry');
    expect(await namesOf('nothing')).toEqual([]);
  });

  it('have different names', async () => {
    const names = (await loadBenchmarks()).map(({ benchmark }) => benchmark.name);
    expect(new Set(names).size).toBe(names.length);
  });
});
