/**
 * `npm run package`: builds everything and packs it for this platform. `ELECTRON_DIST` names an unpacked Electron for
 * places without a way to fetch one; further arguments go to electron-builder (for example `--dir`).
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, runProgram } from './checks/run-program.ts';

const MINUTES = 30;

const distribution = process.env['ELECTRON_DIST'];
if (distribution !== undefined && !existsSync(distribution)) {
  process.stderr.write(`ELECTRON_DIST 不存在 / does not exist: ${distribution}\n`);
  process.exit(2);
}

for (const [script, args] of [
  ['../resources/tooling/build.ts', []],
  [
    'electron-builder/cli.js',
    [
      '--config',
      'electron-builder.yml',
      '--publish',
      'never',
      ...(distribution === undefined ? [] : [`-c.electronDist=${path.resolve(distribution)}`]),
      ...process.argv.slice(2),
    ],
  ],
] as const) {
  const { code, output } = await runProgram(script, args, { minutes: MINUTES });
  process.stdout.write(output);
  if (code !== 0) process.exit(code);
}
process.stdout.write(`${path.join(root, '.state', 'packages')}\n`);
