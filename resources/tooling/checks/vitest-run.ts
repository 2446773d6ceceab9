import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { failedOne, type Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** All unit and scenario tests. */
export async function runVitest(): Promise<Outcome> {
  const name = 'unit and scenario tests';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'station-vitest-'));
  const file = path.join(folder, 'report.json');
  try {
    const { code, output } = await runProgram(
      'vitest/vitest.mjs',
      [
        'run',
        '--config',
        'resources/tooling/vitest.config.ts',
        '--reporter=json',
        `--outputFile.json=${file}`,
        '--reporter=default',
        '--silent=passed-only',
      ],
      { minutes: 25 },
    );
    const report = readReport(file);
    if (report === undefined) return failedOne(name, output);
    return outcomeOf(name, report, code, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pure. A file that could not even be loaded, or an error outside any test, counts as a failed test. */
export function outcomeOf(name: string, report: Report, code: number, output: string): Outcome {
  const skipped = report.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName, status }) => ({ name: fullName, reason: `${status} in ${path.basename(file)}` })),
  );
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  return {
    name,
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped,
    output: code === 0 ? '' : output,
  };
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
