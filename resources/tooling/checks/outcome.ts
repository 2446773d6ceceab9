/** What one runner found. A static check counts as one test. */
export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skip[];
  /** Shown when something failed. */
  readonly output: string;
}

export interface Skip {
  readonly name: string;
  readonly reason: string;
}

export function passedOne(name: string): Outcome {
  return { name, passed: 1, failed: 0, skipped: [], output: '' };
}

export function failedOne(name: string, output: string): Outcome {
  return { name, passed: 0, failed: 1, skipped: [], output };
}

export function skippedOne(name: string, reason: string): Outcome {
  return { name, passed: 0, failed: 0, skipped: [{ name, reason }], output: '' };
}

/** The lines `npm test` ends with: one a skip with its reason, then the sum alone. Pure. */
export function summary(outcomes: readonly Outcome[]): string {
  const skips = outcomes.flatMap((outcome) => outcome.skipped);
  const sum = (count: (outcome: Outcome) => number): number =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  return [
    ...skips.map((skip) => `skipped: ${skip.name}: ${skip.reason}`),
    `${sum((outcome) => outcome.passed)} passed, ${sum((outcome) => outcome.failed)} failed, ${skips.length} skipped`,
  ].join('\n');
}
