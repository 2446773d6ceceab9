/**
 * Writes one drawn passage, or a stretch of a day, as a gate trace and its truth.
 * `node resources/tooling/portal-lab/generate.ts SEED TRACE_FILE TRUTH_FILE [row of the score table] [minutes of a day]`.
 */
import { writeFileSync } from 'node:fs';
import { shiftedMix } from './mix.ts';
import { rows } from './rows.ts';
import type { Scenario } from './scenario.ts';
import { drawScenario } from './scenario.ts';
import { drawSession } from './session.ts';
import { traceLines } from './trace.ts';

/** The truth of a passage in a form a scorer can compare with `gate replay`; times in trace milliseconds. */
export function truthOf(scenario: Scenario) {
  const whole = (t: number | null) => (t === null ? null : Math.round(t));
  return {
    seed: scenario.seed,
    people: scenario.people.map(({ person, kind, direction, planeMs, items, badge, cardAt }) => ({
      person,
      kind,
      direction,
      planeMs: whole(planeMs),
      items: items.map((item) => ({ ...item, planeMs: whole(item.planeMs) })),
      badge,
      cardAt: whole(cardAt),
    })),
    shelf: scenario.shelf,
  };
}

if (import.meta.main) {
  const [seed, traceFile, truthFile, rowName, minutes] = process.argv.slice(2);
  const row = rows.find(({ name }) => name === rowName);
  if (seed === undefined || traceFile === undefined || truthFile === undefined) {
    process.stderr.write(
      'usage: generate.ts SEED TRACE_FILE TRUTH_FILE [row of the score table] [minutes]\n',
    );
    process.exitCode = 2;
  } else if (rowName !== undefined && rowName !== '' && row === undefined) {
    process.stderr.write(`no such row: ${rowName}; ${rows.map(({ name }) => name).join(' | ')}\n`);
    process.exitCode = 2;
  } else {
    const mix = row?.mix ?? shiftedMix;
    const scenario =
      minutes === undefined
        ? drawScenario(Number(seed), mix)
        : drawSession(Number(seed), mix, { minutes: Number(minutes), everySeconds: 40 });
    writeFileSync(traceFile, `${traceLines(scenario, mix, row?.books ?? 'custody').join('\n')}\n`);
    writeFileSync(truthFile, `${JSON.stringify(truthOf(scenario), null, 1)}\n`);
  }
}
