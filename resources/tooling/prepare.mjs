/**
 * Set-up before `npm start`, `npm test`, `npm run tool` and `npm run bench`, in plain JavaScript for any Node from 18 on:
 * at this point nothing but npm can be relied on. A second run finds everything done and ends at once.
 */
import { prepareBundles } from './prepare/bundles.mjs';
import { preparePackages } from './prepare/packages.mjs';
import { SetupError, say } from './prepare/say.mjs';
import { prepareSystemLibraries } from './prepare/system-libraries.mjs';
import { inTurn } from './prepare/turn.mjs';

const steps = {
  start: [preparePackages, () => prepareSystemLibraries('start'), prepareBundles],
  test: [preparePackages, () => prepareSystemLibraries('test'), prepareBundles],
  tool: [preparePackages],
  // The laboratory fetches its own Debian packages, unpacked into a folder of its own.
  hardware: [preparePackages],
  bench: [preparePackages, prepareBundles],
};

const purpose = process.argv[2];
if (purpose === undefined || !Object.hasOwn(steps, purpose)) {
  say(
    `用法：prepare.mjs ${Object.keys(steps).join('|')}`,
    `usage: prepare.mjs ${Object.keys(steps).join('|')}`,
  );
  process.exit(2);
}

try {
  await inTurn(async () => {
    for (const step of steps[purpose]) await step();
  });
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  if (error.detail !== '') process.stderr.write(`${error.detail}\n`);
  say(error.chinese, error.message);
  process.exit(1);
}
