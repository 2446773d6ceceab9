/**
 * Writes one drawn passage as a gate trace and its truth.
 * `node resources/tooling/portal-lab/generate.ts SEED TRACE_FILE TRUTH_FILE [row of the score table]`.
 */
import { writeFileSync } from 'node:fs';
import type { Scenario } from './scenario.ts';
import { drawScenario, hardMix } from './scenario.ts';
import { rows } from './score.ts';
import { traceLines } from './trace.ts';

/** The truth of a passage in a form a scorer can compare with `gate replay`; times in trace milliseconds. */
export function truthOf(scenario: Scenario) {
  return {
    seed: scenario.seed,
    people: scenario.people.map(({ person, kind, direction, planeMs, items, badge }) => ({
      person,
      kind,
      direction,
      planeMs: planeMs === null ? null : Math.round(planeMs),
      items,
      badge,
    })),
    shelf: scenario.shelf,
  };
}

if (import.meta.main) {
  const [seed, traceFile, truthFile, rowName] = process.argv.slice(2);
  if (seed === undefined || traceFile === undefined || truthFile === undefined) {
    process.stderr.write('usage: generate.ts SEED TRACE_FILE TRUTH_FILE [row of the score table]\n');
    process.exitCode = 2;
  } else {
    const mix = rows.find((row) => row.name === rowName)?.mix ?? hardMix;
    const scenario = drawScenario(Number(seed), mix);
    writeFileSync(traceFile, `${traceLines(scenario, mix, 'custody').join('\n')}\n`);
    writeFileSync(truthFile, `${JSON.stringify(truthOf(scenario), null, 1)}\n`);
  }
}
