import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LEAST_MODULES, violations } from '../boundaries.ts';
import { reasonProblems } from '../dependency-reasons.ts';
import { type Messages, translationProblems } from '../translations.ts';
import { failedOne, type Outcome, passedOne } from './outcome.ts';
import { root, runProgram } from './run-program.ts';
import { sourceFiles } from './source-files.ts';

export interface StaticCheck {
  readonly name: string;
  run(): Promise<Outcome>;
}

/** A check that is a program of its own: passes with exit code 0. */
function program(name: string, script: string, args: readonly string[]): StaticCheck {
  return {
    name,
    async run() {
      const { code, output } = await runProgram(script, args, { minutes: 5 });
      return code === 0 ? passedOne(name) : failedOne(name, output);
    },
  };
}

/** A check of ours: passes when it finds no problem. */
function own(name: string, find: () => readonly string[]): StaticCheck {
  return {
    name,
    run() {
      const problems = find();
      return Promise.resolve(problems.length === 0 ? passedOne(name) : failedOne(name, problems.join('\n')));
    },
  };
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

function boundaryProblems(): string[] {
  const manifest = JSON.parse(read('package.json')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const files = sourceFiles(root, ['main', 'drivers', 'renderer', 'resources']);
  const found = violations(files, new Set(Object.keys(manifest.dependencies)));
  const lines = found.map(({ file, imported, rule }) => `${file}: imports ${imported}: ${rule}`);
  return files.length < LEAST_MODULES ? [`only ${files.length} modules seen`, ...lines] : lines;
}

function messageProblems(): string[] {
  return translationProblems(
    messages('zh-CN'),
    messages('en'),
    sourceFiles(root, ['main', 'drivers', 'renderer']),
  );
}

/** All tables of a language; the name of a file is the first part of its keys. */
function messages(language: string): Messages {
  const folder = path.join('resources/i18n', language);
  return Object.fromEntries(
    readdirSync(path.join(root, folder))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [path.basename(file, '.json'), JSON.parse(read(path.join(folder, file))) as Messages]),
  );
}

const linted = ['main', 'drivers', 'renderer', 'resources'];

export const staticChecks: readonly StaticCheck[] = [
  program('type check', 'typescript/bin/tsc', ['-p', '.']),
  program('lint', 'oxlint/bin/oxlint', [
    '-c',
    'resources/tooling/oxlint.json',
    '--type-aware',
    '--deny-warnings',
    ...linted,
  ]),
  program('format', '@biomejs/biome/bin/biome', ['format', '--config-path=.biome.json', '.']),
  own('import rules', boundaryProblems),
  own('reasons for dependencies', () =>
    reasonProblems(read('package.json'), read('resources/docs/dependencies.md')),
  ),
  own('translations', messageProblems),
];
