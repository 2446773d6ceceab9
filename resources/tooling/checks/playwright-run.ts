import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findBrowser } from '../../../main/start/browser.ts';
import { surroundings } from '../../../main/start/command-line.ts';
import { failedOne, type Outcome, type Skip, skippedOne } from './outcome.ts';
import { runProgram } from './run-program.ts';

interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly projectName: string;
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly annotations: readonly { readonly type: string; readonly description?: string }[];
    }[];
  }[];
}

interface Report {
  readonly suites: readonly Suite[];
  readonly errors: readonly { readonly message?: string }[];
}

const name = 'end-to-end tests';

/** The end-to-end tests in the system's Chromium, and in Electron where a binary is named. */
export async function runPlaywright(): Promise<Outcome> {
  const electronSkip: readonly Skip[] =
    process.env['STATION_ELECTRON_BINARY'] === undefined
      ? [
          {
            name: `${name} in Electron`,
            reason:
              'no Electron binary here; set STATION_ELECTRON_BINARY to an unfused one to run the same pages in it',
          },
        ]
      : [];
  const browser = findBrowser(surroundings());
  if (browser === undefined) {
    const absent = skippedOne(`${name} in Chromium`, 'no Chromium, Chrome or Edge on this system');
    return { ...absent, skipped: [...absent.skipped, ...electronSkip] };
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'station-playwright-'));
  const file = path.join(folder, 'report.json');
  try {
    const { code, output } = await runProgram(
      '@playwright/test/cli.js',
      ['test', '--config', 'resources/tooling/playwright.config.ts', '--reporter=json,line'],
      { minutes: 25, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, STATION_BROWSER: browser } },
    );
    const report = readReport(file);
    if (report === undefined) return failedOne(name, output);
    return outcomeOf(report, code, output, electronSkip);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pure. A test that passed only on a second try is a failure: nothing here may depend on luck. */
export function outcomeOf(report: Report, code: number, output: string, skips: readonly Skip[]): Outcome {
  const tests = report.suites.flatMap((suite) => testsOf(suite, []));
  const failed =
    tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').length + report.errors.length;
  return {
    name,
    passed: tests.filter(({ status }) => status === 'expected').length,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: [
      ...tests
        .filter(({ status }) => status === 'skipped')
        .map(({ title, annotations }) => ({
          name: title,
          reason: annotations.find(({ type }) => type === 'skip')?.description ?? 'skipped in its file',
        })),
      ...skips,
    ],
    output: code === 0 ? '' : output,
  };
}

function testsOf(suite: Suite, above: readonly string[]) {
  const titles = [...above, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({
      title: [test.projectName, ...titles, spec.title].join(' › '),
      status: test.status,
      annotations: test.annotations,
    })),
  );
  const below: typeof own = (suite.suites ?? []).flatMap((inner) => testsOf(inner, titles));
  return [...own, ...below];
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
