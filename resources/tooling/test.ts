/** `npm test`: every check and every test, and one line that sums them up. */
import { summary } from './checks/outcome.ts';
import { runPlaywright } from './checks/playwright-run.ts';
import { runInOrder } from './checks/report.ts';
import { staticChecks } from './checks/static-checks.ts';
import { runVitest } from './checks/vitest-run.ts';

const outcomes = await runInOrder([
  ...staticChecks,
  { name: 'unit and scenario tests', run: runVitest },
  { name: 'end-to-end tests', run: runPlaywright },
]);
process.stdout.write(`${summary(outcomes)}\n`);
process.exitCode = outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0;
