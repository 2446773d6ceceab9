/** `npm run check`: the static checks alone, for the moment before a commit. */
import { summary } from './checks/outcome.ts';
import { runInOrder } from './checks/report.ts';
import { staticChecks } from './checks/static-checks.ts';

const outcomes = await runInOrder(staticChecks);
process.stdout.write(`${summary(outcomes)}\n`);
process.exitCode = outcomes.some((outcome) => outcome.failed > 0) ? 1 : 0;
