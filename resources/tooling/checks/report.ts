import type { Outcome } from './outcome.ts';

/** Runs one after the other and says how each went; what failed shows its output. */
export async function runInOrder(
  runners: readonly { readonly name: string; run(): Promise<Outcome> }[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, run } of runners) {
    const began = performance.now();
    const outcome = await run();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (outcome.failed > 0) process.stdout.write(`${outcome.output.trimEnd()}\n`);
    process.stdout.write(
      `${outcome.failed > 0 ? 'FAILED' : 'ok'}  ${name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)\n`,
    );
    outcomes.push(outcome);
  }
  return outcomes;
}
