import { writeFileSync } from 'node:fs';
import type { GuestLine } from '../host/report.ts';

export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export interface Suite {
  readonly name: string;
  readonly checks: readonly Check[];
  /** Unplugs and stops; runs whatever the checks did. */
  readonly end: () => Promise<void>;
}

/** Longest time for one check on a busy computer that emulates the guest. */
const CHECK_LIMIT_MS = 420_000;
const RESULTS = '/dev/ttyS1';

/** Why a check does not hold; thrown by `expect` and `equal`. */
class CheckFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CheckFailed';
  }
}

/** Why a check cannot be made here; counted and told, never taken for a success. */
class CheckSkipped extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CheckSkipped';
  }
}

export function skip(why: string): never {
  throw new CheckSkipped(why);
}

export function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new CheckFailed(otherwise);
}

/** By their JSON, which is also what the failure shows. */
export function equal(found: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new CheckFailed(`found ${one}, wanted ${other}`);
}

/** Collects the checks of a suite; they share what they plugged in, and run in this order. */
export function suite(
  name: string,
  fill: (check: (name: string, run: () => Promise<void>) => void) => () => Promise<void>,
): Suite {
  const checks: Check[] = [];
  const end = fill((checkName, run) => checks.push({ name: checkName, run }));
  return { name, checks, end };
}

/** The serial line takes what it can; a result must not be lost because it was busy. */
export function tell(line: GuestLine): void {
  writeFileSync(RESULTS, `${JSON.stringify(line)}\n`);
}

type Outcome = { readonly outcome: 'passed' | 'failed' | 'skipped'; readonly reason?: string };

/** Runs every check, also after one has failed. */
export async function runSuite({ name, checks, end }: Suite): Promise<void> {
  tell({ kind: 'suite', name, checks: checks.length });
  for (const check of checks) {
    const began = performance.now();
    const outcome = await outcomeOf(check.run());
    const ms = Math.round(performance.now() - began);
    tell({ kind: 'check', suite: name, name: check.name, ms, ...outcome });
  }
  const { reason } = await outcomeOf(end());
  if (reason !== undefined) tell({ kind: 'note', text: `tidying up: ${reason}` });
}

async function outcomeOf(work: Promise<void>): Promise<Outcome> {
  let cancel = (): void => {};
  const tooLong = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new CheckFailed(`not ended within ${CHECK_LIMIT_MS} ms`)),
      CHECK_LIMIT_MS,
    );
    cancel = () => clearTimeout(timer);
  });
  try {
    await Promise.race([work, tooLong]);
    return { outcome: 'passed' };
  } catch (error) {
    if (error instanceof CheckSkipped) return { outcome: 'skipped', reason: error.message };
    if (error instanceof CheckFailed) return { outcome: 'failed', reason: error.message };
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { outcome: 'failed', reason };
  } finally {
    cancel();
  }
}
