import { describe, expect, it } from 'vitest';
import { failedOne, passedOne, skippedOne, summary } from './outcome.ts';
import { outcomeOf as playwrightOutcome } from './playwright-run.ts';
import { outcomeOf as vitestOutcome } from './vitest-run.ts';

describe('the end of npm test', () => {
  it('sums all runners into one line, after a line for each skip', () => {
    const outcomes = [
      passedOne('a'),
      failedOne('b', 'why'),
      { ...passedOne('c'), passed: 40 },
      skippedOne('d', 'no binary'),
    ];
    expect(summary(outcomes)).toBe('skipped: d: no binary\n41 passed, 1 failed, 1 skipped');
  });

  it('counts a test file that could not be loaded as a failure', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 0,
      numFailedTestSuites: 1,
      success: false,
      testResults: [
        { name: '/x/a.test.ts', status: 'passed', assertionResults: [{ fullName: 'a', status: 'passed' }] },
        { name: '/x/b.test.ts', status: 'failed', assertionResults: [] },
        { name: '/x/c.test.ts', status: 'passed', assertionResults: [{ fullName: 'c', status: 'skipped' }] },
      ],
    };
    expect(vitestOutcome('v', report, 1, 'output')).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: [{ name: 'c', reason: 'skipped in c.test.ts' }],
    });
  });

  it('never calls a run with a bad exit code a success', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 0,
      numFailedTestSuites: 0,
      success: true,
      testResults: [],
    };
    expect(vitestOutcome('v', report, 1, 'unhandled error').failed).toBe(1);
    expect(playwrightOutcome({ suites: [], errors: [] }, 1, 'x', []).failed).toBe(1);
  });

  it('counts a test that needed a second try as failed, and gives the reason of a skip', () => {
    const test = (status: 'expected' | 'flaky' | 'skipped') => ({
      projectName: 'chromium',
      status,
      annotations: status === 'skipped' ? [{ type: 'skip', description: 'why' }] : [],
    });
    const report = {
      errors: [],
      suites: [
        {
          title: 'a.spec.ts',
          specs: [{ title: 'one', tests: [test('expected')] }],
          suites: [{ title: 'group', specs: [{ title: 'two', tests: [test('flaky'), test('skipped')] }] }],
        },
      ],
    };
    expect(playwrightOutcome(report, 0, '', [])).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: [{ name: 'chromium › a.spec.ts › group › two', reason: 'why' }],
    });
  });
});
